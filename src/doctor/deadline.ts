import { setMaxListeners } from 'node:events';
import { StoppedError } from '../errors.js';

/** The time that was given to something is over. */
export class OverdueError extends Error {
  override readonly name = 'OverdueError';

  constructor(readonly ms: number) {
    super(`no answer within ${ms / 1000} seconds`);
  }
}

/** The work, or the end of its time: it is told to stop, and not waited for. Rejects with StoppedError when the signal fires. */
export async function within<T>(
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  // Whatever is asked at the same time listens to it: no leak, and no warning wanted.
  setMaxListeners(0, stop);
  const timer = setTimeout(() => over.abort(), ms);
  const ended = new Promise<never>((_resolve, reject) => {
    stop.addEventListener('abort', () => reject(new StoppedError('told to stop')), { once: true });
  });
  try {
    return await Promise.race([work(stop), ended]);
  } catch (error) {
    if (signal.aborted) throw new StoppedError('told to stop', { cause: error });
    throw over.signal.aborted ? new OverdueError(ms) : error;
  } finally {
    clearTimeout(timer);
  }
}
