import { ReadError, StoppedError } from '../errors.js';
import type { Range } from './ranges.js';
import type { RunContext } from './run-context.js';
import type { VisitedStream, Work } from './visited-stream.js';

interface Failure<Cause> {
  readonly error: Cause;
  /** What is due again when the work failed for good. */
  readonly lost: Range;
}

/** What a request without data means: for its work, its stream, and the run. */
export function failWork(
  context: RunContext,
  stream: VisitedStream,
  work: Work,
  { error, lost }: Failure<unknown>,
): void {
  if (error instanceof ReadError) {
    judge(context, stream, work, { error, lost });
    return;
  }
  if (!(error instanceof StoppedError)) {
    context.stop(error instanceof Error ? error : new Error(String(error)));
  }
  stream.halt();
}

function judge(
  context: RunContext,
  stream: VisitedStream,
  work: Work,
  { error, lost }: Failure<ReadError>,
): void {
  const { stats, outbox } = context;
  const { gate } = stream.run;
  const { name } = stream.node;
  const isNews = gate.closed !== error;
  switch (error.verdict) {
    case 'skip-item':
    case 'refuse-partition':
      stats.skip(name, error.reason);
      outbox.log('debug', error.message, name);
      stream.done(work);
      return;
    case 'stream-unavailable':
    case 'missing-scope':
      // A scope that is lost in the middle of a sync: those who were not asked yet are not read, and not refused either.
      if (error.isOfToken && gate.hasAnswered) {
        end(context, stream, error);
        return;
      }
      if (isNews) refuse(context, stream, error);
      stream.refuse(work);
      return;
    case 'restart-slice':
    case 'date-out-of-range':
    case 'fail-item':
      stats.failure(name, error.reason);
      stream.run.firstFailure ??= error;
      outbox.log('warn', error.message, name);
      stream.lose(work, lost);
      return;
    case 'fail-stream':
    case 'stop-label':
      end(context, stream, error);
      return;
    case 'stop-run':
      context.stop(error);
      stream.halt();
  }
}

/** Everything that waits is stopped by the same limit: that is one end, not many. */
function end({ stats }: RunContext, stream: VisitedStream, error: ReadError): void {
  const { gate } = stream.run;
  if (gate.closed === null) stats.failure(stream.node.name, error.reason);
  gate.close(error);
  stream.halt();
}

function refuse(
  context: RunContext,
  { run: { gate }, node: { name } }: VisitedStream,
  error: ReadError,
): void {
  context.stats.skip(name, error.reason);
  const certain = error.verdict === 'missing-scope' && context.lacksScope(name);
  gate.refuse(error, { certain });
}
