import { day, type Window } from '../time/windows.js';
import type { Range } from '../time/ranges.js';
import type { RunContext } from './run-context.js';
import type { VisitedStream } from './visited-stream.js';

/**
 * A window was read to its end, without what the service left out of it. That is said of the stream, and of those that
 * have their time from its rows.
 */
export function noteListed(
  { stats, clock, endDate }: RunContext,
  stream: VisitedStream,
  window: Window,
  unread: readonly Window[],
): void {
  if (stream.node.cursorSource !== 'own') return;
  const { from, to } = servedOf(window, unread);
  const listed = { from, to: Math.min(to, clock.now(), endDate ?? Infinity) };
  if (listed.from > listed.to) return;
  stats.listed(stream.node.name, listed);
  for (const heir of stream.descendants()) {
    if (heir.node.cursorSource !== 'parent') continue;
    for (const range of heir.neededOfParent) {
      const led = { from: Math.max(range.from, listed.from), to: Math.min(range.to, listed.to) };
      if (led.from <= led.to) stats.listed(heir.node.name, led);
    }
  }
}

/** What is left out lies at the beginning of the days that were asked for, or at their end. */
function servedOf({ core, asked }: Window, unread: readonly Window[]): Range {
  let { from, to } = core;
  for (const { asked: missing } of unread) {
    if (asked === null || missing === null) continue;
    if (missing.fromDay === asked.fromDay) from = Math.max(from, missing.toDay);
    else to = Math.min(to, missing.fromDay + day - 1);
  }
  return { from, to };
}
