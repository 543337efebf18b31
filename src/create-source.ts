import type { Clock } from './clock.js';
import type { Settings } from './config/settings.js';
import { namesIn } from './config/stream-choice.js';
import { createDecode } from './decoding/decode.js';
import { estimate } from './engine/estimate/estimate.js';
import { check } from './engine/run/check.js';
import { sync } from './engine/run/sync.js';
import type { StreamDefinition } from './engine/catalog.js';
import type { StreamDeclaration } from './engine/declaration.js';
import type { Seldom } from './engine/plan/resting.js';
import type { SyncSettings } from './engine/run/sync-settings.js';
import type { ServiceListener } from './engine/service.js';
import type { Source } from './engine/source.js';
import { createHttpClient } from './http/client.js';
import type { HttpClient } from './http/message.js';
import {
  chosenDefinitions,
  loadDefinitions,
  offlineCatalog,
  roadChoices,
  secretsFor,
} from './offline-catalog.js';
import { roadFamilies } from './streams/index.js';
import { createZoomApi } from './zoom/api.js';
import type { ZoomApi } from './zoom/api.js';

const hour = 3_600_000;
const day = 24 * hour;

export interface SourceEdges {
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** In [0, 1). */
  readonly random: () => number;
  readonly userAgent?: string;
  /** Told each token when it comes. */
  readonly onToken?: (token: string) => void;
  /** How long an outage of the whole service is waited for. */
  readonly patienceMs?: number;
  /** First back-off after a fault. */
  readonly retryBaseMs?: number;
  /** In place of one of our own. */
  readonly httpClient?: HttpClient;
}

/** The composition root: wires a Source of validated settings. Nothing is asked of Zoom until it is used. */
export function createSource(settings: Settings, edges: SourceEdges): Source {
  const definitions = loadDefinitions();
  // Names that do not exist end the run before anything is asked.
  const chosen = chosenDefinitions(settings, definitions);
  const forSync = syncSettings(settings, definitions);
  return {
    discover: () => offlineCatalog(settings, definitions),
    // Somebody waits for it, so it has no patience with a service that is away.
    check: (signal) =>
      check({
        definitions,
        offered: new Set(chosen.map(({ declaration }) => declaration.name)),
        service: zoomService(settings, { ...edges, patienceMs: 0 }, nobody),
        signal,
      }),
    estimate: (request, { signal, log }) =>
      estimate({
        definitions: byName(definitions),
        request,
        settings: forSync,
        roads: roadFamilies.flatMap(({ family, short, usual }) => [
          { family, road: short },
          { family, road: usual },
        ]),
        connect: (listener) => zoomService(settings, { ...edges, patienceMs: 0 }, listener),
        clock: edges.clock,
        signal,
        log,
      }),
    read: (request, sink, signal) =>
      sync({
        definitions: byName(definitions),
        request,
        settings: forSync,
        connect: (listener) => zoomService(settings, edges, listener),
        sink,
        clock: edges.clock,
        signal,
      }),
  };
}

function byName(definitions: readonly StreamDefinition[]): ReadonlyMap<string, StreamDefinition> {
  return new Map(definitions.map((definition) => [definition.declaration.name, definition]));
}

/** Who checks learns of everything by the answer. */
export const nobody: ServiceListener = {
  attempted: () => undefined,
  waits: () => undefined,
  lowersLimit: () => undefined,
  notes: () => undefined,
};

function syncSettings(settings: Settings, definitions: readonly StreamDefinition[]): SyncSettings {
  const { startDate, endDate, maxConcurrency, skipUnauthorizedStreams } = settings;
  return {
    startDate,
    endDate,
    maxConcurrency,
    skipUnauthorizedStreams,
    lookback: settings.lookbackDays * day,
    roads: roadChoices(settings),
    seldom: seldomOf(
      settings,
      definitions.map(({ declaration }) => declaration),
    ),
    secrets: secretsFor(settings.includeSecrets),
  };
}

function seldomOf(
  { seldomStreams: entries, seldomEveryHours }: Settings,
  all: readonly StreamDeclaration[],
): Seldom {
  const declared = all.filter(({ seldom }) => seldom).map(({ name }) => name);
  const names = entries === null ? new Set(declared) : namesIn('seldom_streams', entries, all);
  return { names, isChosen: entries !== null, every: seldomEveryHours * hour };
}

/** Zoom, by the settings. */
export function zoomService(settings: Settings, edges: SourceEdges, listener: ServiceListener): ZoomApi {
  const { clock, random, environment, userAgent = 'source-zoom' } = edges;
  const { accountId, clientId, clientSecret, apiUrl, tokenUrl, plan } = settings;
  return createZoomApi({
    accountId,
    clientId,
    clientSecret,
    apiUrl,
    tokenUrl,
    plan,
    rateLimitShare: settings.rateLimitShare,
    maxConcurrency: settings.maxConcurrency,
    clock,
    random,
    contents: { decode: createDecode(), atMost: settings.maxFileMegabytes * 1_000_000 },
    httpClient: edges.httpClient ?? createHttpClient({ userAgent, environment }),
    listener,
    onToken: (token) => edges.onToken?.(token),
    ...(edges.patienceMs === undefined ? {} : { patienceMs: edges.patienceMs }),
    ...(edges.retryBaseMs === undefined ? {} : { retryBaseMs: edges.retryBaseMs }),
  });
}
