import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { LimitFunction } from 'p-limit';
import type { Clock } from '../../clock.js';
import { StoppedError } from '../../errors.js';
import { Alarm } from './alarm.js';
import { createBucket, goesBefore, readyAt } from './bucket.js';
import type { AttemptSignals, Bucket, BucketRule } from './bucket.js';
import { DailyBudget, DailyBudgetError } from './daily-budget.js';
import type { Priority } from './fair-queue.js';
import type { Pace } from './pace.js';
import { Waits, type Waited } from './waits.js';

export interface BudgetRule {
  readonly group: string;
  readonly perDay: number;
}

export interface RateLimiterOptions {
  readonly clock: Clock;
  readonly buckets: readonly BucketRule[];
  readonly budgets: readonly BudgetRule[];
  /** Requests in flight at most. */
  readonly maxConcurrency: number;
  /** A used-up budget that returns within this time is waited for; otherwise its callers get a DailyBudgetError. */
  readonly longestWaitMs: number;
  /** Called when the server turns out to accept fewer calls than the bucket's rule says. */
  readonly onLowerLimit?: (bucket: string, limit: number) => void;
}

export interface BucketView {
  /** Calls a second at most; null without a limit. */
  readonly perSecond: number | null;
  readonly waiting: number;
  /** Whose daily budget it is; Infinity where that is without an end. */
  readonly group: string;
  readonly perDay: number;
  readonly spent: number;
}

export interface Turn {
  readonly bucket: string;
  readonly priority: Priority;
  readonly signal: AbortSignal;
}

export type Task<T> = (signals: AttemptSignals) => Promise<T>;

