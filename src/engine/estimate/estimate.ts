import type { Clock } from '../../clock.js';
import type { ReadRequest, StreamDefinition } from '../catalog.js';
import type { RoadName } from '../declaration.js';
import type { LogLevel } from '../events.js';
import type { StreamNode } from '../plan/plan.js';
import { mayRest, readEachTime } from '../plan/resting.js';
import { spentBefore } from '../run/spending.js';
import type { SyncSettings } from '../run/sync-settings.js';
import type { Connect, Service } from '../service.js';
import { AccountLists } from './account-lists.js';
import { completeStates } from './complete-states.js';
import { costOf } from './cost.js';
import { estimateListener } from './estimate-listener.js';
import { Knowledge } from './knowledge.js';
import { laterForecasts } from './later.js';
import { layOutAll } from './partitions.js';
import { proofCosts } from './proof-costs.js';
import type { Estimate, RoadEstimate } from './result.js';
import { Scenario } from './scenario.js';
import { laterCosts, streamCosts } from './stream-costs.js';
import { Study, type Forecasts } from './study.js';
import { Survey } from './survey.js';
import { waysOf, type Way } from './ways.js';

export interface EstimateOptions {
  readonly definitions: ReadonlyMap<string, StreamDefinition>;
  readonly request: ReadRequest;
  readonly settings: SyncSettings;
  /** All that there are, of all families. */
  readonly roads: readonly RoadName[];
  readonly connect: Connect;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: (level: LogLevel, message: string) => void;
}

/** What comes between two runs of an hourly schedule. */
const hour = 3_600_000;

/** Finds out by a few requests what a sync would take. Throws ReadError where nothing can be read at all. */
export async function estimate(options: EstimateOptions): Promise<Estimate> {
  const { definitions, request, connect, clock, signal, log } = options;
  const calls = new Map<string, number>();
  const service = connect(estimateListener({ clock, log, calls }));
  const now = clock.now();
  // Before anything is asked: the day's budget may be used up.
  for (const [pool, spent] of spentBefore(request, definitions, now)) service.addSpentToday(spent, pool);
  await service.access(signal);
  const knowledge = new Knowledge(new Survey({ service, signal, log }), definitions);
  const made = (): number => [...calls.values()].reduce((sum, one) => sum + one, 0);
  const means = { ...options, service, now };
  const ways = await waysOf(means, new AccountLists(knowledge, made), knowledge);
  const open = ways.filter(({ closed }) => closed === null).map(({ scenario }) => scenario);
  const found = await new Study(open, knowledge, made).run();
  const roads = ways.map((way) =>
    roadEstimate(way, found.get(way.scenario) ?? new Map(), { ...means, knowledge }),
  );
  return { calls: made(), callsByLabel: Object.fromEntries(calls), roads };
}

interface Reckoning extends EstimateOptions {
  readonly service: Service;
  readonly now: number;
  readonly knowledge: Knowledge;
}

function roadEstimate(way: Way, forecasts: Forecasts, reckoning: Reckoning): RoadEstimate {
  const { settings, service, now, knowledge, request, signal } = reckoning;
  const { scenario, definitions, roads, closed } = way;
  const buckets = service.buckets();
  const next = [...streamCosts(forecasts), ...proofCosts(forecasts, { settings, scenario })];
  const later = new Scenario({
    definitions,
    request: completeStates(scenario.plan, request, { now, startDate: settings.startDate }),
    settings: { ...settings, seldom: readEachTime },
    service,
    now: now + hour,
    signal,
    log: () => undefined,
  });
  layOutAll(later, knowledge);
  const resting = new Set(mayRest(request, settings.seldom));
  const shareOf = (name: string): number =>
    resting.has(name) ? Math.min(1, hour / Math.max(1, settings.seldom.every)) : 1;
  const first = new Map([...forecasts].map(([node, forecast]) => [node.name, forecast]));
  const lookbackOf = ({ declaration }: StreamNode): number => declaration.lookback ?? settings.lookback;
  const hourly = laterForecasts({ first, scenario: later, before: scenario, lookbackOf });
  return {
    roads,
    closed,
    next: costOf(next, buckets, now),
    hourly: costOf(laterCosts(forecasts, hourly, shareOf), buckets, now + hour),
  };
}
