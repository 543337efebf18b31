import { expect } from 'chai';
import { StoppedError } from '../../../src/errors.js';
import { DailyBudgetError } from '../../../src/http/limits/daily-budget.js';
import { RateLimiter } from '../../../src/http/limits/rate-limiter.js';
import { FakeClock } from './fake-clock.js';
import { anyone, busiest, NOON, noise, setup } from './limiter-setup.js';

const HOUR = 3_600_000;

describe('rate limiter: pace', () => {
  for (const limit of [1, 2, 4, 10, 20, 30, 80]) {
    it(`uses 95 % of ${limit} a second without ever exceeding it, timers and network being late`, async () => {
      const clock = new FakeClock(NOON, noise(4));
      const count = limit * 30;
      const { starts, runMany } = setup({ clock, pace: { limit, windowMs: 1_000, share: 0.95 } });
      await clock.until(runMany(count));
      const latency = noise(20);
      const arrivals = starts.map((start) => start + latency());
      expect(busiest(arrivals, 1_000)).to.be.at.most(limit);
      expect(clock.now() - NOON).to.be.at.most((1.02 * count * 1_000) / (limit * 0.95));
    });
  }

  it('keeps a limit per minute', async () => {
    const { clock, starts, runMany } = setup({ pace: { limit: 10, windowMs: 60_000, share: 0.95 } });
    await clock.until(runMany(60));
    expect(busiest(starts, 60_000)).to.be.at.most(10);
    expect(clock.now() - NOON).to.be.at.most((1.02 * 60 * 60_000) / 9.5);
  });

  it('does not burst after a pause or an idle time', async () => {
    const { clock, limiter, starts, runMany } = setup({ pace: { limit: 10, windowMs: 1_000, share: 1 } });
    await clock.until(runMany(25));
    limiter.pause('a', clock.now() + 5_000);
    const pausedAt = clock.now();
    await clock.until(runMany(25));
    const after = starts.filter((start) => start > pausedAt);
    expect(after).to.have.length(25);
    expect(after[0]).to.equal(pausedAt + 5_000);
    expect(busiest(starts, 1_000)).to.be.at.most(10);
    expect(busiest(after, 500)).to.be.at.most(6);
  });

  it('does not slow down a bucket without a limit', async () => {
    const { clock, starts, runMany } = setup({});
    await clock.until(runMany(2_000));
    expect(starts).to.have.length(2_000);
    expect(clock.now()).to.equal(NOON);
  });

  it('goes on when the system clock is set back', async () => {
    let offset = 0;
    const clock = new FakeClock(NOON);
    const moved = { now: () => clock.now() + offset, sleep: clock.sleep.bind(clock) };
    const limiter = new RateLimiter({
      clock: moved,
      buckets: [{ bucket: 'a', pace: { limit: 10, windowMs: 1_000, share: 1 }, group: null }],
      budgets: [],
      maxConcurrency: 5,
      longestWaitMs: 0,
    });
    const turn = { bucket: 'a', priority: anyone, signal: new AbortController().signal };
    const run = (): Promise<void> => limiter.run(turn, () => Promise.resolve());
    await clock.until(Promise.all([run(), run()]));
    offset = -HOUR;
    await clock.until(Promise.all([run(), run(), run()]));
    expect(clock.now() - NOON).to.be.below(2_000);
  });
});

