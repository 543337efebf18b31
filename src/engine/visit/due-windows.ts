import { isOfAnyAge } from '../plan/plan.js';
import type { Range } from '../time/ranges.js';
import type { WindowShape } from '../declaration.js';
import { startFor } from '../time/first-day.js';
import {
  cutWindows,
  day,
  dayOf,
  keptSince,
  stepOf,
  type Window,
  type WindowContext,
} from '../time/windows.js';
import type { RunContext } from './run-context.js';
import type { VisitedStream } from './visited-stream.js';

/**
 * The windows that a stream must be read for, of one parent's row where it hangs on such. What Zoom keeps no longer is
 * none of them, and is said. A sample takes the newest one.
 */
export function dueWindows(context: RunContext, stream: VisitedStream, parentAt: number): readonly Window[] {
  const { window, retention } = stream.node.declaration;
  const { clock, endDate, limits } = context;
  const startDate = startFor(stream.node.definition, context.startDate);
  const now = clock.now();
  const kept = keptSince(retention, now);
  const due = isOfAnyAge(stream.node) ? laterThan(stream.needed, parentAt - day) : stream.needed;
  if (!limits.isWhole) return newestWindow(due, window, { now, startDate, endDate, retention });
  if (due.some(({ from, to }) => (from !== -Infinity && from < kept) || to < kept))
    stream.run.edge.cutAt(kept);
  return cutWindows(due, window, { now, startDate, endDate, retention });
}

/** As wide as the endpoint answers: of those that are cut from the start on, the last may hold a day. */
function newestWindow(
  due: readonly Range[],
  shape: WindowShape | null,
  context: WindowContext,
): readonly Window[] {
  const [last] = due.slice(-1);
  if (shape === null || last === undefined) return cutWindows(due, shape, context);
  const until = Math.min(last.to, context.now + shape.ahead * day, context.endDate ?? Infinity);
  const from = Math.max(last.from, dayOf(until) - stepOf(shape) + day);
  return cutWindows([{ ...last, from }], shape, context).slice(-1);
}

/** Nothing happens to what is not there yet; a day lies between, since days may begin in another timezone. */
function laterThan(ranges: readonly Range[], since: number): readonly Range[] {
  return ranges.filter(({ to }) => to >= since).map(({ from, to }) => ({ from: Math.max(from, since), to }));
}
