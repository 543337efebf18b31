import type { Clock } from './clock.js';
import type { Settings } from './config/settings.js';
import { check } from './engine/check.js';
import type { Source } from './engine/source.js';
import { Stats } from './engine/stats.js';
import { sync } from './engine/sync.js';
import { createHttpClient } from './http/client.js';
import { loadDefinitions, offlineCatalog, secretsFor } from './offline-catalog.js';
import { createZoomApi, type ZoomApi } from './zoom/api.js';

const day = 86_400_000;

export interface SourceEdges {
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** In [0, 1). */
  readonly random: () => number;
  readonly userAgent?: string;
}

/** The composition root: wires a Source of validated settings. Nothing is asked of Zoom until it is used. */
export function createSource(settings: Settings, edges: SourceEdges): Source {
  const definitions = loadDefinitions();
  const stats = new Stats();
  let tellOfWait: (stream: string, until: number) => void = () => undefined;
  const api = zoomApi(settings, edges, { stats, onWait: (stream, until) => tellOfWait(stream, until) });
  const grantedScopes = async (signal: AbortSignal): Promise<ReadonlySet<string>> =>
    new Set(await api.grantedScopes(signal));

  return {
    discover: () => offlineCatalog(settings, definitions),
    check: (signal) => {
      const offered = new Set(offlineCatalog(settings, definitions).map(({ name }) => name));
      return check({ definitions, offered, readPages: api.readPages, grantedScopes, signal });
    },
    read: (request, sink, signal) =>
      sync({
        definitions: new Map(definitions.map((definition) => [definition.declaration.name, definition])),
        request,
        sink,
        signal,
        clock: edges.clock,
        readPages: api.readPages,
        stats,
        road: settings.pastMeetingsFrom,
        startDate: settings.startDate,
        endDate: settings.endDate,
        lookback: settings.lookbackDays * day,
        maxConcurrency: settings.maxConcurrency,
        secrets: secretsFor(settings.includeSecrets),
        skipUnauthorizedStreams: settings.skipUnauthorizedStreams,
        grantedScopes,
        onWait: (listener) => {
          tellOfWait = listener;
        },
        addSpentToday: (calls) => api.addSpentToday(calls),
      }),
  };
}

interface Watchers {
  readonly stats: Stats;
  readonly onWait: (stream: string, until: number) => void;
}

function zoomApi(settings: Settings, edges: SourceEdges, { stats, onWait }: Watchers): ZoomApi {
  const { clock, random, environment } = edges;
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
    httpClient: createHttpClient({ userAgent: edges.userAgent ?? 'source-zoom', environment }),
    onAttempt: (report) => stats.attempt(report),
    onWait,
    onLowerLimit: (bucket, limit) => stats.lowerLimit(bucket, limit),
  });
}