describe('rate limiter: order', () => {
  const slow = { pace: { limit: 1, windowMs: 1_000, share: 1 } };

  it('takes continuation pages first, then the highest rank, then the streams in turn', async () => {
    const { clock, run, order } = setup(slow);
    const all = [
      run({}, 'running'),
      run({ stream: 'x' }, 'x1'),
      run({ stream: 'x' }, 'x2'),
      run({ stream: 'x' }, 'x3'),
      run({ stream: 'y' }, 'y1'),
      run({ stream: 'y', rank: 2 }, 'deep'),
      run({ stream: 'x', continuation: true }, 'page 2'),
    ];
    await clock.until(Promise.all(all));
    expect(order).to.deep.equal(['running', 'page 2', 'deep', 'x1', 'y1', 'x2', 'x3']);
  });

  it('takes of a stream the lowest order, and of equals the first that came', async () => {
    const { clock, run, order } = setup(slow);
    const all = [
      run({}, 'running'),
      run({ order: 7 }, 'late'),
      run({ order: 2 }, 'early 1'),
      run({ order: 2 }, 'early 2'),
      run({ order: 1 }, 'earliest'),
      run({ order: 9, rank: 1 }, 'higher'),
    ];
    await clock.until(Promise.all(all));
    expect(order).to.deep.equal(['running', 'higher', 'earliest', 'early 1', 'early 2', 'late']);
  });

  it('keeps no more than the given number in flight, over all buckets', async () => {
    const { clock, limiter, signal } = setup({ maxConcurrency: 3 });
    let active = 0;
    let most = 0;
    const task = async (): Promise<void> => {
      active += 1;
      most = Math.max(most, active);
      await clock.sleep(10);
      active -= 1;
    };
    const runs = Array.from({ length: 20 }, (_, index) =>
      limiter.run({ bucket: index % 2 === 0 ? 'a' : 'b', priority: anyone, signal }, task),
    );
    await clock.until(Promise.all(runs));
    expect(most).to.equal(3);
  });

  it('lets one bucket wait without holding up another', async () => {
    const { clock, limiter, signal, run } = setup({});
    limiter.pause('a', NOON + 10_000);
    const waiting = run();
    const other = limiter.run({ bucket: 'b', priority: anyone, signal }, () => Promise.resolve(clock.now()));
    expect(await clock.until(other)).to.equal(NOON);
    await clock.until(waiting);
    expect(clock.now()).to.equal(NOON + 10_000);
  });

  it('gives the slot back when a task fails', async () => {
    const { clock, limiter, signal } = setup({ maxConcurrency: 1 });
    const turn = { bucket: 'a', priority: anyone, signal };
    const failing = limiter
      .run(turn, () => Promise.reject(new Error('boom')))
      .catch((error: unknown) => String(error));
    const next = limiter.run(turn, () => Promise.resolve('next'));
    expect(await clock.until(Promise.all([failing, next]))).to.deep.equal(['Error: boom', 'next']);
  });
});

describe('rate limiter: stopping', () => {
  it('rejects all that wait under the signal at once and leaves no timer behind', async () => {
    const { clock, limiter } = setup({});
    const controller = new AbortController();
    limiter.pause('a', NOON + HOUR);
    const turn = { bucket: 'a', priority: anyone, signal: controller.signal };
    const runs = Array.from({ length: 50 }, () => limiter.run(turn, () => Promise.resolve()));
    await clock.advance(10);
    controller.abort();
    const results = await Promise.allSettled(runs);
    expect(results.every((result) => result.status === 'rejected')).to.equal(true);
    expect(results[0]).to.have.property('reason').instanceOf(StoppedError);
    expect(clock.sleepers).to.equal(0);
  });
});

describe('rate limiter: daily budget', () => {
  const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

  it('counts what earlier runs spent, shares it between buckets, and says when it returns', async () => {
    const { clock, limiter, signal, run } = setup({ perDay: 10 });
    limiter.spend('day', 8);
    await clock.until(run());
    await clock.until(limiter.run({ bucket: 'b', priority: anyone, signal }, () => Promise.resolve()));
    expect(limiter.spentToday('day')).to.equal(10);
    const error = await failure(run());
    expect(error).to.be.instanceOf(DailyBudgetError);
    expect(error).to.have.property('resetAt', NOON + 12 * HOUR);
  });

  it('starts anew at midnight UTC', async () => {
    const { clock, limiter, run } = setup({ perDay: 1 });
    await clock.until(run());
    await clock.advance(12 * HOUR);
    expect(limiter.spentToday('day')).to.equal(0);
    await clock.until(run());
  });

  it('ends the wait of the whole group when the server says that the day is over', async () => {
    const { clock, limiter, signal, run } = setup({ perDay: 100 });
    limiter.pause('a', NOON + 5_000);
    const waiting = failure(run());
    await clock.advance(1);
    limiter.exhaust('b', NOON + 2 * HOUR);
    expect(await waiting).to.have.property('resetAt', NOON + 2 * HOUR);
    const later = failure(limiter.run({ bucket: 'b', priority: anyone, signal }, () => Promise.resolve()));
    expect(await later).to.be.instanceOf(DailyBudgetError);
  });

  it('waits for a budget that returns soon', async () => {
    const clock = new FakeClock(Date.UTC(2026, 10, 22, 23, 59, 30));
    const { run } = setup({ perDay: 1, clock });
    await clock.until(run());
    await clock.until(run());
    expect(clock.now()).to.equal(Date.UTC(2026, 10, 23));
  });
});
