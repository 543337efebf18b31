import type { Clock } from '../../clock.js';
import type { JsonObject } from '../../json.js';
import type { EventSink, LogLevel, ProgressReport, StreamStateJson } from '../events.js';
import type { StreamProblem } from '../stream-problem.js';
import { noLimits, type Limits } from '../limits.js';
import type { Stats } from './stats.js';
import { Stopwatch } from '../../stopwatch.js';

/**
 * Progress is saved when so much time has passed since the last time, or when so many pages were read since: a run
 * that is killed, however young, loses no more than a tenth of what it read.
 */
const checkpointInterval = 3_000;
const checkpointShare = 0.1;
const fewestPages = 20;
/** People are told so often how far it is. */
const progressInterval = 1_000;
/** A wait shorter than this is not worth a word, and a stream that waits says so again only after this time. */
const waitingInterval = 5_000;

interface Channel {
  readonly state: () => StreamStateJson;
  /** The full pass that its rows belong to where they are no progress: the one that the destination has. */
  readonly fullBefore: string | null;
  started: boolean;
  sinceCheckpoint: number;
  /** Records that may still leave. */
  room: number;
  lastState: string | null;
}

/**
 * Everything that leaves the engine passes here, in order: a checkpoint covers the records that were written before
 * it, and no state is written twice running.
 */
export class Outbox {
  private readonly channels = new Map<string, Channel>();
  private readonly waits = new Map<string, number>();
  private lastCheckpoint: number;
  private pages = 0;
  private savedPages = 0;
  private lastProgress: number;
  private readonly reader: Stopwatch;

  constructor(
    private readonly sink: EventSink,
    private readonly clock: Clock,
    private readonly stats: Stats,
    private readonly limits: Limits = noLimits,
  ) {
    this.lastCheckpoint = clock.now();
    this.lastProgress = this.lastCheckpoint;
    this.reader = new Stopwatch(clock);
  }

  /** Until somebody knows more, what was counted is all there is to say. */
  private reportProgress: () => ProgressReport = () => ({ ...this.stats.progress(), left: null, days: [] });

  /** Given by whoever knows more than what was counted. */
  reportWith(report: () => ProgressReport): void {
    this.reportProgress = report;
  }

  /** Registers a selected stream with the way to ask for its state. */
  open(stream: string, state: () => StreamStateJson, fullBefore: string | null = null): void {
    this.channels.set(stream, {
      state,
      fullBefore,
      started: false,
      sinceCheckpoint: 0,
      room: this.limits.records,
      lastState: null,
    });
  }

  start(stream: string): void {
    const channel = this.channels.get(stream);
    if (channel === undefined || channel.started) return;
    channel.started = true;
    const full = this.limits.isProgress ? channel.state().full : channel.fullBefore;
    this.sink.write({ type: 'stream-started', stream, full });
  }

  /** @param added fields that all of them have besides */
  records(stream: string, found: readonly JsonObject[], added: JsonObject): void {
    const channel = this.channels.get(stream);
    const records = found.length > (channel?.room ?? Infinity) ? found.slice(0, channel?.room) : found;
    if (records.length === 0) return;
    this.start(stream);
    if (channel !== undefined) {
      channel.sinceCheckpoint += records.length;
      channel.room -= records.length;
    }
    this.stats.records(stream, records.length);
    this.sink.write({ type: 'records', stream, records, added });
  }

  /** No more records of the stream will leave: it gave them all, or is not selected. */
  isFull(stream: string): boolean {
    return (this.channels.get(stream)?.room ?? 0) <= 0;
  }

  /** To be called before the state is written that says the same: a destination must not miss it. */
  replaced(stream: string): void {
    if (!this.channels.has(stream) || !this.limits.isProgress) return;
    this.start(stream);
    this.sink.write({ type: 'stream-replaced', stream });
  }

  /** So many rows will come, as far as is known without asking. */
  estimate(stream: string, rows: number): void {
    if (!this.channels.has(stream)) return;
    this.start(stream);
    this.sink.write({ type: 'stream-estimated', stream, rows });
  }

  log(level: LogLevel, message: string, stream?: string): void {
    this.sink.write(
      stream === undefined ? { type: 'log', level, message } : { type: 'log', level, message, stream },
    );
  }

  waiting(stream: string, quotaResetAt: number): void {
    const now = this.clock.now();
    const isNews = now - (this.waits.get(stream) ?? -Infinity) >= waitingInterval;
    if (!isNews || quotaResetAt - now < waitingInterval) return;
    if (this.channels.get(stream)?.started !== true) return;
    this.waits.set(stream, now);
    this.sink.write({ type: 'stream-waiting', stream, quotaResetAt });
  }

  /** Lets the reader catch up, and saves progress now and then. To be called between pages. */
  async breathe(): Promise<void> {
    const now = this.clock.now();
    this.pages += 1;
    const unsaved = this.pages - this.savedPages;
    const isMuch = unsaved >= Math.max(fewestPages, this.pages * checkpointShare);
    if (isMuch || now - this.lastCheckpoint >= checkpointInterval) this.checkpointAll();
    if (now - this.lastProgress >= progressInterval) {
      this.lastProgress = now;
      this.sink.write({ type: 'progress', progress: this.reportProgress() });
    }
    await this.reader.during(this.sink.ready());
  }

  /** For how long the reader was waited for. */
  get readerSeconds(): number {
    return this.reader.seconds;
  }

  checkpointAll(): void {
    this.lastCheckpoint = this.clock.now();
    this.savedPages = this.pages;
    for (const [stream, channel] of this.channels) {
      if (channel.started) this.checkpoint(stream, channel);
    }
  }

  private checkpoint(stream: string, channel: Channel): void {
    if (!this.limits.isProgress) return;
    const state = channel.state();
    const text = JSON.stringify(state);
    if (text === channel.lastState) return;
    channel.lastState = text;
    this.sink.write({ type: 'checkpoint', stream, state, recordCount: channel.sinceCheckpoint });
    channel.sinceCheckpoint = 0;
  }

  /** The stream is not read in this sync, and its state stays. */
  rests(stream: string): void {
    this.sink.write({ type: 'stream-ended', stream, problem: null, stopped: false });
  }

  /** The last word on a stream: its state, then its end. */
  end(stream: string, end: { readonly problem: StreamProblem | null; readonly stopped: boolean }): void {
    const channel = this.channels.get(stream);
    if (channel === undefined) return;
    this.start(stream);
    this.checkpoint(stream, channel);
    this.channels.delete(stream);
    this.sink.write({ type: 'stream-ended', stream, ...end });
  }
}
