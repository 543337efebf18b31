import type { JsonObject } from '../json.js';
import type { TimeLeft } from './report/time-left.js';
import type { StreamProblem } from './stream-problem.js';
import type { DaySpent, Summary } from './summary.js';

/** What a stream's state says; flat, every key always written. Shape and rules: docs/architecture.md, "State". */
export interface StreamStateJson {
  readonly version: 1;
  readonly cursor: string | null;
  readonly pass: string | null;
  readonly watermark: string;
  readonly due: Readonly<Record<string, string>>;
  readonly full: string | null;
  readonly start: string | null;
  readonly seen: string;
  readonly seen_from: string | null;
  readonly refused: string;
  readonly plan: string;
  readonly spent: string;
  readonly sync: string;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * What a sync says, in order. Per stream: `stream-started`, then any number of `records` and `checkpoint`,
 * at least one `checkpoint`, then `stream-ended`. A checkpoint covers only records of that stream that came before it;
 * `stream-replaced` comes before the one that closes a full pass. Streams are interleaved. `summary` is the last event.
 * A sample and a repair have no `checkpoint`, for what they read is no progress, and no `stream-replaced`. A stream that is left out for once
 * has its `stream-ended` alone.
 */
export type SyncEvent =
  | {
      readonly type: 'stream-started';
      readonly stream: string;
      /** When the full pass began that its rows belong to: the state's `full`. */
      readonly full: string | null;
    }
  | {
      readonly type: 'records';
      readonly stream: string;
      readonly records: readonly JsonObject[];
      /** Fields that each of them has besides, from its parents. None of them has one of these names itself. */
      readonly added: JsonObject;
    }
  | {
      readonly type: 'checkpoint';
      readonly stream: string;
      readonly state: StreamStateJson;
      /** Records of the stream since its last checkpoint. */
      readonly recordCount: number;
    }
  /** So many rows will come, as far as the service says unasked. */
  | { readonly type: 'stream-estimated'; readonly stream: string; readonly rows: number }
  /** A full pass was read to its end: rows that came before it and not in it are no longer there. */
  | { readonly type: 'stream-replaced'; readonly stream: string }
  | { readonly type: 'progress'; readonly progress: ProgressReport }
  | { readonly type: 'stream-waiting'; readonly stream: string; readonly quotaResetAt: number }
  | {
      readonly type: 'stream-ended';
      readonly stream: string;
      readonly problem: StreamProblem | null;
      /** True when the run was told to stop: incomplete, but nothing went wrong. */
      readonly stopped: boolean;
    }
  | { readonly type: 'log'; readonly level: LogLevel; readonly message: string; readonly stream?: string }
  | { readonly type: 'summary'; readonly summary: Summary };

/** How far the run is, for people who watch; said about once a second. */
export interface ProgressReport {
  readonly requests: number;
  readonly requestsByLabel: Readonly<Record<string, number>>;
  /** Of those that were asked for, parents for their children alone as well. */
  readonly requestsByStream: Readonly<Record<string, number>>;
  /** Partitions that components went through, and those that they have to go through as far as is known. */
  readonly visited: number;
  readonly planned: number;
  /** Null while nobody knows. */
  readonly left: TimeLeft | null;
  readonly days: readonly DaySpent[];
}

/** Where events go. `write` keeps the order; `ready` resolves when the reader at the other end has caught up. */
export interface EventSink {
  write(event: SyncEvent): void;
  ready(): Promise<void>;
}

export type RecordsEvent = Extract<SyncEvent, { readonly type: 'records' }>;
export type StreamEndedEvent = Extract<SyncEvent, { readonly type: 'stream-ended' }>;
