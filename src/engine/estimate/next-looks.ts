import type { StreamNode } from '../plan/plan.js';
import { isRoot } from '../plan/plan.js';
import { Doubts } from './doubts.js';
import type { ListPart, NodeForecast } from './forecast.js';
import type { Scenario } from './scenario.js';
import { everything } from '../time/ranges.js';
import type { Window } from '../time/windows.js';
import { rootOrigin } from '../visit/owned-rows.js';
import type { AskedList, Survey } from './survey.js';
import { accountPartition } from '../plan/partitions.js';

type Forecasts = ReadonlyMap<StreamNode, NodeForecast>;

/** A list to look at, and what that is worth. */
export interface NextLook {
  readonly list: AskedList;
  /** Requests by which the estimate may be wrong that it would take away, for each request that it costs. */
  readonly worth: number;
}

/** Calls of these labels count more: they have a budget of the day. */
const heavyPrice = 3;

/** Those that are worth most first, one of each stream. */
export function nextLooks(forecasts: Forecasts, scenario: Scenario, survey: Survey): readonly NextLook[] {
  const doubts = new Doubts(forecasts);
  const looks = [...forecasts.values()].flatMap((forecast) => {
    const worth = worthOf(forecast, doubts);
    const list = worth > 0 ? candidate(forecast, scenario, survey) : null;
    return list === null ? [] : [{ list, worth }];
  });
  return looks.sort((a, b) => b.worth - a.worth);
}

function worthOf(forecast: NodeForecast, doubts: Doubts): number {
  const { sample, node, lists } = forecast;
  const { request, embedded, variants } = node.declaration;
  const isClosed = sample.isOut || sample.refusal !== null;
  if (isClosed || embedded !== null || request.content !== null || lists === 0) return 0;
  const { length } = sample.lists;
  const spared = 1 - Math.sqrt(length / (length + 1));
  const isDear = request.rateLimit === 'heavy' || request.rateLimit === 'resource-intensive';
  return (doubts.of(forecast) * spared) / (variants.length * (isDear ? heavyPrice : 1));
}

function candidate(forecast: NodeForecast, scenario: Scenario, survey: Survey): AskedList | null {
  return isRoot(forecast.node) ? nextSlice(forecast, survey) : nextItem(forecast, scenario, survey);
}

/** Multiples of it lie evenly between whole numbers, however many they are. */
export const golden = 0.618_033_988_749_895;

/** Spread evenly over partitions and windows, whatever their number, where most is in doubt. */
function nextSlice({ node, parts }: NodeForecast, survey: Survey): AskedList | null {
  const doubt = ({ lists, perList }: ListPart): number =>
    lists * Math.hypot(perList.requests.error, perList.rows.error);
  for (const { slices, looked } of [...parts].sort((a, b) => doubt(b) - doubt(a))) {
    for (let step = looked; step < looked + slices.length; step += 1) {
      const slice = slices[Math.floor((((step + 0.5) * golden) % 1) * slices.length)];
      if (slice === undefined) break;
      const list = { ...slice, ...rootOrigin(node, slice.partition) };
      if (!survey.isAsked(list)) return list;
    }
  }
  return null;
}

/** They stand in the order of their partitions, so that these are spread as well. */
function nextItem(
  { node, items, sample }: NodeForecast,
  scenario: Scenario,
  survey: Survey,
): AskedList | null {
  for (let step = sample.asked.size; step < sample.asked.size + items.length; step += 1) {
    const part = ((step + 0.5) * golden) % 1;
    const item = items[Math.floor(part * items.length)];
    const visited = item === undefined ? undefined : scenario.visitOf(node, item.home);
    if (item === undefined || visited === undefined) continue;
    const { values, added, at, home } = item;
    const windows = node.cursorSource === 'own' ? scenario.windowsOf(visited, at) : [whole];
    const window = windows[step % Math.max(1, windows.length)];
    const partition = scenario.partitionsOf(node).get(home) ?? accountPartition;
    if (window === undefined) continue;
    const list = { visited, partition, window, values, added };
    if (!survey.isAsked(list)) return list;
  }
  return null;
}

const whole: Window = { core: everything, asked: null };
