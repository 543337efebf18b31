import type { ReadRequest, Repair, StreamDefinition } from '../catalog.js';
import { makePlan, rootOf, type StreamNode } from '../plan/plan.js';
import { onRoads } from '../plan/roads.js';
import type { Outbox } from '../report/outbox.js';
import { shortened } from '../../shortened.js';
import type { SyncSettings } from './sync-settings.js';

export interface RepairMeans {
  readonly definitions: ReadonlyMap<string, StreamDefinition>;
  readonly settings: SyncSettings;
  readonly outbox: Outbox;
}

/**
 * The configuration for reading a part again: the dates are those of the repair. Whose rows are read is known on the usual
 * roads alone, for the others lead through the account.
 */
export function settingsFor({ from, to, only }: Repair, settings: SyncSettings): SyncSettings {
  const { roads, startDate, endDate } = settings;
  return {
    ...settings,
    startDate: from ?? startDate,
    endDate: to ?? endDate,
    roads: only === null ? roads : roads.map((road) => ({ ...road, wanted: road.usual, isTried: false })),
  };
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
  tell(outbox, [...others], `not read through ${repair.only?.list ?? ''}, and left out`);
  const isDated = repair.from !== null || repair.to !== null;
  const undated = selected.filter((node) => isDated && isPart(node) && node.cursorSource === 'none');
  tell(
    outbox,
    undated.map(({ name }) => name),
    'without dates, and read whole',
  );
  for (const name of others) outbox.rests(name);
  return { ...request, streams: request.streams.filter(({ name }) => !others.has(name)) };
}

const mostNamed = 5;

function tell(outbox: Outbox, streams: readonly string[], what: string): void {
  if (streams.length === 0) return;
  outbox.log('info', `${shortened(streams, mostNamed)} ${streams.length === 1 ? 'is' : 'are'} ${what}.`);
}
