import { setTimeout as delay } from 'node:timers/promises';
import { StoppedError } from './errors.js';

/** Time as an argument, so that tests own it. All times are epoch milliseconds. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`; rejects with StoppedError as soon as the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What a timer of Node.js holds; a longer one would end at once. */
const longestSleep = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await delay(Math.min(ms, longestSleep), undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw new StoppedError('stopped while waiting', { cause: error });
    }
  },
};
