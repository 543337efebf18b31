import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { OverdueError, within } from '../../../src/doctor/deadline.js';
import { StoppedError } from '../../../src/errors.js';

const never = new AbortController().signal;
const silence = (): Promise<never> => new Promise(() => undefined);

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('the time of a check', () => {
  it('ends what is silent, and tells it to stop', async () => {
    const seen: AbortSignal[] = [];
    const error = await errorOf(
      within(1, never, (signal) => {
        seen.push(signal);
        return silence();
      }),
    );
    expect(error).to.be.instanceOf(OverdueError);
    expect(seen.map(({ aborted }) => aborted)).to.deep.equal([true]);
  });

  it('leaves answers and failures as they are', async () => {
    expect(await within(60_000, never, () => Promise.resolve(1))).to.equal(1);
    const failure = new Error('no');
    expect(await errorOf(within(60_000, never, () => Promise.reject(failure)))).to.equal(failure);
  });

  it('tells a stop from the end of the time', async () => {
    const controller = new AbortController();
    const work = errorOf(within(60_000, controller.signal, silence));
    await setImmediate();
    controller.abort();
    expect(await work).to.be.instanceOf(StoppedError);
  });
});
