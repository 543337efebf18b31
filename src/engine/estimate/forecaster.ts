import { isRoot, type StreamNode } from '../plan/plan.js';
import type { NodeForecast } from './forecast.js';
import { embeddedForecast, itemForecast } from './item-forecast.js';
import type { Knowledge } from './knowledge.js';
import { listForecast } from './list-forecast.js';
import type { Scenario } from './scenario.js';

/** What a sync takes, stream by stream, by what is known now. */
export function forecastAll(scenario: Scenario, knowledge: Knowledge): ReadonlyMap<StreamNode, NodeForecast> {
  const parents = new Map<StreamNode, NodeForecast>();
  for (const node of scenario.plan.nodes) {
    const means = { scenario, knowledge, parents };
    if (node.declaration.embedded !== null) parents.set(node, embeddedForecast(node, means));
    else if (isRoot(node)) parents.set(node, listForecast(node, scenario, knowledge));
    else parents.set(node, itemForecast(node, means));
  }
  return parents;
}
