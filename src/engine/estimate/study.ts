import type { StreamNode } from '../plan/plan.js';
import type { NodeForecast } from './forecast.js';
import { forecastAll } from './forecaster.js';
import type { Knowledge } from './knowledge.js';
import { Doubts } from './doubts.js';
import { nextLooks } from './next-looks.js';
import type { Scenario } from './scenario.js';

export type Forecasts = ReadonlyMap<StreamNode, NodeForecast>;

/** Calls that any estimate may make, and the part of what it estimates that a large one may. */
const fewestCalls = 60;
const mostCalls = 600;
const share = 0.015;
/** Looked at side by side. */
const atOnce = 8;
/** The estimate is as good as it needs to be when so small a part of each label's requests is in doubt. */
const enough = 0.03;

/** Looks at few lists, where that tells most. */
export class Study {
  private forecasts = new Map<Scenario, Forecasts>();

  constructor(
    /** The way that the configuration takes comes first. */
    private readonly scenarios: readonly Scenario[],
    private readonly knowledge: Knowledge,
    /** Made so far. */
    private readonly calls: () => number,
  ) {}

  async run(): Promise<ReadonlyMap<Scenario, Forecasts>> {
    this.reckon();
    for (;;) {
      const looks = this.next();
      if (looks.length === 0) break;
      await Promise.all(looks.map(({ list }) => this.knowledge.survey.look(list)));
      this.reckon();
    }
    return this.forecasts;
  }

  private reckon(): void {
    this.forecasts = new Map(
      this.scenarios.map((scenario) => [scenario, forecastAll(scenario, this.knowledge)]),
    );
  }

  private next(): ReturnType<typeof nextLooks> {
    const made = this.calls();
    const [main] = this.forecasts.values();
    const total = totalOf(main);
    const allowed = Math.max(fewestCalls, Math.min(mostCalls, share * total));
    const looks = [...this.forecasts].flatMap(([scenario, forecasts]) =>
      isGoodEnough(forecasts) ? [] : nextLooks(forecasts, scenario, this.knowledge.survey),
    );
    const found = new Map<string, (typeof looks)[number]>();
    let left = allowed - made;
    for (const look of looks.sort((a, b) => b.worth - a.worth)) {
      const { node } = look.list.visited;
      const way = `${node.name} ${node.narrowing?.by.name ?? ''}`;
      const price = node.declaration.variants.length;
      if (found.has(way) || price > left || found.size >= atOnce) continue;
      found.set(way, look);
      left -= price;
    }
    return [...found.values()];
  }
}

function totalOf(forecasts: Forecasts | undefined): number {
  return [...(forecasts?.values() ?? [])].reduce((sum, { requests }) => sum + requests, 0);
}

function isGoodEnough(forecasts: Forecasts): boolean {
  return new Doubts(forecasts).largest <= enough;
}
