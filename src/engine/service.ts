import type { ReadError } from '../errors.js';
import type { RateLabel, RatePool, RequestShape } from './declaration.js';
import type { AttemptReport, PageReader } from './page-reader.js';
import type { Wording } from './wording.js';

/** What may be read, as far as is known before it is asked for. */
export interface Access {
  /** Permissions of which any one would open the request; empty where it is open, or where nobody knows. */
  lackedBy(shape: RequestShape): readonly string[];
  /** The refusal that the request would get, where that is certain, so that it need not be made; else null. */
  refusalOf(shape: RequestShape): ReadError | null;
}

/** How fast the requests of a label in a pool may go. */
export interface BucketReport {
  readonly pool: RatePool;
  readonly label: RateLabel;
  /** Null: as fast as may be. */
  readonly perSecond: number | null;
  /** Requests that wait for the limit. */
  readonly waiting: number;
  /** The day's budget, which those of the same group share; null where there is none. */
  readonly day: { readonly group: string; readonly perDay: number; readonly spent: number } | null;
}

/** For how many seconds requests of a label in a pool waited for its limit, or for the next day's budget. */
export interface BucketWaits {
  readonly pool: RatePool;
  readonly label: RateLabel;
  readonly limit: number;
  readonly day: number;
}

/** What the service made a run wait for, in seconds. */
export interface ServiceWaits {
  readonly buckets: readonly BucketWaits[];
  /** Before a request was made once more. */
  readonly retries: number;
  /** While the service answered nobody. */
  readonly outages: number;
}

/** The service that is read, as the engine sees it. */
export interface Service {
  readonly readPages: PageReader;
  /** Rejects with ReadError (`stop-run`) where nothing can be read at all, or with StoppedError. */
  readonly access: (signal: AbortSignal) => Promise<Access>;
  /** Tells the pool's budget what earlier runs of the same UTC day used of it. */
  readonly addSpentToday: (calls: number, pool: RatePool) => void;
  /** How its limits stand at this moment. */
  readonly buckets: () => readonly BucketReport[];
  readonly waits: () => ServiceWaits;
  readonly wording: Wording;
}

/** Hears what happens while the service is read. */
export interface ServiceListener {
  /** One attempt at a page was made; said before the page is yielded. */
  attempted(report: AttemptReport): void;
  /** A rate limit makes the stream's requests wait until then, epoch milliseconds. */
  waits(stream: string, until: number): void;
  /** The service accepts only so many calls a second in the bucket, fewer than the configuration says. */
  lowersLimit(bucket: string, limit: number): void;
  /** What people should know of the service. */
  notes(message: string): void;
}

/** Nothing is asked before the service is used. */
export type Connect = (listener: ServiceListener) => Service;
