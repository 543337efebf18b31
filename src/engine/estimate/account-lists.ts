import type { StreamNode } from '../plan/plan.js';
import { accountPartition } from '../plan/partitions.js';
import type { Knowledge } from './knowledge.js';
import { golden } from './next-looks.js';
import { layOutAll } from './partitions.js';
import type { Scenario } from './scenario.js';

/** Pages of lists of partitions, and of a list that narrows others: they tell of everybody at once. */
const mostListPages = 24;
const mostNarrowingPages = 100;
/** Reads the lists of the account that tell of many others: at once, since all else is reckoned from them. */
export class AccountLists {
  constructor(
    private readonly knowledge: Knowledge,
    /** Requests made so far. */
    private readonly calls: () => number,
  ) {}

  async read(scenario: Scenario): Promise<void> {
    await this.readLists(scenario);
    await this.readNarrowing(scenario);
    await this.readShort(scenario);
  }

  /** The lists whose rows are the partitions of others. */
  private async readLists(scenario: Scenario): Promise<void> {
    const roots = new Set(scenario.plan.components.flatMap(({ root }) => root ?? []));
    for (const root of roots) await this.readWhole(scenario, root, mostListPages);
    layOutAll(scenario, this.knowledge);
  }

  private async readNarrowing(scenario: Scenario): Promise<void> {
    for (const [node, { activity }] of scenario.progress.runs) {
      if (activity === null) continue;
      await this.readWhole(scenario, node, mostNarrowingPages);
      for (const { rows } of this.knowledge.survey.of(node).lists) {
        for (const { record, at } of rows) activity.note(record, at === -Infinity ? null : at);
      }
      activity.settle(this.knowledge.knownRanges(node), scenario.now);
    }
  }

  /** Lists of the account that lead on, or that are as long as the account is large: one request tells how many rows each has. */
  private async readShort(scenario: Scenario): Promise<void> {
    const short = scenario.plan.nodes.filter(
      (node) =>
        (node.children.length > 0 || node.declaration.partitions !== null) &&
        node.declaration.parents.length === 0 &&
        scenario.slicesOf(node).length === 1,
    );
    for (const node of short) await this.readWhole(scenario, node, 1);
  }

  /** A list of the account, as far as the pages go; at least the beginning of each of its windows. */
  private async readWhole(scenario: Scenario, node: StreamNode, mostPages: number): Promise<void> {
    const { survey } = this.knowledge;
    let left = mostPages;
    for (const slice of spread(scenario.slicesOf(node))) {
      const list = { ...slice, partition: accountPartition, values: {}, added: {} };
      const before = this.calls();
      await survey.look(list, Math.max(1, left));
      left -= this.calls() - before;
    }
  }
}

/** The newest first, which is nearest to what will come, and then from here and there: not all can be read whole. */
function spread<T>(slices: readonly T[]): readonly T[] {
  const ranked = [...slices].reverse().map((slice, place) => ({ slice, rank: (place * golden) % 1 }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ slice }) => slice);
}
