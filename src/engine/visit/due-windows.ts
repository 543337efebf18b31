import { isOfAnyAge } from '../plan/plan.js';
import type { Range } from '../time/ranges.js';
import { cutWindows, day, keptSince, type Window } from '../time/windows.js';
import type { RunContext } from './run-context.js';
import type { VisitedStream } from './visited-stream.js';

/**
 * The windows that a stream must be read for, of one parent's row where it hangs on such. What Zoom keeps no longer is
 * none of them, and is said.
 */
export function dueWindows(context: RunContext, stream: VisitedStream, parentAt: number): readonly Window[] {
  const { window, retention } = stream.node.declaration;
  const { clock, startDate, endDate } = context;
  const now = clock.now();
  const kept = keptSince(retention, now);
  const due = isOfAnyAge(stream.node) ? laterThan(stream.needed, parentAt - day) : stream.needed;
  if (due.some(({ from }) => from !== -Infinity && from < kept)) stream.run.edge.cutAt(kept);
  return cutWindows(due, window, { now, startDate, endDate, retention });
}

/** Nothing happens to what is not there yet; a day lies between, since days may begin in another timezone. */
function laterThan(ranges: readonly Range[], since: number): readonly Range[] {
  return ranges.filter(({ to }) => to >= since).map(({ from, to }) => ({ from: Math.max(from, since), to }));
}
