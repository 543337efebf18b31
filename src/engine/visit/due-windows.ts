import { cutWindows, keptSince, type Window } from '../time/windows.js';
import type { RunContext } from './run-context.js';
import type { VisitedStream } from './visited-stream.js';

/** The windows that a stream must be read for. What Zoom keeps no longer is none of them, and is said. */
export function dueWindows(context: RunContext, { needed, node, run }: VisitedStream): readonly Window[] {
  const { window, retention } = node.declaration;
  const { clock, startDate, endDate } = context;
  const now = clock.now();
  const kept = keptSince(retention, now);
  if (needed.some(({ from }) => from !== -Infinity && from < kept)) run.edge.cutAt(kept);
  return cutWindows(needed, window, { now, startDate, endDate, retention });
}
