import type { Clock } from '../../src/clock.js';
import type { Repair, SyncMode, StreamDefinition } from '../../src/engine/catalog.js';
import type { EventSink, StreamStateJson, SyncEvent } from '../../src/engine/events.js';
import type { StreamSummary } from '../../src/engine/summary.js';
import type { ReadOutcome } from '../../src/engine/source.js';
import { sync } from '../../src/engine/run/sync.js';
import type { SyncOptions } from '../../src/engine/run/sync.js';
import type { RoadChoice } from '../../src/engine/plan/roads.js';
import type { SyncSettings } from '../../src/engine/run/sync-settings.js';
import type { Service, ServiceListener } from '../../src/engine/service.js';
import type { JsonObject } from '../../src/json.js';
import { readEachTime } from '../../src/engine/plan/resting.js';
import type { ToyAccount } from './toy-account.js';
import { toyService } from './toy-service.js';
import { keptSecrets } from './toy-secrets.js';
import { byName, toyStreams } from './toy-streams.js';
import { wholeRecords } from './whole-records.js';

export const day = 86_400_000;
/** When toy syncs begin, unless they are told otherwise. */
export const noon = Date.parse('2026-06-15T12:00:00Z');

export interface ToyClock extends Clock {
  set(ms: number): void;
}

/** Stands still until it is set. */
export function toyClock(start = noon): ToyClock {
  let now = start;
  return {
    now: () => now,
    sleep: () => Promise.resolve(),
    set: (ms) => {
      now = ms;
    },
  };
}

export interface ToySyncOptions {
  readonly account: ToyAccount;
  /** Names of the selected streams, or modes by name; incremental unless said otherwise. */
  readonly streams: readonly string[] | Readonly<Record<string, SyncMode>>;
  readonly definitions?: readonly StreamDefinition[];
  readonly state?: Readonly<Record<string, unknown>>;
  readonly isSample?: boolean;
  readonly mayRest?: 'any' | 'incremental';
  readonly repair?: Repair;
  readonly clock?: Clock;
  /** Hears of each event as it is written. */
  readonly onEvent?: (event: SyncEvent) => void;
  readonly ready?: () => Promise<void>;
  readonly signal?: AbortSignal;
  readonly startDate?: number | null;
  readonly endDate?: number | null;
  readonly lookbackDays?: number;
  readonly road?: string;
  /** The road is to prove itself. */
  readonly isRoadTried?: boolean;
  readonly settings?: Partial<SyncSettings>;
  /** What the service does otherwise than the account's pages say. */
  readonly service?: Partial<Service>;
  /** Gets hold of whoever hears of the service. */
  readonly onConnect?: (listener: ServiceListener) => void;
  readonly more?: Partial<SyncOptions>;
}

/** What came out of a sync. */
export interface ToyResult {
  readonly outcome: ReadOutcome;
  readonly events: readonly SyncEvent[];
  records(stream: string): readonly JsonObject[];
  /** The `id` of each record, in order. */
  ids(stream: string): readonly string[];
  /** The last state of the stream. */
  state(stream: string): StreamStateJson;
  /** The last states of all streams, to begin the next sync with. */
  readonly states: Readonly<Record<string, StreamStateJson>>;
  end(stream: string): SyncEvent & { readonly type: 'stream-ended' };
  summary(stream: string): StreamSummary;
}

export async function runToySync(options: ToySyncOptions): Promise<ToyResult> {
  const events: SyncEvent[] = [];
  const sink: EventSink = {
    write: (event) => {
      events.push(event);
      options.onEvent?.(event);
    },
    ready: options.ready ?? (() => Promise.resolve()),
  };
  const outcome = await sync(syncOptions(options, sink));
  return resultOf(outcome, events);
}

function syncOptions(options: ToySyncOptions, sink: EventSink): SyncOptions {
  const { account, startDate = null, endDate = null, lookbackDays = 3 } = options;
  return {
    definitions: byName(options.definitions ?? toyStreams),
    request: {
      streams: modesOf(options.streams).map(([name, syncMode]) => ({
        name,
        syncMode,
        deselected: [],
        syncId: null,
        generationId: null,
      })),
      state: new Map(Object.entries(options.state ?? {})),
      isSample: options.isSample ?? false,
      ...(options.mayRest === undefined ? {} : { mayRest: options.mayRest }),
      repair: options.repair ?? null,
    },
    settings: {
      startDate,
      endDate,
      lookback: lookbackDays * day,
      roads: [toyChoice(options)],
      seldom: readEachTime,
      maxConcurrency: 4,
      secrets: keptSecrets,
      skipUnauthorizedStreams: false,
      ...options.settings,
    },
    connect: (listener) => {
      options.onConnect?.(listener);
      return toyService(account.readPages, options.service);
    },
    sink,
    clock: options.clock ?? toyClock(),
    signal: options.signal ?? new AbortController().signal,
    ...options.more,
  };
}

function toyChoice({ road = 'per_user', isRoadTried = false }: ToySyncOptions): RoadChoice {
  return { family: 'past_meetings_from', wanted: road, usual: 'per_user', isTried: isRoadTried };
}

function modesOf(streams: ToySyncOptions['streams']): readonly (readonly [string, SyncMode])[] {
  return isNames(streams) ? streams.map((name) => [name, 'incremental']) : Object.entries(streams);
}

function isNames(streams: ToySyncOptions['streams']): streams is readonly string[] {
  return Array.isArray(streams);
}

function resultOf(outcome: ReadOutcome, events: readonly SyncEvent[]): ToyResult {
  const records = (stream: string): readonly JsonObject[] =>
    events.flatMap((event) => ('stream' in event && event.stream === stream ? wholeRecords(event) : []));
  const states: Record<string, StreamStateJson> = {};
  for (const event of events) if (event.type === 'checkpoint') states[event.stream] = event.state;
  return {
    outcome,
    events,
    records,
    ids: (stream) => records(stream).map(({ id }) => (typeof id === 'string' ? id : '')),
    states,
    state: (stream) => found(states[stream], `a state of ${stream}`),
    end: (stream) =>
      found(
        events.filter((event) => event.type === 'stream-ended').find((event) => event.stream === stream),
        `an end of ${stream}`,
      ),
    summary: (stream) =>
      found(
        events
          .flatMap((event) => (event.type === 'summary' ? event.summary.streams : []))
          .find((line) => line.stream === stream),
        `a summary of ${stream}`,
      ),
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the sync wrote no ${what}`);
  return value;
}
