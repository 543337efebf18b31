import type { CatalogStream } from '../../engine/catalog.js';
import type { RecordsEvent, StreamEndedEvent, SyncEvent } from '../../engine/events.js';
import type { StreamProblem } from '../../engine/stream-problem.js';
import type { StreamSummary, Summary } from '../../engine/summary.js';
import type { ReadOutcome } from '../../engine/source.js';
import type { Encoder, EncoderEdges, Protocol, ReadPlan, RunResult } from '../protocol.js';
import { StreamLedger, logText, unknownStreamMessage, writeRecords } from '../protocol.js';
import { catalogText } from './catalog.js';
import type { Metric, SchemaMessage } from './messages.js';
import { activateVersionLine, recordHead, recordTail, schemaLine, stateLine } from './messages.js';
import { selectStreams } from './selection.js';
import type { StateInput } from './state.js';
import { Bookmarks, readState } from './state.js';

export interface SingerPlan extends ReadPlan {
  readonly schemas: readonly SchemaMessage[];
  readonly input: StateInput;
  /** Whether records say which full pass they belong to, and targets are told when a new one replaces the last. */
  readonly versions: 'sent' | 'left out';
}

export interface SingerEdges extends EncoderEdges {
  readonly metric: (metric: Metric) => void;
}

/** Singer's metrics travel beside the messages, so its encoder needs one more edge than the port has. */
export interface SingerProtocol extends Omit<Protocol<SingerPlan>, 'createEncoder' | 'discover'> {
  /** @param selected is marked so, and all others as not selected; null leaves that to whoever reads the catalog */
  discover(streams: readonly CatalogStream[], selected?: ReadonlySet<string> | null): string;
  createEncoder(plan: SingerPlan, edges: SingerEdges): Encoder;
}

export const singer: SingerProtocol = {
  discover: (streams, selected = null) => catalogText(streams, selected),
  plan({ catalog, state, offered }) {
    const { streams, unknown } = selectStreams(catalog, offered);
    const input = readState(state);
    return {
      request: {
        streams: streams.map(({ configured }) => configured),
        state: new Map(Object.entries(input.bookmarks)),
        // Targets keep what they have, and the state keeps its bookmark.
        mayRest: 'any',
      },
      schemas: streams.map(({ message }) => message),
      unknown,
      notices: input.notices,
      input,
      versions: 'left out',
    };
  },
  createEncoder: (plan, edges) => new SingerEncoder(plan, edges),
};

type EventOfStream = Exclude<SyncEvent, { readonly type: 'log' | 'progress' | 'summary' }>;

/** Record counts are told once a minute and at the end of a stream. */
const COUNT_EVERY_MS = 60_000;

interface OpenStream {
  readonly schema: SchemaMessage;
  head: string;
  /** Epoch milliseconds of the full pass that the rows belong to; null where none is sent. */
  version: number | null;
  announced: boolean;
  /** Records that no metric has told of. */
  uncounted: number;
  countedAt: number;
}

class SingerEncoder implements Encoder {
  readonly #plan: SingerPlan;
  readonly #edges: SingerEdges;
  readonly #ledger: StreamLedger;
  readonly #bookmarks: Bookmarks;
  readonly #streams = new Map<string, OpenStream>();

