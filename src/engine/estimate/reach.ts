import type { StreamNode } from '../plan/plan.js';
import { textOf } from '../records/fields.js';
import type { Range } from '../time/ranges.js';
import { isOldNews } from '../visit/old-news.js';
import type { Knowledge } from './knowledge.js';
import type { Reach } from './forecast.js';
import type { Scenario, Slice } from './scenario.js';
import type { StreamSample } from './stream-sample.js';

/** The lists that are read: of a narrowed stream those alone of which another list shows rows. */
export function reachOf(
  node: StreamNode,
  slices: readonly Slice[],
  means: { readonly scenario: Scenario; readonly knowledge: Knowledge },
): Reach {
  const known = means.knowledge.reach.get(slices) ?? reckonReach(node, slices, means);
  means.knowledge.reach.set(slices, known);
  return known;
}

function reckonReach(
  node: StreamNode,
  slices: readonly Slice[],
  { scenario, knowledge }: { readonly scenario: Scenario; readonly knowledge: Knowledge },
): Reach {
  const narrowing = scenario.progress.runs.get(node)?.narrowing ?? null;
  if (narrowing === null || node.narrowing === null) {
    return { slices, lists: slices.length, owners: ownersOf(slices) };
  }
  const { by } = node.narrowing;
  const ranges = knowledge.knownRanges(by);
  const isKnown = ({ window }: Slice): boolean => ranges.some((one) => isWithin(window.core, one));
  const active = activeSlices(slices.filter(isKnown), narrowing);
  const others = slices.filter((slice) => !isKnown(slice));
  const rows = rowsShown(knowledge.survey.of(by), scenario.now);
  const ofKnown = rows(slices.filter(isKnown));
  // Of what is not known one by one, as many as there are rows for.
  const more =
    ofKnown === 0 ? others.length : Math.min(others.length, (active.length * rows(others)) / ofKnown);
  return { slices: active, lists: active.length + more, owners: ownersOf(active) };
}

/** How many rows a list shows of the times of some slices, one for each slice. */
function rowsShown({ served }: StreamSample, now: number): (slices: readonly Slice[]) => number {
  const found = new Map<number, number>();
  const shown = (core: Range): number =>
    served.reduce((sum, list) => {
      if (list.core === null) return sum;
      const both = Math.min(core.to, list.core.to, now) - Math.max(core.from, list.core.from);
      const own = Math.min(list.core.to, now) - list.core.from;
      return both <= 0 ? sum : sum + (list.count * both) / own;
    }, 0);
  return (slices) =>
    slices.reduce((sum, { window: { core } }) => {
      const known = found.get(core.from) ?? shown(core);
      found.set(core.from, known);
      return sum + known;
    }, 0);
}

function ownersOf(slices: readonly Slice[]): number {
  return new Set(slices.map(({ partition }) => partition.id)).size;
}

/** Who is in no list is asked once. */
export function strangersOf(node: StreamNode, scenario: Scenario): number {
  const narrowing = scenario.progress.runs.get(node)?.narrowing ?? null;
  if (narrowing === null || node.narrowing?.asksStrangers !== true || scenario.scaleOf(node) !== 1) return 0;
  const { activity, partitionField } = narrowing;
  const partitions = [...scenario.partitionsOf(node).values()];
  return activity.strangers(partitions.map(({ row }) => textOf(row[partitionField]))).length;
}

function activeSlices(
  slices: readonly Slice[],
  { activity, partitionField }: NonNullable<Slice['visited']['run']['narrowing']>,
): readonly Slice[] {
  return slices.filter(({ visited, partition, window }) => {
    const value = textOf(partition.row[partitionField]);
    return !activity.isQuiet(value, window.core) && !isOldNews(visited, value, window.core);
  });
}

function isWithin(core: Range, known: Range): boolean {
  return known.from <= core.from && known.to >= core.to;
}
