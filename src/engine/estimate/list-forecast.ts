import type { StreamNode } from '../plan/plan.js';
import { rootOf } from '../plan/plan.js';
import { contains, type Range } from '../time/ranges.js';
import { day, keptSince } from '../time/windows.js';
import type { ListPart, NodeForecast, Told } from './forecast.js';
import { reachOf, strangersOf } from './reach.js';
import { strataOf, type Stratum } from './strata.js';
import type { Knowledge } from './knowledge.js';
import { weightOf } from './overlap.js';
import type { Scenario, Slice } from './scenario.js';
import {
  jointMean,
  meanOf,
  type Mean,
  type SampledList,
  type SampledRow,
  type StreamSample,
} from './stream-sample.js';

/** Of a list of which none was looked at yet. */
const guessedRows = 3;
const shortest = day / 24;

/** What the lists of a stream take that belong to partitions, or to the account. */
export function listForecast(node: StreamNode, scenario: Scenario, knowledge: Knowledge): NodeForecast {
  const sample = knowledge.survey.of(node);
  const told = knowledge.told.get(node) ?? toldOf(node, scenario, knowledge);
  knowledge.told.set(node, told);
  const means = { node, scenario, knowledge, isCounted: told !== null };
  const parts = strataOf(node, scenario, knowledge).map((stratum) => partOf(stratum, means));
  const isRefused = sample.refusal !== null && sample.served.length === 0;
  const sum = (pick: (part: Part) => number): number => parts.reduce((total, part) => total + pick(part), 0);
  const joint = (pick: 'requests' | 'rows'): Mean =>
    jointMean(parts.map(({ lists, perList }) => ({ lists, mean: perList[pick] })));
  const rows = told === null ? sum((part) => part.rows) : weightOf(told.rows);
  const seen = rescaled(
    parts.flatMap((part) => part.seen),
    rows,
  );
  return {
    node,
    sample,
    owners: sum(({ owners }) => owners),
    lists: sum(({ lists }) => lists),
    requests: isRefused ? 1 : sum(({ requests }) => requests) + strangersOf(node, scenario),
    rows: isRefused ? 0 : rows,
    perList: { requests: joint('requests'), rows: joint('rows') },
    parts,
    seen: isRefused ? [] : seen,
    whole: wholeHomes(sample, scenario.slicesOf(node)),
    told: isRefused ? null : told,
    items: [],
    fresh: [],
    isOverlapGuessed: false,
  };
}

interface PartMeans {
  readonly node: StreamNode;
  readonly scenario: Scenario;
  readonly knowledge: Knowledge;
  readonly isCounted: boolean;
}

interface Part extends ListPart {
  readonly owners: number;
  readonly requests: number;
  readonly rows: number;
  readonly seen: readonly SampledRow[];
}

function partOf(stratum: Stratum, { node, scenario, knowledge, isCounted }: PartMeans): Part {
  const { sample } = stratum;
  const scale = scenario.scaleOf(node);
  const reach = reachOf(node, stratum.slices, { scenario, knowledge });
  const lists = reach.lists * scale;
  const owners = reach.owners * scale;
  const perList = meansOf(node, sample, { of: lists, isCounted, others: knowledge.survey.of(node) });
  const served = 1 - sample.refusedShare;
  const rows = rowsOf(sample, { slices: stratum.slices, scale, scenario, perList }) * served;
  return {
    slices: reach.slices,
    lists,
    owners,
    looked: sample.lists.length,
    perList,
    requests: lists * served * perList.requests.value + owners * (1 - served),
    rows,
    seen: scaled(sample, rows),
  };
}

/** All together they are as many as there are rows. */
export function scaled(sample: StreamSample, rows: number): readonly SampledRow[] {
  return rescaled(
    sample.served.flatMap((list) => list.rows),
    rows,
  );
}

function rescaled(seen: readonly SampledRow[], rows: number): readonly SampledRow[] {
  const factor = rows / Math.max(1e-9, weightOf(seen));
  return seen.map((row) => ({ ...row, weight: row.weight * factor }));
}

export interface MeanMeans {
  /** Lists that there are. */
  readonly of: number;
  /** The rows are known from elsewhere. */
  readonly isCounted: boolean;
  /** What was looked at of others that are less alike. */
  readonly others: StreamSample;
}

