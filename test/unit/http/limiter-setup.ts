import type { Priority } from '../../../src/http/limits/fair-queue.js';
import type { PaceRule } from '../../../src/http/limits/pace.js';
import { RateLimiter } from '../../../src/http/limits/rate-limiter.js';
import { FakeClock } from './fake-clock.js';

export const NOON = Date.UTC(2026, 10, 22, 12);
export const anyone: Priority = { continuation: false, rank: 0, stream: 'users', order: 0 };

interface Setup {
  readonly pace?: PaceRule;
  readonly perDay?: number;
  readonly maxConcurrency?: number;
  readonly clock?: FakeClock;
  readonly longestWaitMs?: number;
}

export function setup(given: Setup) {
  const clock = given.clock ?? new FakeClock(NOON);
  const limiter = new RateLimiter({
    clock,
    buckets: [
      { bucket: 'a', pace: given.pace ?? null, group: given.perDay === undefined ? null : 'day' },
      { bucket: 'b', pace: null, group: given.perDay === undefined ? null : 'day' },
    ],
    budgets: given.perDay === undefined ? [] : [{ group: 'day', perDay: given.perDay }],
    maxConcurrency: given.maxConcurrency ?? 100,
    longestWaitMs: given.longestWaitMs ?? 60_000,
  });
  const signal = new AbortController().signal;
  const starts: number[] = [];
  const order: string[] = [];
  const run = (priority: Partial<Priority> = {}, name = ''): Promise<void> =>
    limiter.run({ bucket: 'a', priority: { ...anyone, ...priority }, signal }, () => {
      starts.push(clock.now());
      order.push(name);
      return Promise.resolve();
    });
  const runMany = (count: number): Promise<unknown> =>
    Promise.all(Array.from({ length: count }, () => run()));
  return { clock, limiter, signal, starts, order, run, runMany };
}

/** The most arrivals that any sliding window sees. */
export function busiest(times: readonly number[], windowMs: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  let most = 0;
  let first = 0;
  sorted.forEach((time, index) => {
    while ((sorted[first] ?? time) <= time - windowMs) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}

/** Deterministic noise in [0, max). */
export function noise(max: number): () => number {
  let state = 42;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return (state / 2147483648) * max;
  };
}
