import type { StreamProblem } from './stream-problem.js';
import type { Range } from './time/ranges.js';

/** What a run did, told at its end. Counts are by reason or by label; times are epoch milliseconds. */
export interface Summary {
  readonly streams: readonly StreamSummary[];
  readonly requestsByLabel: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** What ended the run before its end; null when nothing did. */
  readonly failure: StreamProblem | null;
  readonly days: readonly DaySpent[];
  readonly waits: RunWaits;
}

/** A budget of the day, by the first label that uses it. */
export interface DaySpent {
  readonly label: string;
  readonly spent: number;
  readonly perDay: number;
}

/** What the run waited for, in seconds. Several may be waited for at the same time. */
export interface RunWaits {
  /** By label. */
  readonly limits: Readonly<Record<string, number>>;
  /** For the next day's budget, by label. */
  readonly day: Readonly<Record<string, number>>;
  /** Before requests were made once more. */
  readonly retries: number;
  /** While the service answered nobody. */
  readonly outages: number;
  /** Until the reader of the output had caught up. */
  readonly reader: number;
}

export interface StreamSummary {
  readonly stream: string;
  /** False for parents that were read for their children alone. */
  readonly selected: boolean;
  readonly status: 'complete' | 'incomplete' | 'sampled';
  /** Why it is incomplete; null also where the run was told to stop. */
  readonly problem: StreamProblem | null;
  readonly records: number;
  readonly requests: number;
  readonly requestsByLabel: Readonly<Record<string, number>>;
  /** The time of which lists were read; null where the stream has no time, or nothing was listed. */
  readonly listed: Range | null;
  readonly retries: Readonly<Record<string, number>>;
  readonly skips: Readonly<Record<string, number>>;
  /** Of what was skipped, by reason: what the first was asked by, where it was asked by anything. */
  readonly skippedFirst: Readonly<Record<string, string>>;
  /** Of the skips, the first who were refused, by reason. */
  readonly refused: Readonly<Record<string, readonly string[]>>;
  readonly failures: Readonly<Record<string, number>>;
  /** What was not asked, since nothing changed there: children of a parent's row, or the lists of a partition. */
  readonly unchanged: number;
  /** Values that the schema cannot hold in their place; they are kept in `extra_fields`. */
  readonly misfits: number;
  /** Answers without a row. */
  readonly empty: number;
  readonly seconds: number;
  /** What its state says at the end; null for streams without one. */
  readonly left: StreamLeft | null;
}

/** What a stream's state leaves to the next run. */
export interface StreamLeft {
  readonly cursor: string | null;
  /** When the pass began that is still open; null where none is. */
  readonly pass: string | null;
  /** Partitions of which something is due. */
  readonly partitions: number;
  /** From when on; null where nothing is due, and where all of a partition is. */
  readonly earliest: string | null;
}
