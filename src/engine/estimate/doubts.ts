import type { StreamNode } from '../plan/plan.js';
import type { NodeForecast } from './forecast.js';

type Forecasts = ReadonlyMap<StreamNode, NodeForecast>;
/** Requests by rate label. */
type ByLabel = ReadonlyMap<string, number>;

/** So few requests of a label need not be told exactly. */
const few = 100;

/** By how much an estimate may be wrong. Each label counts for itself, since the slowest decides how long a sync takes. */
export class Doubts {
  private readonly totals = new Map<string, number>();
  private readonly chains: ReadonlyMap<StreamNode, ByLabel>;

  constructor(private readonly forecasts: Forecasts) {
    for (const { node, requests } of forecasts.values()) add(this.totals, labelOf(node), requests);
    this.chains = chainsOf(forecasts);
  }

  /** The largest part of a label's requests that is in doubt. What is not known of one stream says nothing of others. */
  get largest(): number {
    const squares = new Map<string, number>();
    for (const forecast of this.forecasts.values()) {
      for (const [label, doubt] of this.requestsOf(forecast)) add(squares, label, doubt ** 2);
    }
    return Math.max(0, ...[...squares].map(([label, square]) => Math.sqrt(square) / this.totalOf(label)));
  }

  /** For what is not known of the stream's lists. */
  of(forecast: NodeForecast): number {
    return Math.hypot(...[...this.requestsOf(forecast)].map(([label, doubt]) => doubt / this.totalOf(label)));
  }

  private totalOf(label: string): number {
    return Math.max(few, this.totals.get(label) ?? 0);
  }

  private requestsOf({ node, lists, perList }: NodeForecast): ByLabel {
    const doubts = new Map([[labelOf(node), lists * perList.requests.error]]);
    for (const [label, chain] of this.chains.get(node) ?? []) {
      doubts.set(label, Math.hypot(doubts.get(label) ?? 0, lists * perList.rows.error * chain));
    }
    return doubts;
  }
}

function labelOf({ declaration: { request } }: StreamNode): string {
  return `${request.pool} ${request.rateLimit}`;
}

function add(map: Map<string, number>, label: string, value: number): void {
  map.set(label, (map.get(label) ?? 0) + value);
}

/** Requests that a row of each stream leads to, through all that hang on it. */
function chainsOf(forecasts: Forecasts): ReadonlyMap<StreamNode, ByLabel> {
  const chains = new Map<StreamNode, ByLabel>();
  for (const { node, rows } of [...forecasts.values()].reverse()) {
    const chain = new Map<string, number>();
    for (const { child } of node.children) {
      const own = forecasts.get(child);
      if (own === undefined) continue;
      const place = child.roads.findIndex(({ parent }) => parent === node);
      const items = rows > 0 && own.fresh[place] !== undefined ? own.fresh[place] / rows : 1;
      const lists = items * (own.owners === 0 ? 1 : own.lists / own.owners);
      add(chain, labelOf(child), lists * own.perList.requests.value);
      for (const [label, more] of chains.get(child) ?? []) {
        add(chain, label, lists * own.perList.rows.value * more);
      }
    }
    chains.set(node, chain);
  }
  return chains;
}
