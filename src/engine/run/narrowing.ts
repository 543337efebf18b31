import { Activity } from '../plan/activity.js';
import { descendants, hasAncestor, type Plan, type StreamNode } from '../plan/plan.js';
import { everything, type Range } from '../time/ranges.js';
import { day } from '../time/windows.js';
import { wholeHoursFrom } from '../visit/news.js';
import type { StreamRun } from '../visit/stream-run.js';
import { anyPartition } from './any-partition.js';

/** Parents come before what hangs on them, and so does what narrows them. */
export type Runs = ReadonlyMap<StreamNode, StreamRun>;

/**
 * The narrowed stream that it is or hangs on, where what that shows tells whether there is news for it; null where there is
 * none. There is for what has no cursor, and for what rows lead to as long as they are there.
 */
export function narrowedOf(node: StreamNode, { nodes }: Plan): StreamNode | null {
  if (node.cursorSource === 'none' || isFedByOldRows(node)) return null;
  return nodes.find((one) => one.narrowing !== null && (one === node || hasAncestor(node, one))) ?? null;
}

/** Rows of whatever age that look the same lead to new ones of it, or of what it hangs on. */
function isFedByOldRows({ roads }: StreamNode): boolean {
  return roads.some(({ link, parent }) => link.anyAge || isFedByOldRows(parent));
}

/** What the rows of a stream are to tell of those that it narrows; `lookbackFrom`: epoch milliseconds. */
export function activityFor(narrowed: readonly StreamNode[], lookbackFrom: number): Activity | null {
  const [narrowing] = narrowed.flatMap((node) => node.narrowing ?? []);
  if (narrowing === undefined) return null;
  return new Activity({ ...narrowing, digestsSince: wholeHoursFrom(lookbackFrom - day) });
}

export function narrowingOf({ narrowing }: StreamNode, runs: Runs): StreamRun['narrowing'] {
  const activity = narrowing === null ? null : (runs.get(narrowing.by)?.activity ?? null);
  return narrowing === null || activity === null
    ? null
    : { activity, partitionField: narrowing.partitionField };
}

/** The activity that narrows it or its parents; null where none does. */
export function activityOver(node: StreamNode, plan: Plan, runs: Runs): Activity | null {
  const narrowing = narrowedOf(node, plan)?.narrowing ?? null;
  return narrowing === null ? null : (runs.get(narrowing.by)?.activity ?? null);
}

/** What a stream and its descendants want of each partition; what single ones want beyond that is asked for apart. */
export function neededOfAll(node: StreamNode, runs: Runs): readonly Range[] {
  return [node, ...descendants(node)].flatMap((one) => {
    const state = runs.get(one)?.state ?? null;
    const wanted = state?.wanted(anyPartition) ?? [];
    if (wanted.length > 0 && isFedByOldRows(one)) return [everything];
    // Rows that judge by their own time may hang on any later one.
    const to = one === node || one.cursorSource === 'parent' ? (state?.until ?? Infinity) : Infinity;
    return wanted.map(({ from }) => ({ from: wholeHoursFrom(from), to }));
  });
}
