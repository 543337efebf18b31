import { ReadError, StoppedError } from '../../errors.js';
import type { StreamDeclaration } from '../declaration.js';
import type { ReadRequest, StreamDefinition } from '../catalog.js';
import type { Limits } from '../limits.js';
import type { Outbox } from '../report/outbox.js';
import type { Service } from '../service.js';
import { utcDay } from '../report/daily-calls.js';
import { closesRoad } from './closed-road.js';
import { makePlan } from './plan.js';
import { RoadMemory, usesRoad } from './road-memory.js';
import { prove, type ProofMeans } from './road-proof.js';
import { cutWindows, windowQuery } from '../time/windows.js';

type Definitions = ReadonlyMap<string, StreamDefinition>;

export interface RoadChoice {
  /** The one that the configuration asks for. */
  readonly wanted: string;
  /** The one that needs nothing but what every account has. */
  readonly usual: string;
  /** The wanted one is to prove itself first, and where it cannot the usual one is taken without ado. */
  readonly isTried: boolean;
}

export interface RoadOptions {
  readonly definitions: Definitions;
  readonly road: RoadChoice;
  readonly request: ReadRequest;
  readonly limits: Limits;
  readonly service: Service;
  readonly outbox: Outbox;
  readonly signal: AbortSignal;
  readonly now: number;
}

/** The declarations as the road has them, and what the states are to remember. */
export interface TakenRoad {
  readonly definitions: Definitions;
  /** By stream: when the wanted road was found wanting, epoch milliseconds. */
  readonly wanting: ReadonlyMap<string, number>;
}

/** The declarations as a sync on this road takes them: without what belongs to the others. */
export function onRoad(definitions: Definitions, road: string): Definitions {
  return new Map(
    [...definitions].map(([name, definition]) => [
      name,
      { ...definition, declaration: declarationOn(definition.declaration, road) },
    ]),
  );
}

function declarationOn(declaration: StreamDeclaration, road: string): StreamDeclaration {
  const { parents, narrowed } = declaration;
  return {
    ...declaration,
    parents: parents.filter((link) => link.road === null || link.road === road),
    narrowed: narrowed?.road === road ? narrowed : null,
  };
}

/**
 * The declarations on the road that the configuration asks for, or on the usual one where the service refuses what that
 * road begins with, or where it shows less than the usual one does. A small request finds out whether it is refused, and
 * none where the road leads to nothing selected.
 */
export async function takeRoad(options: RoadOptions): Promise<TakenRoad> {
  const { definitions, road } = options;
  const taken = onRoad(definitions, road.wanted);
  const begins = beginning(options, taken);
  if (begins === null) return { definitions: taken, wanting: new Map() };
  const end = await roadEnd(options, taken, begins);
  if (end === null) return { definitions: taken, wanting: new Map() };
  const { wantingSince } = end;
  const wanting = wantingSince === null ? [] : namesOn(options).map((name) => [name, wantingSince] as const);
  return { definitions: onRoad(definitions, road.usual), wanting: new Map(wanting) };
}

/** Why the wanted road is not taken: for the time being, or since it was found wanting. */
interface RoadEnd {
  /** Epoch milliseconds. */
  readonly wantingSince: number | null;
}

/** Null where the wanted road may be taken. Says what there is to say. */
async function roadEnd(
  options: RoadOptions,
  taken: Definitions,
  begins: StreamDeclaration,
): Promise<RoadEnd | null> {
  const { road, service, outbox, now, limits } = options;
  const { roads } = service.wording;
  const memory = memoryOf(options, taken);
  const wantingSince = road.isTried ? memory.wantingSince(now) : null;
  if (wantingSince !== null) {
    outbox.log('info', roads.wanting(utcDay(wantingSince)), begins.name);
    return { wantingSince };
  }
  const refusal = await refusalOf(begins, options);
  if (refusal !== null) {
    outbox.log(road.isTried ? 'info' : 'warn', roads.closed(refusal.message), begins.name);
    return { wantingSince: null };
  }
  return road.isTried && limits.isWhole && memory.beginsAnew ? tryRoad(options, begins, memory) : null;
}

/** Compares a sample. Where that cannot be done, the sync goes on as the one before it did. */
async function tryRoad(
  options: RoadOptions,
  by: StreamDeclaration,
  memory: RoadMemory,
): Promise<RoadEnd | null> {
  const { service, outbox, signal, now } = options;
  const { roads } = service.wording;
  const trial = trialOf(options);
  if (trial === null) return null;
  try {
    const proof = await prove({ ...trial, by, service, signal, now });
    outbox.log(proof.lacking === 0 ? 'info' : 'warn', roads.tried(by.name, proof), by.name);
    if (proof.lacking > 0) return { wantingSince: now };
    // Where nothing was to be compared nothing is proved: then the sync goes on as the one before it did. Where the
    // usual road is closed there is nothing to go back to.
    const isTaken = proof.compared > 0 || proof.isUsualClosed || memory.isKnown;
    return isTaken ? null : { wantingSince: null };
  } catch (error) {
    if (!(error instanceof ReadError) && !(error instanceof StoppedError)) throw error;
    outbox.log('debug', roads.untried(error.message), by.name);
    return memory.isKnown ? null : { wantingSince: null };
  }
}

/** The stream that the road narrows, whose lists are the measure; null where there is none. */
function trialOf({
  definitions,
  road,
}: RoadOptions): Pick<ProofMeans, 'narrowed' | 'narrowing' | 'root'> | null {
  for (const { declaration: narrowed } of definitions.values()) {
    if (narrowed.narrowed?.road !== road.wanted) continue;
    const parents = narrowed.parents.flatMap(({ stream }) => definitions.get(stream)?.declaration ?? []);
    const root = parents.find(({ partitions }) => partitions !== null);
    if (root !== undefined) return { narrowed, narrowing: narrowed.narrowed, root };
  }
  return null;
}

/** The selected streams that are read in another way on the wanted road. */
function namesOn({ definitions, road, request }: RoadOptions): readonly string[] {
  return request.streams
    .filter(({ name }) => {
      const definition = definitions.get(name);
      return definition !== undefined && usesRoad(definition.declaration, road.wanted);
    })
    .map(({ name }) => name);
}

function memoryOf(options: RoadOptions, taken: Definitions): RoadMemory {
  const names = new Set(namesOn(options));
  const { request } = options;
  const { nodes } = makePlan(taken, request.streams);
  const ways = nodes
    .filter(({ name }) => names.has(name))
    .map(
      ({ name, planHash, configured }) =>
        [name, { planHash, isFullRefresh: configured?.syncMode === 'full_refresh' }] as const,
    );
  return new RoadMemory(request.state, new Map(ways));
}

/** The stream that the road begins with; null where the selected streams do not need it. */
function beginning(
  { definitions, road, request: { streams } }: RoadOptions,
  taken: Definitions,
): StreamDeclaration | null {
  if (road.wanted === road.usual) return null;
  const names = new Set(
    [...definitions.values()].flatMap(({ declaration: { parents, narrowed } }) => [
      ...parents.filter((link) => link.road === road.wanted).map(({ stream }) => stream),
      ...(narrowed?.road === road.wanted ? [narrowed.stream] : []),
    ]),
  );
  const { nodes } = makePlan(taken, streams);
  return nodes.find(({ declaration }) => names.has(declaration.name))?.declaration ?? null;
}

/** Asks for the rows of today, which are few. Null where the road is open, and where nobody knows yet. */
async function refusalOf(begins: StreamDeclaration, options: RoadOptions): Promise<ReadError | null> {
  const { service, signal, now } = options;
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
