import { isOfAnyAge, isRoot, type StreamNode } from '../plan/plan.js';
import { day, keptSince } from '../time/windows.js';
import type { NodeForecast } from './forecast.js';
import { refusalCost } from './item-forecast.js';
import { daysOf } from './list-forecast.js';
import { weightOf } from './overlap.js';
import type { Scenario } from './scenario.js';

/** What one stream takes in a run that follows a complete one. */
export interface LaterForecast {
  readonly lists: number;
  readonly requests: number;
  readonly rows: number;
  /** New rows a day. */
  readonly perDay: number;
}

export interface LaterMeans {
  /** As it was at the first time, by stream. */
  readonly first: ReadonlyMap<string, NodeForecast>;
  /** The run that follows, and the one before. */
  readonly scenario: Scenario;
  readonly before: Scenario;
  readonly lookbackOf: (node: StreamNode) => number;
}

/** Days whose rows tell how many come in one: as many at most. */
const usualDays = 30;
const shortest = 1 / 24;
/** An item is asked when it is new, when its row is filled in, and once more when nothing late comes any more. */
const timesAsked = 3;

/** Parents come before children. */
export function laterForecasts(means: LaterMeans): ReadonlyMap<string, LaterForecast> {
  const found = new Map<string, LaterForecast>();
  for (const node of means.scenario.plan.nodes) {
    const first = means.first.get(node.name);
    if (first === undefined) continue;
    if (node.declaration.embedded !== null) found.set(node.name, ofEmbedded(node, first, found, means));
    else if (isRoot(node)) found.set(node.name, ofLists(node, first, means));
    else found.set(node.name, ofItems(node, first, found, means));
  }
  return found;
}

function gapOf({ scenario, before }: LaterMeans): number {
  return (scenario.now - before.now) / day;
}

function ofLists(node: StreamNode, first: NodeForecast, means: LaterMeans): LaterForecast {
  const { scenario } = means;
  const scale = scenario.scaleOf(node);
  const slices = scenario.slicesOf(node);
  const perDay = rowsPerDay(first, means);
  if (isClosed(first)) return { lists: 0, requests: slices.length === 0 ? 0 : 1, rows: 0, perDay: 0 };
  const all = slices.length * scale;
  const homes = new Set(slices.map(({ partition }) => partition.id)).size * scale;
  const hasNews = scenario.progress.runs.get(node)?.news ?? null;
  const owners =
    node.narrowing === null || hasNews === null ? homes : Math.min(homes, timesAsked * perDay * gapOf(means));
  const lists = homes === 0 ? 0 : (all * owners) / homes;
  const length = lengthOf(node, scenario) / Math.max(1e-9, lengthOf(node, means.before));
  const { variants } = node.declaration;
  const pages = first.perList.requests.value - variants.length;
  const perList = variants.length + Math.min(0, pages) + Math.max(0, pages) * Math.min(1, length);
  const refused = first.sample.refusedShare;
  const rows = first.lists === 0 ? 0 : (first.rows / first.lists) * all * Math.min(1, length);
  const requests = lists * (1 - refused) * perList + owners * refused;
  return { lists, requests: requests + (beginsRoad(node, scenario) ? 1 : 0), rows, perDay };
}

/** One request finds out whether the road that it begins is open. */
function beginsRoad(node: StreamNode, { plan }: Scenario): boolean {
  return plan.nodes.some(({ narrowing }) => narrowing?.by === node);
}

/** Days that a list of the stream answers for, on average. */
function lengthOf(node: StreamNode, scenario: Scenario): number {
  const slices = scenario.slicesOf(node);
  const bounds = { from: keptSince(node.declaration.retention, scenario.now), to: scenario.now };
  const days = slices.map(({ window }) => daysOf(window.asked === null ? null : window.core, bounds));
  return days.reduce((sum, one) => sum + one, 0) / Math.max(1, days.length);
}

function isClosed({ sample }: NodeForecast): boolean {
  return sample.refusal !== null && sample.served.length === 0;
}

