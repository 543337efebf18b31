import type { Clock } from '../clock.js';
import type { JsonObject } from '../json.js';
import type { Outbox } from './outbox.js';
import type { Partition } from './partitions.js';
import type { PageReader } from './page-reader.js';
import type { Stats } from './stats.js';

/** What every part of one sync needs. */
export interface RunContext {
  readonly clock: Clock;
  readonly readPages: PageReader;
  readonly outbox: Outbox;
  readonly stats: Stats;
  /** Taken before anything is read; epoch milliseconds. */
  readonly runStart: number;
  readonly startDate: number | null;
  readonly endDate: number | null;
  /** Milliseconds. */
  readonly lookback: number;
  readonly maxConcurrency: number;
  readonly signal: AbortSignal;
  /** Ends the whole run: nothing can be read any more. */
  readonly stop: (reason: Error) => void;
  /** Hears of every row of the stream whose rows are the partitions. */
  readonly foundPartition: (record: JsonObject) => void;
  /** All of them, once they are listed. */
  readonly partitions: () => readonly Partition[];
  /** The partition whose field has the value (in lower case), for rows that belong to it. */
  readonly ownerOf: (field: string, name: string) => Partition | undefined;
}
