import { ReadError, StoppedError } from '../../errors.js';
import type { RoadName, StreamDeclaration } from '../declaration.js';
import type { ReadRequest } from '../catalog.js';
import type { Limits } from '../limits.js';
import type { Outbox } from '../report/outbox.js';
import type { Service } from '../service.js';
import { utcDay } from '../report/daily-calls.js';
import { closesRoad } from './closed-road.js';
import { makePlan, type StreamNode } from './plan.js';
import { RoadMemory, usesRoad } from './road-memory.js';
import { prove, type ProofMeans } from './road-proof.js';
import { beginningsOf, isRoad, onRoads, type Definitions, type RoadChoice } from './roads.js';
import { cutWindows, windowQuery } from '../time/windows.js';

export interface RoadOptions {
  readonly definitions: Definitions;
  readonly roads: readonly RoadChoice[];
  readonly request: ReadRequest;
  readonly limits: Limits;
  readonly service: Service;
  readonly outbox: Outbox;
  readonly signal: AbortSignal;
  readonly now: number;
}

/** The declarations as the roads have them, and what the states are to remember. */
export interface TakenRoads {
  readonly definitions: Definitions;
  /** By stream: when the wanted road was found wanting, epoch milliseconds. */
  readonly wanting: ReadonlyMap<string, number>;
}

/**
 * The declarations on the roads that the configuration asks for. Of each family for itself: on the usual one where the
 * service refuses what the wanted road begins with, or where that shows less than the usual one does. A small request finds
 * out whether it is refused, and none where the road leads to nothing selected.
 */
export async function takeRoads(options: RoadOptions): Promise<TakenRoads> {
  const { definitions, roads } = options;
  const taken: RoadName[] = [];
  const wanting = new Map<string, number>();
  for (const choice of roads) {
    // While one is looked at the others are the usual ones.
    const others = roads.filter((one) => one !== choice).map(usualOf);
    const crossing = crossingOf({ ...options, choice, definitions: onRoads(definitions, others) });
    const end = crossing === null ? null : await roadEnd(crossing);
    taken.push(end === null ? wantedOf(choice) : usualOf(choice));
    const since = end?.wantingSince ?? null;
    if (since !== null) for (const { name } of crossing?.streams ?? []) wanting.set(name, since);
  }
  return { definitions: onRoads(definitions, taken), wanting };
}

function wantedOf({ family, wanted }: RoadChoice): RoadName {
  return { family, road: wanted };
}

function usualOf({ family, usual }: RoadChoice): RoadName {
  return { family, road: usual };
}

interface FamilyOptions extends RoadOptions {
  readonly choice: RoadChoice;
}

type Planned = Pick<FamilyOptions, 'definitions' | 'choice' | 'request'>;

/** What leads over a road that may be taken in place of the usual one. */
interface Bridge {
  /** The stream that it begins with. */
  readonly begins: StreamDeclaration;
  /** The selected streams that are read in another way there. */
  readonly streams: readonly StreamNode[];
  readonly memory: RoadMemory;
}

type Crossing = FamilyOptions & Bridge;

/** When an earlier sync found the wanted road of a family wanting, epoch milliseconds; null where that does not count, or was not. */
export function foundWanting(
  options: Pick<RoadOptions, 'definitions' | 'roads' | 'request' | 'now'>,
  choice: RoadChoice,
): number | null {
  if (!choice.isTried) return null;
  const others = options.roads.filter((one) => one !== choice).map(usualOf);
  const definitions = onRoads(options.definitions, others);
  return crossingOf({ ...options, choice, definitions })?.memory.wantingSince(options.now) ?? null;
}

/** Null where the road is the usual one, and where nothing that is read goes there. */
function crossingOf<Options extends Planned>(options: Options): (Options & Bridge) | null {
  const { definitions, choice, request } = options;
  if (choice.wanted === choice.usual) return null;
  const road = wantedOf(choice);
  const { nodes } = makePlan(onRoads(definitions, [road]), request.streams);
  const beginnings = new Set(nodes.flatMap(({ declaration }) => beginningsOf(declaration, road)));
  const begins = nodes.find(({ name }) => beginnings.has(name))?.declaration;
  if (begins === undefined) return null;
  const streams = nodes.filter((node) => node.configured !== null && usesRoad(node, road));
  return { ...options, begins, streams, memory: new RoadMemory(request.state, streams) };
}

