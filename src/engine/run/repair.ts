import type { ReadRequest, Repair, StreamDefinition } from '../catalog.js';
import type { LogLevel } from '../events.js';
import { makePlan, rootOf, type StreamNode } from '../plan/plan.js';
import { onRoads } from '../plan/roads.js';
import type { Outbox } from '../report/outbox.js';
import { shortened } from '../../shortened.js';
import type { StateSettings } from '../state/stream-state.js';
import { startFor } from '../time/first-day.js';
import { endOfMonth, longestBackfill } from '../time/windows.js';
import type { SyncSettings } from './sync-settings.js';

export interface RepairMeans {
  readonly definitions: ReadonlyMap<string, StreamDefinition>;
  readonly settings: SyncSettings;
  readonly outbox: Outbox;
}

/**
 * The configuration for reading a part again: its dates reach as far as those of the repair do. What each stream wants is
 * for `datesOf` to say, since rows of those days may hang on rows that are older or newer. Whose rows are read is known on
 * the usual roads alone, for the others lead through the account.
 */
export function settingsFor({ from, to, only }: Repair, settings: SyncSettings, now: number): SyncSettings {
  const { roads, startDate, endDate } = settings;
  const reach = startDate ?? now - longestBackfill;
  return {
    ...settings,
    startDate: from !== null && from < reach ? from : startDate,
    endDate: to === null || endDate === null ? endDate : Math.max(to, endDate),
    roads: only === null ? roads : roads.map((road) => ({ ...road, wanted: road.usual, isTried: false })),
  };
}

/** The dates by which a stream's state says what it wants. */
type Dates = Pick<StateSettings, 'startDate' | 'endDate' | 'until'>;

/**
 * Those of the configuration; where a part is read again, its days. A sum is made anew over all of its period then: that of
 * some days would take the place of the whole one.
 */
export function datesOf(
  { cursorSource, definition, declaration: { window } }: StreamNode,
  { startDate, endDate }: Pick<SyncSettings, 'startDate' | 'endDate'>,
  repair: Repair | null,
): Dates {
  if (cursorSource === 'none') return { startDate: null, endDate: null, until: Infinity };
  const { from, to } = repair ?? { from: null, to: null };
  const end = to ?? Infinity;
  const until = window?.period === 'month' && to !== null ? endOfMonth(to) : end;
  return { startDate: startFor(definition, from ?? startDate), endDate, until };
}

/** What is asked for without the streams that the repair has nothing to do with; they are told of and end at once. */
export function repairable(
  request: ReadRequest,
  { definitions, settings, outbox }: RepairMeans,
): ReadRequest {
  const { repair = null } = request;
  if (repair === null) return request;
  const roads = settings.roads.map(({ family, wanted }) => ({ family, road: wanted }));
  const plan = makePlan(onRoads(definitions, roads), request.streams);
  const selected = plan.nodes.filter(({ configured }) => configured !== null);
  const isPart = (node: StreamNode): boolean =>
    repair.only === null || rootOf(node, plan)?.name === repair.only.list;
  const others = new Set(selected.filter((node) => !isPart(node)).map(({ name }) => name));
  const left = request.streams.filter(({ name }) => !others.has(name));
  const nothing = left.length === 0 ? ', so nothing is read' : '';
  const without = `not read through ${repair.only?.list ?? ''}, and left out${nothing}`;
  tell(outbox, [...others], without, left.length === 0 ? 'warn' : 'info');
  const isDated = repair.from !== null || repair.to !== null;
  const undated = selected.filter((node) => isDated && isPart(node) && node.cursorSource === 'none');
  tell(
    outbox,
    undated.map(({ name }) => name),
    'without dates, and read whole',
  );
  for (const name of others) outbox.rests(name);
  return { ...request, streams: left };
}

const mostNamed = 5;

function tell(outbox: Outbox, streams: readonly string[], what: string, level: LogLevel = 'info'): void {
  if (streams.length === 0) return;
  outbox.log(level, `${shortened(streams, mostNamed)} ${streams.length === 1 ? 'is' : 'are'} ${what}.`);
}