export function meansOf(
  { declaration, narrowing }: StreamNode,
  { served }: StreamSample,
  { of, isCounted, others }: MeanMeans,
): NodeForecast['perList'] {
  const { variants, request } = declaration;
  const isOne = request.recordsPath === null;
  if (served.length === 0) {
    const value = isOne ? 1 : others.served.length === 0 ? guessedRows : meanRows(others.served);
    const rows = { value, error: isOne || isCounted ? 0 : guessedRows, of: 0 };
    // The list that narrows it tells when the first variant has brought everything, which is nearly always.
    const least = narrowing === null ? variants.length : 1;
    return { requests: { value: least, error: isOne ? 0.02 : 0.3, of: 0 }, rows };
  }
  const isShort = served.every(({ count }) => count * 2 <= (request.pageSize ?? Infinity));
  const requests = served.map((list) => list.requests);
  const counts = served.map(({ count }) => count);
  return {
    requests: meanOf(requests, { of, usual: isShort ? 0.05 : 0.5 }),
    rows: isCounted
      ? { value: 0, error: 0, of: served.length }
      : meanOf(counts, { of, usual: isOne ? 0.1 : 0.3 + Math.min(1, meanRows(served)) }),
  };
}

function meanRows(lists: readonly SampledList[]): number {
  return lists.reduce((sum, { count }) => sum + count, 0) / Math.max(1, lists.length);
}

interface Sizes {
  readonly slices: readonly Slice[];
  readonly scale: number;
  readonly scenario: Scenario;
  readonly perList: { readonly rows: Mean };
}

/** By the days that the lists answer for, where they have windows: they may be shorter than those that were looked at. */
function rowsOf({ served }: StreamSample, { slices, scale, scenario, perList }: Sizes): number {
  const kept = (slice: Slice): number => keptSince(slice.visited.node.declaration.retention, scenario.now);
  const [first] = slices;
  if (first === undefined) return 0;
  const bounds = { from: kept(first), to: scenario.now };
  const all = slices.reduce(
    (sum, { window }) => sum + daysOf(window.asked === null ? null : window.core, bounds),
    0,
  );
  const own = served.reduce((sum, { core }) => sum + daysOf(core, bounds), 0);
  const rows = served.reduce((sum, { count }) => sum + count, 0);
  return served.length === 0 ? slices.length * scale * perList.rows.value : ((rows * all) / own) * scale;
}

/** One, where it has no dates. */
export function daysOf(core: Range | null, { from, to }: Range): number {
  if (core === null || core.from === -Infinity) return 1;
  return Math.max(Math.min(core.to, to) - Math.max(core.from, from), shortest) / day;
}

function wholeHomes(sample: StreamSample, slices: readonly Slice[]): ReadonlySet<string> {
  const wanted = counts(slices.map(({ partition }) => partition.id));
  const whole = counts(sample.served.filter(isWhole).map(({ home }) => home));
  return new Set(
    [...wanted].filter(([home, lists]) => (whole.get(home) ?? 0) >= lists).map(([home]) => home),
  );
}

function isWhole(list: SampledList): boolean {
  return list.isWhole;
}

function counts(values: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}

/** The partitions' rows, as the list tells them that narrows the stream on one road or another. */
function toldOf(node: StreamNode, scenario: Scenario, knowledge: Knowledge): Told | null {
  const standIn = knowledge.standInFor(node.name);
  if (standIn === null || !standIn.isKnown) return null;
  const scale = scenario.scaleOf(node);
  const names = knowledge.namesOf(rootOf(node, scenario.plan), standIn.narrowing.partitionField);
  const rows: SampledRow[] = [];
  let since = Infinity;
  for (const [id] of scenario.partitionsOf(node)) {
    const needed = scenario.visitOf(node, id)?.needed ?? [];
    for (const { from } of needed) since = Math.min(since, from);
    for (const row of standIn.rowsOf(names.get(id) ?? '')) {
      if (row.at === -Infinity || contains(needed, row.at))
        rows.push({ ...row, home: id, weight: row.weight * scale });
    }
  }
  const { narrowing, isWhole: all } = standIn;
  return { by: narrowing.stream, rows, isWhole: all, since, linkFor: (link) => standIn.linkFor(link) };
}
