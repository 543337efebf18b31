import type { RecordsEvent, SyncEvent } from '../../engine/events.js';
import type { StreamProblem } from '../../engine/stream-problem.js';
import type { ReadOutcome } from '../../engine/source.js';
import type { Encoder, EncoderEdges, Protocol, ReadPlan, RunResult } from '../protocol.js';
import { StreamLedger, logText, unknownStreamMessage, writeRecords } from '../protocol.js';
import { catalogLine, readConfiguredCatalog } from './catalog.js';
import type { LineParts, StreamStatus } from './messages.js';
import {
  errorLine,
  estimateLine,
  lineParts,
  problemTrace,
  recordTail,
  stateTail,
  statusLine,
} from './messages.js';
import { readState } from './state.js';

export const airbyte: Protocol<ReadPlan> = {
  discover: (streams) => catalogLine(streams),
  plan(input) {
    const catalog = readConfiguredCatalog(input.catalog, input.offered);
    const state = readState(input.state);
    return {
      // What is read incrementally only adds, so the destination keeps what it has.
      request: { streams: catalog.streams, state: state.byStream, mayRest: 'incremental' },
      unknown: catalog.unknown,
      notices: state.notices,
    };
  },
  createEncoder: (plan, edges) => new AirbyteEncoder(plan, edges),
};

interface OpenStream {
  readonly parts: LineParts;
  status: StreamStatus | null;
  lastState: string | null;
  /** Records since the last STATE that was written. */
  uncounted: number;
}

class AirbyteEncoder implements Encoder {
  readonly #edges: EncoderEdges;
  readonly #plan: ReadPlan;
  readonly #ledger: StreamLedger;
  /** The streams of the catalog. A status for any other one makes the platform throw. */
  readonly #streams = new Map<string, OpenStream>();

  constructor(plan: ReadPlan, edges: EncoderEdges) {
    this.#plan = plan;
    this.#edges = edges;
    this.#ledger = new StreamLedger(plan);
    for (const { name } of plan.request.streams) {
      this.#streams.set(name, { parts: lineParts(name), status: null, lastState: null, uncounted: 0 });
    }
  }

  begin(): void {
    for (const name of this.#plan.unknown) {
      const problem: StreamProblem = { failureType: 'config_error', message: unknownStreamMessage(name) };
      this.#trace(name, problem);
      this.#status(name, 'INCOMPLETE');
    }
  }

  encode(event: SyncEvent): void {
    if (event.type === 'log') {
      this.#edges.log(event.level, logText(event));
      return;
    }
    // The platform tells old rows from new ones by generations of its own.
    if (event.type === 'summary' || event.type === 'progress' || event.type === 'stream-replaced') return;
    const stream = this.#streams.get(event.stream);
    if (stream === undefined) return;
    switch (event.type) {
      case 'stream-started':
        return this.#status(event.stream, 'STARTED');
      case 'stream-estimated':
        return this.#edges.write(estimateLine(event.stream, event.rows, this.#edges.now()));
      case 'records':
        return this.#records(event, stream);
      case 'checkpoint':
        return this.#checkpoint(stream, JSON.stringify(event.state), event.recordCount);
      case 'stream-waiting':
        return this.#status(event.stream, 'RUNNING', event.quotaResetAt);
      case 'stream-ended':
        return this.#ended(event.stream, stream, event);
    }
  }

  end(outcome: ReadOutcome | null): RunResult {
    for (const [name, stream] of this.#streams) {
      if (stream.status === 'STARTED' || stream.status === 'RUNNING') this.#status(name, 'INCOMPLETE');
    }
    return this.#ledger.result(outcome);
  }

  #records(event: RecordsEvent, stream: OpenStream): void {
    if (event.records.length === 0) return;
    if (stream.status !== 'RUNNING') this.#status(event.stream, 'RUNNING');
    const { write, now } = this.#edges;
    writeRecords(event, { head: stream.parts.recordHead, tail: recordTail(now()) }, write);
    if ((this.#plan.request.repair ?? null) !== null) stream.uncounted += event.records.length;
  }

  /**
   * The platform fails a sync that shows the same state twice with records in between, so such a state is held back
   * and its records are counted by the next one.
   */
  #checkpoint(stream: OpenStream, state: string, recordCount: number): void {
    stream.uncounted += recordCount;
    if (state === stream.lastState) return;
    this.#edges.write(stream.parts.stateHead + state + stateTail(stream.uncounted));
    stream.lastState = state;
    stream.uncounted = 0;
  }

  #ended(
    name: string,
    stream: OpenStream,
    { problem, stopped }: { readonly problem: StreamProblem | null; readonly stopped: boolean },
  ): void {
    this.#before(name, stream);
    if (problem !== null) {
      this.#fail(name, problem);
    } else if (stopped) {
      this.#status(name, 'INCOMPLETE');
    } else {
      this.#ledger.completed(name);
      // A stream goes through every status, with or without records.
      if (stream.status === null) this.#status(name, 'STARTED');
      if (stream.status !== 'RUNNING') this.#status(name, 'RUNNING');
      this.#status(name, 'COMPLETE');
    }
  }

  /** A repair, or a stream that was not read, tells of no progress: the platform keeps the state that it gave. */
  #before(name: string, stream: OpenStream): void {
    const { repair = null, state } = this.#plan.request;
    const given = repair === null && stream.status !== null ? undefined : state.get(name);
    if (given !== undefined) this.#checkpoint(stream, JSON.stringify(given), 0);
  }

  /** One cause is one error trace, however many streams it ends; each of them has its status. */
  #fail(name: string, problem: StreamProblem): void {
    if (this.#ledger.failed(name, problem)) this.#trace(name, problem);
    this.#status(name, 'INCOMPLETE', problem.quotaResetAt);
  }

  #trace(name: string, problem: StreamProblem): void {
    const { scrub, write, now } = this.#edges;
    const trace = problemTrace(name, problem, now());
    const internalMessage = trace.internalMessage === undefined ? undefined : scrub(trace.internalMessage);
    write(errorLine({ ...trace, message: scrub(trace.message), internalMessage }));
  }

  #status(name: string, status: StreamStatus, quotaResetAt?: number): void {
    const stream = this.#streams.get(name);
    if (stream !== undefined) stream.status = status;
    this.#edges.write(statusLine({ stream: name, status, quotaResetAt, emittedAt: this.#edges.now() }));
  }
}