/**
 * Decides when each request starts: its bucket's pace, its daily budget, and the number of requests in flight.
 * A task is one attempt: it must not wait for another turn, or the slots would wait for each other.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #longestWaitMs: number;
  readonly #maxConcurrency: number;
  readonly #inFlight: LimitFunction;
  readonly #buckets = new Map<string, Bucket>();
  readonly #budgets = new Map<string, DailyBudget>();
  readonly #onLowerLimit: (bucket: string, limit: number) => void;
  readonly #watched = new WeakSet<AbortSignal>();
  readonly #alarm: Alarm;
  readonly #waits = new Waits();
  #turns = 0;
  #lastNow: number;
  #elapsed = 0;

  constructor(options: RateLimiterOptions) {
    this.#clock = options.clock;
    this.#longestWaitMs = options.longestWaitMs;
    this.#maxConcurrency = options.maxConcurrency;
    this.#onLowerLimit = options.onLowerLimit ?? (() => undefined);
    this.#inFlight = pLimit(options.maxConcurrency);
    this.#lastNow = options.clock.now();
    this.#alarm = new Alarm(options.clock, () => this.#pump());
    for (const { group, perDay } of options.budgets) {
      this.#budgets.set(group, new DailyBudget(group, perDay));
    }
    for (const rule of options.buckets) this.#buckets.set(rule.bucket, createBucket(rule, this.#budgets));
  }

  /**
   * Runs the task when its turn comes. Rejects with StoppedError when the signal fires first, with DailyBudgetError
   * when the budget is used up, and with whatever the task throws.
   */
  run<T>(turn: Turn, task: Task<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (turn.signal.aborted) {
        reject(new StoppedError('stopped before a request'));
        return;
      }
      const start = (signals: AttemptSignals): void => {
        // p-limit takes its slot at once and has given it back when this promise settles.
        this.#inFlight(task, signals)
          .then(resolve, reject)
          .finally(() => {
            this.#pump();
          });
      };
      this.#watch(turn.signal);
      this.#bucket(turn.bucket).queue.push(turn.priority, { signal: turn.signal, start, reject });
      this.#pump();
    });
  }

  /** After a refusal of the server, for the whole bucket, which is slower for a while afterwards. Epoch milliseconds. */
  pause(bucket: string, until: number): void {
    const state = this.#bucket(bucket);
    const now = this.#now();
    // What was under way together is refused together.
    if (now >= state.pausedUntil) state.pace?.refused(now);
    state.pausedUntil = Math.max(state.pausedUntil, now + until - this.#clock.now());
  }

  /** The server says that the day's limit is reached. Ends the wait of everyone in the group. Epoch milliseconds. */
  exhaust(bucket: string, resetAt: number): void {
    this.#bucket(bucket).budget.exhaust(resetAt);
    this.#pump();
  }

  /** Adds calls that earlier runs made today. */
  spend(group: string, calls: number): void {
    this.#budgets.get(group)?.spend(calls, this.#clock.now());
  }

  spentToday(group: string): number {
    return this.#budgets.get(group)?.spent(this.#clock.now()) ?? 0;
  }

  /** How a bucket stands. */
  view(name: string): BucketView {
    const { pace, queue, budget } = this.#bucket(name);
    return {
      perSecond: pace?.perSecond(this.#now()) ?? null,
      waiting: queue.size,
      group: budget.name,
      perDay: budget.perDay,
      spent: budget.spent(this.#clock.now()),
    };
  }

  /** For how long requests of a bucket waited for its limit or its day, in milliseconds. */
  waited(name: string): Waited {
    return this.#waits.of(name, this.#now());
  }

  #bucket(name: string): Bucket {
    let bucket = this.#buckets.get(name);
    if (bucket === undefined) {
      bucket = createBucket({ bucket: name, pace: null, group: null }, this.#budgets);
      this.#buckets.set(name, bucket);
    }
    return bucket;
  }

  /** Milliseconds since creation. Never runs backwards, so that a corrected system clock cannot freeze a bucket. */
  #now(): number {
    const now = this.#clock.now();
    if (now > this.#lastNow) this.#elapsed += now - this.#lastNow;
    this.#lastNow = now;
    return this.#elapsed;
  }

  /** Starts whatever may start, then sets the alarm for what may start next. */
  #pump(): void {
    this.#rejectExhausted();
    const now = this.#now();
    while (this.#inFlight.activeCount < this.#maxConcurrency) {
      const bucket = this.#bestReady(now);
      if (bucket === null) break;
      const waiter = bucket.queue.shift();
      this.#turns += 1;
      bucket.lastTurn = this.#turns;
      bucket.budget.spend(1, this.#clock.now());
      waiter?.start(bucket.pace === null ? unheard : this.#signals(bucket.name, bucket.pace, now));
    }
    this.#setAlarm(now);
  }

  #signals(bucket: string, pace: Pace, now: number): AttemptSignals {
    const call = pace.start(now);
    return {
      onSent: () => pace.sent(call, this.#now()),
      onReport: (report) => {
        const { limit } = pace;
        pace.observe(call, report, this.#now());
        if (pace.limit < limit) this.#onLowerLimit(bucket, pace.limit);
      },
    };
  }

  #bestReady(now: number): Bucket | null {
    let best: Bucket | null = null;
    for (const bucket of this.#buckets.values()) {
      if (bucket.queue.size === 0 || readyAt(bucket, now, this.#clock.now()) > now) continue;
      if (best === null || goesBefore(bucket, best)) best = bucket;
    }
    return best;
  }

  #rejectExhausted(): void {
    const epoch = this.#clock.now();
    for (const { queue, budget } of this.#buckets.values()) {
      if (queue.size === 0) continue;
      const resetAt = budget.blockedUntil(epoch);
      if (resetAt === null || resetAt - epoch <= this.#longestWaitMs) continue;
      for (const waiter of queue.remove(() => true)) {
        waiter.reject(new DailyBudgetError(budget.name, resetAt));
      }
    }
  }

  /** With all slots taken, the end of a request is the alarm. */
  #setAlarm(now: number): void {
    const full = this.#inFlight.activeCount >= this.#maxConcurrency;
    const epoch = this.#clock.now();
    let at = Infinity;
    for (const bucket of this.#buckets.values()) {
      const isHeld = !full && bucket.queue.size > 0;
      const cause = bucket.budget.blockedUntil(epoch) === null ? 'limit' : 'day';
      this.#waits.note(bucket.name, isHeld ? cause : null, now);
      if (isHeld) at = Math.min(at, readyAt(bucket, now, epoch));
    }
    if (at === Infinity) this.#alarm.off();
    else this.#alarm.within(at - now);
  }

  /** One listener per signal, however many requests wait under it. */
  #watch(signal: AbortSignal): void {
    if (this.#watched.has(signal)) return;
    this.#watched.add(signal);
    // Every request in flight and every back-off listens to it too: no leak, and no warning wanted.
    setMaxListeners(0, signal);
    const stop = (): void => {
      for (const { queue } of this.#buckets.values()) {
        for (const waiter of queue.remove((item) => item.signal === signal)) {
          waiter.reject(new StoppedError('stopped while waiting for a request slot'));
        }
      }
      this.#setAlarm(this.#now());
    };
    signal.addEventListener('abort', stop, { once: true });
  }
}

/** Nothing is learned of a bucket without a limit. */
const unheard: AttemptSignals = { onSent: () => undefined, onReport: () => undefined };
