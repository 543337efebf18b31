import { ReadError } from '../../errors.js';
import type { StreamDeclaration } from '../declaration.js';
import type { ConfiguredStream, StreamDefinition } from '../catalog.js';
import type { Outbox } from '../report/outbox.js';
import type { Service } from '../service.js';
import { makePlan } from './plan.js';
import { cutWindows, windowQuery } from '../time/windows.js';

type Definitions = ReadonlyMap<string, StreamDefinition>;

export interface RoadChoice {
  /** The one that the configuration asks for. */
  readonly wanted: string;
  /** The one that needs nothing but what every account has. */
  readonly usual: string;
}

export interface RoadOptions {
  readonly definitions: Definitions;
  readonly road: RoadChoice;
  readonly streams: readonly ConfiguredStream[];
  readonly service: Service;
  readonly outbox: Outbox;
  readonly signal: AbortSignal;
  readonly now: number;
}

/** Answers after which a road is closed: the permission, the plan or the endpoint is missing. */
const closing: ReadonlySet<string> = new Set([
  'unauthorized',
  'stream-unavailable',
  'refuse-partition',
  'skip-item',
  'fail-stream',
]);

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
 * road begins with; a warning says so then. One small request finds out, and none where the road leads to nothing selected.
 */
export async function takeRoad(options: RoadOptions): Promise<Definitions> {
  const { definitions, road, service, outbox } = options;
  const taken = onRoad(definitions, road.wanted);
  const begins = beginning(options, taken);
  if (begins === null) return taken;
  const refusal = await refusalOf(begins, options);
  if (refusal === null) return taken;
  outbox.log('warn', service.wording.roads.closed(refusal.message), begins.name);
  return onRoad(definitions, road.usual);
}

/** The stream that the road begins with; null where the selected streams do not need it. */
function beginning(
  { definitions, road, streams }: RoadOptions,
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
    return error instanceof ReadError && closing.has(error.verdict) ? error : null;
  }
}
