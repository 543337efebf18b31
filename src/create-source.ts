import type { Clock } from './clock.js';
import type { Settings } from './config/settings.js';
import { check } from './engine/run/check.js';
import type { StreamDefinition } from './engine/catalog.js';
import type { CheckResult, Source } from './engine/source.js';
import { Stats } from './engine/report/stats.js';
import { sync } from './engine/run/sync.js';
import { createHttpClient } from './http/client.js';
import { loadDefinitions, offlineCatalog, secretsFor } from './offline-catalog.js';
import { usualRoad } from './streams/index.js';
import { createZoomApi, type ZoomApi } from './zoom/api.js';
import { zoomWording } from './zoom/wording.js';

const day = 86_400_000;

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
}

/** The composition root: wires a Source of validated settings. Nothing is asked of Zoom until it is used. */
export function createSource(settings: Settings, edges: SourceEdges): Source {
  const definitions = loadDefinitions();
  const stats = new Stats();
  const listeners: Listeners = { onWait: () => undefined, onNotice: () => undefined };
  const api = zoomApi(settings, edges, { stats, listeners });
  const grantedScopes = async (signal: AbortSignal): Promise<ReadonlySet<string>> =>
    new Set(await api.grantedScopes(signal));

  return {
    discover: () => offlineCatalog(settings, definitions),
    // Somebody waits for it, so it has no patience with a service that is away.
    check: (signal) =>
      checkSource(zoomApi(settings, { ...edges, patienceMs: 0 }, { stats }), {
        settings,
        definitions,
        signal,
      }),
    read: (request, sink, signal) =>
      sync({
        definitions: new Map(definitions.map((definition) => [definition.declaration.name, definition])),
        request,
        sink,
        signal,
        clock: edges.clock,
        readPages: api.readPages,
        stats,
        road: { wanted: settings.pastMeetingsFrom, usual: usualRoad },
        wording: zoomWording,
        startDate: settings.startDate,
        endDate: settings.endDate,
        lookback: settings.lookbackDays * day,
        maxConcurrency: settings.maxConcurrency,
        secrets: secretsFor(settings.includeSecrets),
        skipUnauthorizedStreams: settings.skipUnauthorizedStreams,
        grantedScopes,
        onWait: (listener) => {
          listeners.onWait = listener;
        },
        onNotice: (listener) => {
          listeners.onNotice = listener;
        },
        addSpentToday: api.addSpentToday,
      }),
  };
}

interface Checking {
  readonly settings: Settings;
  readonly definitions: readonly StreamDefinition[];
  readonly signal: AbortSignal;
}

function checkSource(
  { readPages, grantedScopes }: ZoomApi,
  { settings, definitions, signal }: Checking,
): Promise<CheckResult> {
  const offered = new Set(offlineCatalog(settings, definitions).map(({ name }) => name));
  const granted = async (): Promise<ReadonlySet<string>> => new Set(await grantedScopes(signal));
  const wording = zoomWording.access;
  return check({ definitions, offered, readPages, grantedScopes: granted, wording, signal });
}

/** Who hears of what there is to say while a sync runs. */
interface Listeners {
  onWait: (stream: string, until: number) => void;
  onNotice: (message: string) => void;
}

interface Watchers {
  readonly stats: Stats;
  readonly listeners?: Listeners;
}

function zoomApi(settings: Settings, edges: SourceEdges, { stats, listeners }: Watchers): ZoomApi {
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
    onWait: (stream, until) => listeners?.onWait(stream, until),
    onNotice: (message) => listeners?.onNotice(message),
    onToken: (token) => edges.onToken?.(token),
    ...(edges.patienceMs === undefined ? {} : { patienceMs: edges.patienceMs }),
    onLowerLimit: (bucket, limit) => stats.lowerLimit(bucket, limit),
  });
}
