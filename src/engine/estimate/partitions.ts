import { PartitionList } from '../plan/partition-list.js';
import type { Knowledge } from './knowledge.js';
import { weightOf } from './overlap.js';
import type { Scenario } from './scenario.js';

/** Says which partitions there are, by the lists that were looked at. */
export function layOutAll(scenario: Scenario, { survey }: Knowledge): void {
  for (const component of scenario.plan.components) {
    const { root } = component;
    if (root === null) continue;
    const rows = survey.of(root).lists.flatMap((one) => one.rows);
    const list = new PartitionList(scenario.plan, root);
    for (const { record } of rows) list.add(record);
    scenario.layOut(component, list.sorted(), rows.length === 0 ? 1 : weightOf(rows) / rows.length);
  }
}
