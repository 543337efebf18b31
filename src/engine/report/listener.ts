import type { ServiceListener } from '../service.js';
import type { Outbox } from './outbox.js';
import type { Stats } from './stats.js';

/** Counts what a sync hears of its service, and passes on what people should know. */
export function listenerOf(stats: Stats, outbox: Outbox): ServiceListener {
  return {
    attempted: (report) => stats.attempt(report),
    waits: (stream, until) => outbox.waiting(stream, until),
    lowersLimit: (bucket, limit) => stats.lowerLimit(bucket, limit),
    notes: (message) => outbox.log('warn', message),
  };
}
