import { Activity } from '../plan/activity.js';
import { descendants, hasAncestor, type Plan, type StreamNode } from '../plan/plan.js';
import type { Range } from '../time/ranges.js';
import { day } from '../time/windows.js';
import { wholeHoursFrom } from '../visit/news.js';
import type { StreamRun } from '../visit/stream-run.js';
import { anyPartition } from './any-partition.js';

/** Parents come before what hangs on them, and so does what narrows them. */
export type Runs = ReadonlyMap<StreamNode, StreamRun>;

/** The narrowed stream that it is or hangs on, where it has a cursor itself; null where there is none. */
export function narrowedOf(node: StreamNode, { nodes }: Plan): StreamNode | null {
  if (node.cursorSource === 'none') return null;
  return nodes.find((one) => one.narrowing !== null && (one === node || hasAncestor(node, one))) ?? null;
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
  const all = [node, ...descendants(node)];
  const wanted = all.flatMap((one) => runs.get(one)?.state?.wanted(anyPartition) ?? []);
  return wanted.map(({ from }) => ({ from: wholeHoursFrom(from), to: Infinity }));
}
