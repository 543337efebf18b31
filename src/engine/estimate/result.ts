import type { RateLabel, RatePool, RoadName } from '../declaration.js';
import type { TimeLeft } from '../report/time-left.js';

/** What a sync would take, and what that is reckoned from. */
export interface Estimate {
  /** Requests that were made to find out. */
  readonly calls: number;
  readonly callsByLabel: Readonly<Record<string, number>>;
  /** The road that a sync would take comes first; one where all lead the same way. */
  readonly roads: readonly RoadEstimate[];
}

export interface RoadEstimate {
  /** By family, of those that matter for what is selected. */
  readonly roads: readonly RoadName[];
  /** Why it cannot be taken. */
  readonly closed: string | null;
  /** What is to be read now: everything, or what an open pass has left. */
  readonly next: Cost;
  /** One an hour, once that is done. */
  readonly hourly: Cost;
}

export interface Cost {
  readonly requests: number;
  readonly buckets: readonly BucketCost[];
  readonly streams: readonly StreamCost[];
  /** Null where nothing limits it. */
  readonly time: TimeLeft | null;
}

/** A rate label in a pool. */
export interface BucketCost {
  readonly pool: RatePool;
  readonly label: RateLabel;
  readonly requests: number;
  /** The day's budget that it shares with others, and the part of a day that its own requests are. */
  readonly day: { readonly perDay: number; readonly share: number } | null;
}

export interface StreamCost {
  readonly stream: string;
  /** False for parents that are read for their children alone. */
  readonly selected: boolean;
  readonly pool: RatePool;
  readonly label: RateLabel;
  /** Windows of lists; of items, where the parents' rows lead to it. */
  readonly lists: number;
  readonly requests: number;
  readonly rows: number;
  readonly basis: Basis;
}

/**
 * - `counted`: the service says how many rows there are, and all lists are known;
 * - `sampled`: some lists stand for all;
 * - `guessed`: none of them was looked at;
 * - `free`: it comes inside the rows of another stream;
 * - `proof`: it is compared with a sample of lists, once;
 * - `refused`: nothing of it can be read, and it is estimated as none.
 */
export interface Basis {
  readonly how: 'counted' | 'sampled' | 'guessed' | 'free' | 'proof' | 'refused';
  /** Lists that were looked at. */
  readonly looked: number;
  readonly requestsPerList: number;
  readonly rowsPerList: number;
  /** The list that told of the rows of all partitions. */
  readonly countedBy: string | null;
  /** The part of those that were looked at who were refused. */
  readonly refusedShare: number;
  /** It is not known which items several roads lead to alike, so all are counted. */
  readonly isOverlapGuessed: boolean;
  readonly refusal: string | null;
}
