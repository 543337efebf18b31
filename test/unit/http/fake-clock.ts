import { setImmediate as nextLoop } from 'node:timers/promises';
import type { Clock } from '../../../src/clock.js';
import { StoppedError } from '../../../src/errors.js';

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** Time that stands still until a test moves it. Sleeping costs nothing real. */
export class FakeClock implements Clock {
  #now: number;
  #timers: Timer[] = [];
  readonly #lateness: () => number;

  /** @param lateness by how much each timer fires late, in ms */
  constructor(now: number, lateness: () => number = () => 0) {
    this.#now = now;
    this.#lateness = lateness;
  }

  now(): number {
    return Math.floor(this.#now);
  }

  get sleepers(): number {
    return this.#timers.length;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer: Timer = { at: this.#now + Math.max(1, ms) + this.#lateness(), fire: resolve };
      this.#timers.push(timer);
      signal?.addEventListener('abort', () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
        reject(new StoppedError('stopped while waiting'));
      });
    });
  }

  /** Lets all that is due within `ms` happen. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await nextLoop();
    while (this.#fireNext(until)) await nextLoop();
    this.#now = Math.max(this.#now, until);
  }

  /** Moves time from timer to timer until the promise settles. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const state = { settled: false };
    const done = (): void => {
      state.settled = true;
    };
    promise.then(done, done);
    await nextLoop();
    while (!state.settled && this.#fireNext(Infinity)) await nextLoop();
    return promise;
  }

  #fireNext(until: number): boolean {
    const next = this.#timers.reduce<Timer | null>(
      (best, timer) => (best === null || timer.at < best.at ? timer : best),
      null,
    );
    if (next === null || next.at > until) return false;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.#now = Math.max(this.#now, next.at);
    next.fire();
    return true;
  }
}
