import { expect } from 'chai';
import { Stopwatch, watched } from '../../../src/stopwatch.js';
import { FakeClock } from './fake-clock.js';
import { NOON, setup } from './limiter-setup.js';

describe('waits', () => {
  it('are counted once for a limit, however many wait, and not where nobody does', async () => {
    const { clock, limiter, runMany } = setup({ pace: { limit: 10, windowMs: 1_000, share: 1 } });
    await clock.until(runMany(21));
    await clock.advance(9_000);
    expect(limiter.waited('a').limit).to.be.within(1_900, 2_200);
    expect(limiter.waited('a').day).to.equal(0);
    expect(limiter.waited('b')).to.deep.equal({ limit: 0, day: 0 });
  });

  it('are those of the day where its budget is what is waited for', async () => {
    const clock = new FakeClock(Date.UTC(2026, 10, 22, 23, 59, 30));
    const { limiter, run } = setup({ perDay: 1, clock });
    await clock.until(run());
    await clock.until(run());
    expect(limiter.waited('a')).to.deep.equal({ limit: 0, day: 30_000 });
  });

  it('of several sleepers at the same time are one', async () => {
    const clock = new FakeClock(NOON);
    const watch = new Stopwatch(clock);
    const sleeper = watched(clock, watch);
    const all = [sleeper.sleep(2_000), sleeper.sleep(5_000)];
    await clock.advance(4_000);
    expect(watch.seconds).to.equal(4);
    await clock.until(Promise.all(all));
    await clock.advance(60_000);
    await clock.until(sleeper.sleep(1_000));
    expect(watch.seconds).to.equal(6);
  });
});
