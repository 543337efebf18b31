import { setTimeout as delay } from 'node:timers/promises';
import { StoppedError } from './errors.js';

/** Time as an argument, so that tests own it. All times are epoch milliseconds. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`; rejects with StoppedError as soon as the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw new StoppedError('stopped while waiting', { cause: error });
    }
  },
};