/** Why the wanted road is not taken: for the time being, or since it was found wanting. */
interface RoadEnd {
  /** Epoch milliseconds. */
  readonly wantingSince: number | null;
}

/** Null where the wanted road may be taken. Says what there is to say. */
async function roadEnd(crossing: Crossing): Promise<RoadEnd | null> {
  const { choice, begins, memory, service, outbox, now, limits } = crossing;
  const wording = service.wording.roads(choice.family);
  const wantingSince = choice.isTried ? memory.wantingSince(now) : null;
  if (wantingSince !== null) {
    outbox.log('info', wording.wanting(utcDay(wantingSince)), begins.name);
    return { wantingSince };
  }
  const refusal = await refusalOf(crossing);
  if (refusal !== null) {
    outbox.log(choice.isTried ? 'info' : 'warn', wording.closed(refusal.message), begins.name);
    return { wantingSince: null };
  }
  return choice.isTried && limits.isWhole && memory.beginsAnew ? tryRoad(crossing) : null;
}

/** Compares a sample. Where that cannot be done, the sync goes on as the one before it did. */
async function tryRoad(crossing: Crossing): Promise<RoadEnd | null> {
  const { choice, begins: by, memory, service, outbox, signal, now } = crossing;
  const wording = service.wording.roads(choice.family);
  const trial = trialOf(crossing);
  if (trial === null) return null;
  try {
    const proof = await prove({ ...trial, by, service, signal, now });
    outbox.log(proof.lacking === 0 ? 'info' : 'warn', wording.tried(by.name, proof), by.name);
    if (proof.lacking > 0) return { wantingSince: now };
    // Where nothing was to be compared nothing is proved: then the sync goes on as the one before it did. Where the
    // usual road is closed there is nothing to go back to.
    const isTaken = proof.compared > 0 || proof.isUsualClosed || memory.isKnown;
    return isTaken ? null : { wantingSince: null };
  } catch (error) {
    if (!(error instanceof ReadError) && !(error instanceof StoppedError)) throw error;
    outbox.log('debug', wording.untried(error.message), by.name);
    return memory.isKnown ? null : { wantingSince: null };
  }
}

/** The stream that the road narrows, whose lists are the measure; null where there is none. */
function trialOf({
  definitions,
  choice,
}: FamilyOptions): Pick<ProofMeans, 'narrowed' | 'narrowing' | 'root'> | null {
  for (const { declaration: narrowed } of definitions.values()) {
    const narrowing = narrowed.narrowed;
    if (narrowing === null || !isRoad(narrowing.road, wantedOf(choice))) continue;
    const parents = narrowed.parents.flatMap(({ stream }) => definitions.get(stream)?.declaration ?? []);
    const root = parents.find(({ partitions }) => partitions !== null);
    if (root !== undefined) return { narrowed, narrowing, root };
  }
  return null;
}

/** Asks for the rows of today, which are few. Null where the road is open, and where nobody knows yet. */
async function refusalOf({ begins, service, signal, now }: Crossing): Promise<ReadError | null> {
  const { name, request, query, window, retention } = begins;
  const bounds = { now, startDate: null, endDate: null, retention };
  const [today] = cutWindows([{ from: now, to: Infinity }], window, bounds);
  try {
    const asked = today === undefined ? {} : windowQuery(today, window);
    const pages = service.readPages({
      stream: name,
      shape: request,
      pathValues: {},
      query: { ...query, ...asked },
      rank: 0,
      order: 0,
      signal,
    });
    for await (const page of pages) if (page.rows.length >= 0) break;
    return null;
  } catch (error) {
    return closesRoad(error) ? error : null;
  }
}
