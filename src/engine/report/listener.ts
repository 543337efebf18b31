import type { AttemptReport } from '../page-reader.js';
import type { ServiceListener } from '../service.js';
import type { Outbox } from './outbox.js';
import type { Stats } from './stats.js';

/** Counts what a sync hears of its service, and passes on what people should know. */
export function listenerOf(stats: Stats, outbox: Outbox): ServiceListener {
  return {
    attempted: (report) => {
      stats.attempt(report);
      const text = requestText(report);
      if (text !== null) outbox.log('debug', text, report.stream);
    },
    waits: (stream, until) => outbox.waiting(stream, until),
    lowersLimit: (bucket, limit) => stats.lowerLimit(bucket, limit),
    notes: (message) => outbox.log('warn', message),
  };
}

/** `GET /users/{user_id} (/v2/users/a) HTTP 200 in 12 ms, attempt 1, tracking id x`. */
function requestText({ request, status, durationMs, retriedFor, label }: AttemptReport): string | null {
  if (request === undefined) return null;
  const { template, path, attempt, trackingId } = request;
  return [
    `GET ${template}${path === null ? '' : ` (${path})`} ${status === null ? 'no answer' : `HTTP ${status}`} in ${durationMs} ms`,
    label,
    `attempt ${attempt}`,
    ...(retriedFor === null ? [] : [`asked again for ${retriedFor}`]),
    ...(trackingId === null ? [] : [`tracking id ${trackingId}`]),
  ].join(', ');
}
