import type { Road, StreamNode } from '../plan/plan.js';
import { contains } from '../time/ranges.js';
import { keptSince } from '../time/windows.js';
import { isJsonArray, isJsonObject } from '../../json.js';
import { RowIds } from '../records/row-ids.js';
import { joined } from '../records/fields.js';
import type { NodeForecast } from './forecast.js';
import { unknownMean } from './forecast.js';
import { itemsThrough, type Item } from './items.js';
import type { Knowledge } from './knowledge.js';
import { meansOf, scaled } from './list-forecast.js';
import { join, weightOf, type Way } from './overlap.js';
import type { Scenario } from './scenario.js';
import type { SampledRow } from './stream-sample.js';

type Forecasts = ReadonlyMap<StreamNode, NodeForecast>;

export interface Means {
  readonly scenario: Scenario;
  readonly knowledge: Knowledge;
  readonly parents: Forecasts;
}

/** So many items are asked how many windows they take. */
const tried = 20;

/** What a stream takes that is asked for by the rows of its parents. */
export function itemForecast(node: StreamNode, means: Means): NodeForecast {
  const { scenario, knowledge, parents } = means;
  const sample = knowledge.survey.of(node);
  const { items, fresh, isGuessed } = join(node.roads.map((road) => wayOf(road, means)));
  // Where no row of a parent was seen, each of those guessed leads on.
  const blind = node.roads.filter(({ parent }) => isBlind(parents.get(parent)));
  const guessed = blind.reduce((sum, { parent }) => sum + (parents.get(parent)?.rows ?? 0), 0);
  const owners = weightOf(items) + guessed;
  const windows = windowsOf(node, items, scenario);
  const lists = owners * windows;
  const perList = meansOf(node, sample, { of: lists, isCounted: false, others: sample });
  const isRefused = sample.refusal !== null && sample.served.length === 0;
  const served = 1 - sample.refusedShare;
  const rows = isRefused ? 0 : lists * served * perList.rows.value;
  return {
    node,
    sample,
    owners,
    lists,
    requests: isRefused
      ? Math.min(1, owners)
      : lists * served * perList.requests.value + owners * (1 - served) * refusalCost(node, scenario),
    rows,
    perList,
    parts: [],
    seen: scaled(sample, rows),
    whole: new Set(),
    told: null,
    items,
    fresh,
    isOverlapGuessed: isGuessed,
  };
}

/** Requests for what would be refused: none where another answer says so beforehand. */
export function refusalCost({ declaration: { spared } }: StreamNode, { plan }: Scenario): number {
  return spared !== null && plan.nodes.some(({ name }) => name === spared.by) ? 0 : 1;
}

function isBlind(parent: NodeForecast | undefined): boolean {
  return parent !== undefined && parent.told === null && parent.sample.lists.length === 0 && parent.rows > 0;
}

function wayOf(road: Road, { scenario, parents, knowledge }: Means): Way {
  const known = knowledge.ways.get(road);
  if (known !== undefined) return known;
  const { parent, child, link } = road;
  const forecast = parents.get(parent);
  if (forecast === undefined) return { items: [], whole: null };
  const { told } = forecast;
  const translated = told?.linkFor(link) ?? null;
  const isNeeded = needs(child, scenario);
  if (told !== null && translated !== null) {
    const items = itemsThrough(told.rows, translated, isNeeded);
    const way = { items, whole: told.isWhole ? null : new Set<string>() };
    knowledge.ways.set(road, way);
    return way;
  }
  return { items: itemsThrough(forecast.seen, link, isNeeded), whole: forecast.whole };
}

function needs(child: StreamNode, scenario: Scenario): (row: SampledRow) => boolean {
  const kept = keptSince(child.declaration.retention, scenario.now);
  return ({ home, at }) => {
    const visited = scenario.visitOf(child, home);
    if (visited === undefined) return false;
    if (at === -Infinity) return true;
    return contains(visited.neededOfParent, at) && (child.cursorSource !== 'parent' || at >= kept);
  };
}

/** Of an item, on average. */
function windowsOf(node: StreamNode, items: readonly Item[], scenario: Scenario): number {
  if (node.cursorSource !== 'own') return 1;
  const windows = items.slice(0, tried).flatMap(({ home, at }) => {
    const visited = scenario.visitOf(node, home);
    return visited === undefined ? [] : [scenario.windowsOf(visited, at).length];
  });
  return windows.length === 0 ? 1 : windows.reduce((sum, one) => sum + one, 0) / windows.length;
}

/** Rows that came inside the rows of the parents, and cost nothing. */
export function embeddedForecast(node: StreamNode, { scenario, knowledge, parents }: Means): NodeForecast {
  const run = scenario.progress.runs.get(node);
  const seen = node.roads.flatMap(({ parent, link }) => {
    const forecast = parents.get(parent);
    const isNeeded = needs(node, scenario);
    return (forecast?.seen ?? []).flatMap((row) => {
      const [item] = isNeeded(row) ? itemsThrough([row], link, () => true) : [];
      const held = row.raw[node.declaration.embedded ?? ''];
      if (item === undefined || run === undefined) return [];
      const rows = (isJsonArray(held) ? held : [held ?? null]).filter(isJsonObject);
      return run
        .shape(rows, new RowIds())
        .flatMap((shaped, place) =>
          shaped === null ? [] : [{ ...row, raw: rows[place] ?? {}, record: joined(shaped, item.added) }],
        );
    });
  });
  const sample = knowledge.survey.of(node);
  const perList = { requests: unknownMean, rows: unknownMean };
  const common = {
    node,
    sample,
    perList,
    parts: [],
    seen,
    items: [],
    fresh: [],
    told: null,
    whole: new Set<string>(),
    isOverlapGuessed: false,
  };
  return { ...common, owners: 0, lists: 0, requests: 0, rows: weightOf(seen) };
}
