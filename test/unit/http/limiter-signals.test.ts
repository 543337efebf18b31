import { expect } from 'chai';
import { anyone, busiest, noise, setup } from './limiter-setup.js';

describe('rate limiter: what tasks tell', () => {
  const pace = { limit: 10, windowMs: 1_000, share: 1 };

  it('keeps the limit where requests leave late, as over new connections', async () => {
    const { clock, limiter, signal } = setup({ pace });
    const lateness = noise(400);
    const sent: number[] = [];
    const turn = { bucket: 'a', priority: anyone, signal };
    const runs = Array.from({ length: 60 }, () =>
      limiter.run(turn, async ({ onSent }) => {
        // Only the first connections take their time.
        if (sent.length < 10) await clock.sleep(lateness());
        sent.push(clock.now());
        onSent();
      }),
    );
    await clock.until(Promise.all(runs));
    expect(busiest(sent, 1_000)).to.be.at.most(10);
  });

  it('slows down for others whom the server counts, instead of being refused again and again', async () => {
    const refusalsOf = async (headers: 'read' | 'missing'): Promise<number> => {
      const { clock, limiter, signal } = setup({ pace: { ...pace, share: 0.95 } });
      const admitted: number[] = [];
      let refusals = 0;
      const turn = { bucket: 'a', priority: anyone, signal };
      const runs = Array.from({ length: 200 }, () =>
        limiter.run(turn, ({ onReport }) => {
          const now = clock.now();
          // Someone else makes four of the ten calls.
          const left = 6 - admitted.filter((at) => at > now - 1_000).length;
          if (left > 0) admitted.push(now);
          else {
            refusals += 1;
            limiter.pause('a', now + 1_000);
          }
          if (headers === 'read') onReport({ limit: 10, remaining: Math.max(0, left - 1) });
          return Promise.resolve();
        }),
      );
      await clock.until(Promise.all(runs));
      return refusals;
    };
    expect(await refusalsOf('read')).to.be.at.most(3);
    expect(await refusalsOf('missing')).to.be.within(4, 20);
  });

  it('slows down once for what was refused together', async () => {
    const rateAfter = async (refusals: number): Promise<number> => {
      const { clock, limiter, runMany } = setup({ pace });
      await clock.until(runMany(10));
      for (let count = 0; count < refusals; count += 1) limiter.pause('a', clock.now() + 1_000);
      const begun = clock.now();
      await clock.until(runMany(30));
      return clock.now() - begun;
    };
    expect(await rateAfter(5)).to.equal(await rateAfter(1));
  });
});