/** By the days that were looked at, where lists have windows, else by the rows' own times. */
function rowsPerDay({ node, told, seen, sample }: NodeForecast, { before }: LaterMeans): number {
  const bounds = { from: keptSince(node.declaration.retention, before.now), to: before.now };
  const dated = sample.served.filter(({ core }) => core !== null && core.from !== -Infinity);
  if (told === null && dated.length > 0) {
    const rows = dated.reduce((sum, { count }) => sum + count, 0);
    const days = dated.reduce((sum, { core }) => sum + daysOf(core, bounds), 0);
    return (rows / days) * before.partitionsOf(node).size * before.scaleOf(node) * (1 - sample.refusedShare);
  }
  const rows = told?.rows ?? seen;
  const days = Math.min(usualDays, Math.max(shortest, (before.now - (told?.since ?? -Infinity)) / day));
  return weightOf(rows.filter(({ at }) => at > before.now - days * day && at <= before.now)) / days;
}

function ofEmbedded(
  node: StreamNode,
  first: NodeForecast,
  found: ReadonlyMap<string, LaterForecast>,
  { first: all }: LaterMeans,
): LaterForecast {
  let [rows, perDay] = [0, 0];
  for (const { parent } of node.roads) {
    const theirs = all.get(parent.name)?.rows ?? 0;
    const share = theirs === 0 ? 0 : first.rows / theirs;
    rows += share * (found.get(parent.name)?.rows ?? 0);
    perDay += share * (found.get(parent.name)?.perDay ?? 0);
  }
  return { lists: 0, requests: 0, rows, perDay };
}

function ofItems(
  node: StreamNode,
  first: NodeForecast,
  found: ReadonlyMap<string, LaterForecast>,
  means: LaterMeans,
): LaterForecast {
  const perDay = itemsPerDay(node, first, found, means);
  const items = isClosed(first) ? 0 : Math.min(first.owners, itemsOf(node, perDay, means) ?? first.owners);
  const lists = items * windowsOf(node, first, means);
  const { requests, rows } = first.perList;
  const refused = first.sample.refusedShare;
  return {
    lists,
    requests: lists * (1 - refused) * requests.value + items * refused * refusalCost(node, means.scenario),
    rows: lists * (1 - refused) * rows.value,
    perDay: perDay * rows.value,
  };
}

function itemsPerDay(
  node: StreamNode,
  { fresh }: NodeForecast,
  found: ReadonlyMap<string, LaterForecast>,
  { first }: LaterMeans,
): number {
  return node.roads.reduce((sum, { parent }, place) => {
    const rows = first.get(parent.name)?.rows ?? 0;
    const items = fresh[place] ?? 0;
    return rows === 0 ? sum : sum + (items / rows) * (found.get(parent.name)?.perDay ?? 0);
  }, 0);
}

/** Null: all of them. */
function itemsOf(node: StreamNode, perDay: number, means: LaterMeans): number | null {
  const run = means.scenario.progress.runs.get(node);
  const isAnew = run?.state?.opened.fromScratch === true;
  const isWhole = node.roads.some(({ parent }) => parent.cursorSource === 'none');
  if (isAnew || node.cursorSource === 'none' || isOfAnyAge(node) || isWhole) return null;
  const gap = gapOf(means);
  const isRemembered = node.cursorSource === 'parent' && (run?.seen ?? null) !== null;
  return isRemembered ? timesAsked * perDay * gap : perDay * (means.lookbackOf(node) / day + gap);
}

const tried = 20;

function windowsOf(node: StreamNode, { items }: NodeForecast, { scenario }: LaterMeans): number {
  if (node.cursorSource !== 'own') return 1;
  const windows = items.slice(0, tried).flatMap(({ home, at }) => {
    const visited = scenario.visitOf(node, home);
    return visited === undefined ? [] : [scenario.windowsOf(visited, at).length];
  });
  return windows.length === 0 ? 1 : windows.reduce((sum, one) => sum + one, 0) / windows.length;
}
