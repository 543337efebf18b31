import { DailyBudget } from './daily-budget.js';
import { FairQueue } from './fair-queue.js';
import { Pace } from './pace.js';
import type { PaceRule, WindowReport } from './pace.js';

export interface BucketRule {
  readonly bucket: string;
  /** Null: no limit but the number of requests in flight. */
  readonly pace: PaceRule | null;
  /** The daily budget that its calls are counted in; buckets of the same group share it. */
  readonly group: string | null;
}

/** What a task tells of its attempt. */
export interface AttemptSignals {
  /** The request has left. */
  readonly onSent: () => void;
  /** The answer says how full the server's window is. */
  readonly onReport: (report: WindowReport) => void;
}

export interface Waiter {
  readonly signal: AbortSignal;
  readonly start: (signals: AttemptSignals) => void;
  readonly reject: (error: Error) => void;
}

export interface Bucket {
  readonly name: string;
  readonly pace: Pace | null;
  readonly budget: DailyBudget;
  readonly queue: FairQueue<Waiter>;
  /** On the limiter's own time. */
  pausedUntil: number;
  /** Number of the last start, so that buckets of equal rank take turns. */
  lastTurn: number;
}

/** @param budgets the daily ones, by group */
export function createBucket(
  { bucket, pace, group }: BucketRule,
  budgets: ReadonlyMap<string, DailyBudget>,
): Bucket {
  const shared = group === null ? undefined : budgets.get(group);
  return {
    name: bucket,
    pace: pace === null ? null : new Pace(pace),
    budget: shared ?? new DailyBudget(bucket, Infinity),
    queue: new FairQueue(),
    pausedUntil: 0,
    lastTurn: 0,
  };
}

/** When its next call may start, on the limiter's own time, which is `now` at `epoch`. */
export function readyAt({ budget, pace, pausedUntil }: Bucket, now: number, epoch: number): number {
  const blocked = (budget.blockedUntil(epoch) ?? epoch) - epoch;
  return Math.max(pausedUntil, pace?.readyAt() ?? 0, now + blocked);
}

/** The higher rank first; of equals, whoever had the longer wait since its last turn. */
export function goesBefore(left: Bucket, right: Bucket): boolean {
  const [a, b] = [left.queue.topRank, right.queue.topRank];
  return a === b ? left.lastTurn < right.lastTurn : a > b;
}
