import { loadSettings } from '../../src/config/load.js';
import type { ConfiguredStream, StreamDefinition } from '../../src/engine/catalog.js';
import type { StreamStateJson } from '../../src/engine/events.js';
import type { Summary } from '../../src/engine/summary.js';
import type { PageReader } from '../../src/engine/page-reader.js';
import type { Connect } from '../../src/engine/service.js';
import type { ReadOutcome } from '../../src/engine/source.js';
import { sync } from '../../src/engine/run/sync.js';
import type { HttpClient } from '../../src/http/message.js';
import { createDecode } from '../../src/decoding/decode.js';
import { createHttpClient } from '../../src/http/client.js';
import type { JsonObject } from '../../src/json.js';
import { loadDefinitions, roadChoices, secretsFor } from '../../src/offline-catalog.js';
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
  const {
    simulator,
    definitions = loadDefinitions(),
    wrapClient = unchanged,
    wrapReader = unchanged,
  } = input;
  const clock = virtualClock(input.now);
  const settings = loadSettings({
    ...simulator.config,
    plan: 'none',
    ...input.config,
    ...(input.startDate === undefined ? {} : { start_date: input.startDate }),
  });
  const connect: Connect = (listener) => {
    const service = createZoomApi({
      ...settings,
      clock,
      random: () => 0.5,
      contents: { decode, atMost: settings.maxFileMegabytes * 1_000_000 },
      httpClient: wrapClient(createHttpClient({ userAgent: 'test', environment: {} })),
      listener,
    });
    return { ...service, readPages: wrapReader(service.readPages) };
  };
  const gathered = gatherer();
  const outcome = await sync({
    definitions: new Map(definitions.map((definition) => [definition.declaration.name, definition])),
    request: { streams: input.streams.map(wanted), state: input.state ?? new Map() },
    settings: {
      startDate: settings.startDate,
      endDate: settings.endDate,
      lookback: (input.lookbackDays ?? settings.lookbackDays) * day,
      roads: roadChoices(settings),
      seldom: readEachTime,
      maxConcurrency: settings.maxConcurrency,
      secrets: secretsFor(false),
      skipUnauthorizedStreams: false,
    },
    connect,
    sink: { write: gathered.write, ready: () => Promise.resolve() },
    clock,
    signal: new AbortController().signal,
  });
  return { outcome, ...gathered.result() };
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
