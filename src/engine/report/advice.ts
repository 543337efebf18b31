import type { StreamDefinition } from '../catalog.js';
import type { RatePool } from '../declaration.js';
import { isRoad, type RoadChoice } from '../plan/roads.js';
import type { BucketReport } from '../service.js';
import type { AdviceWording, DayCost, SpareableRequests, WholeLists } from '../wording.js';
import type { Stats } from './stats.js';

type Definitions = ReadonlyMap<string, StreamDefinition>;

export interface Shown {
  /** On all roads. */
  readonly definitions: Definitions;
  /** What the configuration asked for. */
  readonly roads: readonly RoadChoice[];
  readonly stats: Stats;
  readonly buckets: readonly BucketReport[];
  /** Nothing was read for the first time. */
  readonly isUsual: boolean;
  /** Lists may be left out now and then, and none is. */
  readonly couldRest: boolean;
}

/** What a run has shown about its configuration, in sentences for its end. */
export function adviceOf(shown: Shown, wording: AdviceWording): readonly string[] {
  const { limitsBelowPlan } = shown.stats;
  const refused = refusedStreams(shown);
  return [
    ...dayCosts(shown).map((cost) => wording.dayCost(cost)),
    ...spareableRequests(shown).map((requests) => wording.spareable(requests)),
    ...wholeLists(shown).map((lists) => wording.wholeLists(lists)),
    ...(limitsBelowPlan.size > 0 ? [wording.limitsBelowPlan(limitsBelowPlan)] : []),
    ...(refused.length > 0 ? [wording.refusedCountAsRead(refused)] : []),
  ];
}

/** A smaller part of the day is no matter. */
const leastPart = 0.01;

function dayCosts({ stats, buckets, isUsual }: Shown): readonly DayCost[] {
  return [...stats.daily.byPool()].flatMap(([pool, counts]) => {
    const perDay = perDayOf(pool, buckets);
    const calls = [...counts.values()].reduce((sum, own) => sum + own, 0);
    if (!(calls >= perDay * leastPart)) return [];
    return [{ pool, calls, perDay, streams: [...counts].sort(([, a], [, b]) => b - a), isUsual }];
  });
}

/** Of the smaller budget where each label has its own; Infinity where there is none. */
function perDayOf(pool: RatePool, buckets: readonly BucketReport[]): number {
  const days = buckets.filter((one) => one.pool === pool && isCounted(one)).flatMap(({ day }) => day ?? []);
  return Math.min(Infinity, ...days.map(({ perDay }) => perDay));
}

function isCounted({ label }: BucketReport): boolean {
  return label === 'heavy' || label === 'resource-intensive';
}

/** So few requests are no matter for advice. */
const worthMentioning = 200;

/** What another road would have spared, of each stream of which more than half of the answers were empty. */
function spareableRequests({ definitions, roads, stats }: Shown): readonly SpareableRequests[] {
  const wanted = roads.map(({ family, wanted: road }) => ({ family, road }));
  return [...definitions.values()].flatMap(({ declaration: { name, narrowed, variants, request } }) => {
    const { pages, rows, empty } = stats.pagesOf(name);
    if (narrowed === null || wanted.some((road) => isRoad(road, narrowed.road))) return [];
    if (pages < worthMentioning || empty * 2 <= pages) return [];
    const listed = Math.ceil(rows / (request.pageSize ?? 1));
    const least = (pages - empty) * variants.length + listed;
    return [{ stream: name, road: narrowed.road, empty, pages, requests: least }];
  });
}

/** Lists without dates below a parent, where they are most of what a usual run asks. */
function wholeLists({ definitions, stats, isUsual, couldRest }: Shown): readonly WholeLists[] {
  const counts = [...definitions.values()].map(({ declaration }) => ({
    declaration,
    requests: stats.requestsOf(declaration.name),
  }));
  const whole = counts.filter(
    ({ declaration, requests }) =>
      requests > 0 && declaration.cursorField === null && declaration.parents.length > 0,
  );
  const [requests, all] = [whole, counts].map((some) => some.reduce((sum, one) => sum + one.requests, 0));
  if (requests === undefined || all === undefined || !isUsual || !couldRest) return [];
  if (requests < worthMentioning || requests * 2 <= all) return [];
  const names = whole.sort((a, b) => b.requests - a.requests).map(({ declaration }) => declaration.name);
  return [{ requests, all, streams: names }];
}

/**
 * Whoever was refused counts as read, since a good part of an account may be without a licence: once they may be read,
 * what lies before this run does not come by itself.
 */
function refusedStreams({ definitions, stats }: Shown): readonly string[] {
  return [...definitions.values()]
    .filter(
      ({ declaration: { name, cursorField } }) => cursorField !== null && stats.refusedOf(name).size > 0,
    )
    .map(({ declaration: { name } }) => name);
}