  constructor(plan: SingerPlan, edges: SingerEdges) {
    this.#plan = plan;
    this.#edges = edges;
    this.#ledger = new StreamLedger(plan);
    this.#bookmarks = new Bookmarks(plan.input);
    for (const schema of plan.schemas) {
      this.#streams.set(schema.stream, {
        schema,
        head: recordHead(schema.stream, null),
        version: null,
        announced: false,
        uncounted: 0,
        countedAt: edges.now(),
      });
    }
  }

  /** Some targets echo the first STATE at once, as if it were reached: it must be the one that came in. */
  begin(): void {
    const { original } = this.#plan.input;
    if (original !== null && this.#tells) this.#state(JSON.stringify(original));
    for (const name of this.#plan.unknown) this.#edges.log('error', unknownStreamMessage(name));
  }

  encode(event: SyncEvent): void {
    if (event.type === 'log') {
      this.#edges.log(event.level, logText(event));
      return;
    }
    if (event.type === 'progress') return;
    if (event.type === 'summary') return this.#summary(event.summary);
    const stream = this.#streams.get(event.stream);
    if (stream === undefined) return;
    this.#encodeOf(stream, event);
  }

  #encodeOf(stream: OpenStream, event: EventOfStream): void {
    switch (event.type) {
      case 'stream-started':
        this.#version(stream, event.full);
        return this.#announce(stream);
      // Nothing in this protocol says so.
      case 'stream-estimated':
        return;
      case 'stream-replaced':
        if (stream.version !== null) this.#line(activateVersionLine(event.stream, stream.version));
        return;
      case 'records':
        return this.#records(event, stream);
      case 'checkpoint':
        this.#bookmarks.set(event.stream, event.state);
        return this.#state(this.#bookmarks.due(this.#edges.now()));
      case 'stream-waiting': {
        const until = new Date(event.quotaResetAt).toISOString();
        return this.#edges.log('warn', `${event.stream}: waiting for the rate limit, until ${until}`);
      }
      case 'stream-ended':
        return this.#ended(stream, event);
    }
  }

  #ended(stream: OpenStream, { stream: name, problem, stopped }: StreamEndedEvent): void {
    this.#countRecords(stream);
    if (problem !== null) this.#failed(name, problem);
    else if (!stopped) this.#ledger.completed(name);
    if (this.#tells) this.#state(this.#bookmarks.changed());
  }

  /** One cause is one error, however many streams it ends. */
  #failed(name: string, problem: StreamProblem): void {
    const isNews = this.#ledger.failed(name, problem);
    const text = problem.isOfRun === true ? problem.message : `${name}: ${problem.message}`;
    this.#edges.log(isNews ? 'error' : 'debug', text);
  }

  end(outcome: ReadOutcome | null): RunResult {
    if (this.#plan.request.isSample === true) this.#state(this.#before());
    else if (this.#tells) this.#state(this.#bookmarks.final());
    return this.#ledger.result(outcome);
  }

  /** Neither a sample nor a repair is progress. Whoever keeps the last state that was written keeps what it had. */
  get #tells(): boolean {
    const { isSample, repair = null } = this.#plan.request;
    return isSample !== true && repair === null;
  }

  /** All that a sample may say: what there was before it, once, after its records. */
  #before(): string {
    return JSON.stringify(this.#plan.input.original ?? { bookmarks: {} });
  }

  /** Exactly once a stream: a second SCHEMA makes some targets flush and alter the table. */
  #announce(stream: OpenStream): void {
    if (stream.announced) return;
    stream.announced = true;
    this.#line(schemaLine(stream.schema));
  }

  #version(stream: OpenStream, full: string | null): void {
    if (this.#plan.versions === 'left out' || full === null) return;
    stream.version = Date.parse(full);
    stream.head = recordHead(stream.schema.stream, stream.version);
  }

  #records(event: RecordsEvent, stream: OpenStream): void {
    this.#announce(stream);
    const now = this.#edges.now();
    writeRecords(event, { head: stream.head, tail: recordTail(now) }, this.#line);
    stream.uncounted += event.records.length;
    if (now - stream.countedAt >= COUNT_EVERY_MS) this.#countRecords(stream);
  }

  readonly #line = (line: string, more = '', rest = ''): void => {
    this.#bookmarks.sawLine(line.length + more.length + rest.length);
    this.#edges.write(line, more, rest);
  };

  #state(value: string | null): void {
    if (value === null) return;
    this.#edges.write(stateLine(value));
    this.#bookmarks.wrote(value, this.#edges.now());
  }

  /** A counter tells what came since it was told last. */
  #countRecords(stream: OpenStream): void {
    const tags = { stream: stream.schema.stream };
    this.#edges.metric({ type: 'counter', metric: 'record_count', value: stream.uncounted, tags });
    stream.uncounted = 0;
    stream.countedAt = this.#edges.now();
  }

  #summary(summary: Summary): void {
    const { metric } = this.#edges;
    for (const stream of summary.streams) streamMetrics(stream).forEach(metric);
    const found = new Set(summary.streams.map(({ status }) => status));
    const worst = (['incomplete', 'sampled'] as const).find((status) => found.has(status));
    const tags = { job_type: 'sync', status: statusTags[worst ?? 'complete'] };
    metric({ type: 'timer', metric: 'job_duration', value: summary.seconds, tags });
  }
}

const statusTags = { complete: 'succeeded', incomplete: 'failed', sampled: 'sampled' } as const;

function streamMetrics(summary: StreamSummary): readonly Metric[] {
  const { stream, requests, seconds } = summary;
  const status = statusTags[summary.status];
  const count: Metric = { type: 'counter', metric: 'http_request_count', value: requests, tags: { stream } };
  const time: Metric = { type: 'timer', metric: 'sync_duration', value: seconds, tags: { stream, status } };
  return summary.selected ? [count, time] : [count];
}
