import { rootOf, type StreamNode } from '../plan/plan.js';
import type { Knowledge } from './knowledge.js';
import type { Scenario, Slice } from './scenario.js';
import type { StreamSample } from './stream-sample.js';

/** Lists that are likely to be alike. */
export interface Stratum {
  readonly slices: readonly Slice[];
  /** What was looked at of them. */
  readonly sample: StreamSample;
}

/**
 * In most accounts few do all the work. Where a list of the account tells who was active, those are looked at apart from
 * the others: else a handful of lists would tell by chance of too many of the ones or of the others.
 */
export function strataOf(node: StreamNode, scenario: Scenario, knowledge: Knowledge): readonly Stratum[] {
  const root = rootOf(node, scenario.plan);
  const busy = root === null ? new Set<string>() : knowledge.activeIn(root);
  const sides = [true, false];
  const slices =
    knowledge.slices.get(node) ??
    sides.map((side) => scenario.slicesOf(node).filter(({ partition }) => busy.has(partition.id) === side));
  knowledge.slices.set(node, slices);
  const sample = knowledge.survey.of(node);
  return sides
    .map((side, place) => ({
      slices: slices[place] ?? [],
      sample: sample.among((home) => busy.has(home) === side),
    }))
    .filter((part) => part.slices.length > 0);
}
