import { loadSettings } from '../../src/config/load.js';
import type { ConfiguredStream, StreamDefinition } from '../../src/engine/catalog.js';
import type { StreamStateJson } from '../../src/engine/events.js';
import type { Summary } from '../../src/engine/summary.js';
import type { PageReader } from '../../src/engine/page-reader.js';
import type { Connect } from '../../src/engine/service.js';
import type { ReadOutcome } from '../../src/engine/source.js';
import { estimate } from '../../src/engine/estimate/estimate.js';
import type { Estimate } from '../../src/engine/estimate/result.js';
import { sync } from '../../src/engine/run/sync.js';
import type { SyncSettings } from '../../src/engine/run/sync-settings.js';
import type { HttpClient } from '../../src/http/message.js';
import { createDecode } from '../../src/decoding/decode.js';
import { createHttpClient } from '../../src/http/client.js';
import type { JsonObject } from '../../src/json.js';
import { loadDefinitions, roadChoices, secretsFor } from '../../src/offline-catalog.js';
import { roadFamilies } from '../../src/streams/index.js';
import { createZoomApi } from '../../src/zoom/api.js';
import { readEachTime } from '../../src/engine/plan/resting.js';
import type { Simulator } from '../simulator/index.js';
import { virtualClock } from './in-process.js';
import { wholeRecords } from './whole-records.js';

/** The engine and its road to Zoom without any protocol, with places to plant faults. */
export interface EngineRun {
  readonly simulator: Simulator;
  readonly streams: readonly string[];
  readonly now: number;
  readonly state?: ReadonlyMap<string, StreamStateJson>;
  readonly startDate?: string;
  /** Settings beside those of the simulator. */
  readonly config?: JsonObject;
  readonly lookbackDays?: number;
  readonly definitions?: readonly StreamDefinition[];
  readonly wrapClient?: (client: HttpClient) => HttpClient;
  readonly wrapReader?: (reader: PageReader) => PageReader;
}

export interface EngineResult {
  readonly outcome: ReadOutcome;
  readonly rows: ReadonlyMap<string, readonly JsonObject[]>;
  readonly state: ReadonlyMap<string, StreamStateJson>;
  readonly summary: Summary | null;
}

const day = 86_400_000;
const decode = createDecode();
const unchanged = <T>(value: T): T => value;

export async function runEngine(input: EngineRun): Promise<EngineResult> {
  const { settings, ...means } = meansOf(input);
  const gathered = gatherer();
  const outcome = await sync({
    ...means,
    settings,
    sink: { write: gathered.write, ready: () => Promise.resolve() },
  });
  return { outcome, ...gathered.result() };
}

/** What such a run would take, and one an hour later. */
export function estimateRun(input: EngineRun): Promise<Estimate> {
  const roads = roadFamilies.flatMap(({ family, usual, short }) =>
    [usual, short].map((road) => ({ family, road })),
  );
  return estimate({ ...meansOf(input), roads, log: () => undefined });
}

function meansOf(input: EngineRun) {
  const {
    simulator,
    definitions = loadDefinitions(),
    wrapClient = unchanged,
    wrapReader = unchanged,
  } = input;
  const clock = virtualClock(input.now);
  const loaded = loadSettings({
    ...simulator.config,
    plan: 'none',
    ...input.config,
    ...(input.startDate === undefined ? {} : { start_date: input.startDate }),
  });
  const connect: Connect = (listener) => {
    const service = createZoomApi({
      ...loaded,
      clock,
      random: () => 0.5,
      contents: { decode, atMost: loaded.maxFileMegabytes * 1_000_000 },
      httpClient: wrapClient(createHttpClient({ userAgent: 'test', environment: {} })),
      listener,
    });
    return { ...service, readPages: wrapReader(service.readPages) };
  };
  const settings: SyncSettings = {
    startDate: loaded.startDate,
    endDate: loaded.endDate,
    lookback: (input.lookbackDays ?? loaded.lookbackDays) * day,
    roads: roadChoices(loaded),
    seldom: readEachTime,
    maxConcurrency: loaded.maxConcurrency,
    secrets: secretsFor(false),
    skipUnauthorizedStreams: false,
  };
  return {
    definitions: new Map(definitions.map((definition) => [definition.declaration.name, definition])),
    request: { streams: input.streams.map(wanted), state: input.state ?? new Map<string, StreamStateJson>() },
    settings,
    connect,
    clock,
    signal: new AbortController().signal,
  };
}

function wanted(name: string): ConfiguredStream {
  return { name, syncMode: 'incremental', deselected: [], syncId: null, generationId: null };
}

function gatherer() {
  const rows = new Map<string, JsonObject[]>();
  const state = new Map<string, StreamStateJson>();
  let summary: Summary | null = null;
  const write: Parameters<typeof sync>[0]['sink']['write'] = (event) => {
    if (event.type === 'checkpoint') state.set(event.stream, event.state);
    if (event.type === 'summary') summary = event.summary;
    if (event.type !== 'records') return;
    const known = rows.get(event.stream);
    if (known === undefined) rows.set(event.stream, [...wholeRecords(event)]);
    else known.push(...wholeRecords(event));
  };
  return { write, result: () => ({ rows, state, summary }) };
}
