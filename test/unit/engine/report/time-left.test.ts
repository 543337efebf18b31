import { expect } from 'chai';
import {
  timeLeft,
  type BucketState,
  type Known,
  type TimeLeft,
} from '../../../../src/engine/report/time-left.js';

/** What one partition takes: its lists first, of `light` calls, and then what they lead to. */
interface Work {
  readonly lists: number;
  readonly items: number;
}

interface World {
  readonly partitions: readonly Work[];
  /** Calls a second, by bucket. */
  readonly lightPerSecond: number;
  readonly heavyPerSecond: number;
  /** What answers allow, whatever the limit: calls a second of each bucket. */
  readonly reached?: number;
}

interface Moment {
  readonly at: number;
  readonly left: TimeLeft | null;
}

interface Visit extends Work {
  listed: number;
  asked: number;
}

const atOnce = 16;

/** A run, second by second, as the engine makes it: sixteen partitions at once, the earliest first. */
function run({ partitions, lightPerSecond, heavyPerSecond, reached = Infinity }: World): {
  readonly moments: readonly Moment[];
  readonly seconds: number;
} {
  const waiting = partitions.map((work): Visit => ({ ...work, listed: 0, asked: 0 }));
  const active: Visit[] = [];
  const counts = { light: 0, heavy: 0, begun: 0, finished: 0 };
  const moments: Moment[] = [];
  for (let seconds = 1; ; seconds += 1) {
    let light = Math.min(lightPerSecond, reached);
    let heavy = Math.min(heavyPerSecond, reached);
    for (;;) {
      while (active.length < atOnce && waiting.length > 0) {
        active.push(...waiting.splice(0, 1));
        counts.begun += 1;
      }
      const lists = active.find(({ listed, lists: all }) => listed < all);
      const items = active.find((one) => one.listed === one.lists && one.asked < one.items);
      if (lists !== undefined && light > 0) {
        lists.listed += 1;
        light -= 1;
        counts.light += 1;
      } else if (items !== undefined && heavy > 0) {
        items.asked += 1;
        heavy -= 1;
        counts.heavy += 1;
      } else {
        break;
      }
      const open = active.filter((one) => one.listed < one.lists || one.asked < one.items);
      counts.finished += active.length - open.length;
      active.splice(0, active.length, ...open);
    }
    if (active.length === 0 && waiting.length === 0) return { moments, seconds };
    const listing = active.filter(({ listed, lists }) => listed < lists).length;
    const queued = active.reduce(
      (sum, one) => sum + (one.listed === one.lists ? one.items - one.asked : 0),
      0,
    );
    const bucket = (name: 'light' | 'heavy', perSecond: number, isShort: boolean): BucketState => ({
      bucket: name,
      perSecond,
      isShort: isShort && reached === Infinity,
      requests: counts[name],
      day: null,
    });
    const known: Known = {
      passages: [
        {
          planned: partitions.length,
          begun: counts.begun,
          finished: counts.finished,
          seen: 1,
          streams: [
            { bucket: 'light', requests: counts.light, waiting: listing },
            { bucket: 'heavy', requests: counts.heavy, waiting: queued },
          ],
        },
      ],
      buckets: [bucket('light', lightPerSecond, listing > 0), bucket('heavy', heavyPerSecond, queued > 0)],
      seconds,
      untilMidnight: 86_400,
    };
    moments.push({ at: seconds, left: timeLeft(known) });
  }
}

/** Always the same, and as uneven as accounts are: most have little, some have much. */
function uneven(count: number): readonly Work[] {
  return Array.from({ length: count }, (_, index) => {
    const noise = ((index * 7_919) % 101) / 101;
    return { lists: 2, items: Math.floor(40 * noise ** 3) };
  });
}

function expectNear({ moments, seconds }: ReturnType<typeof run>): void {
  const later = moments.filter(({ at }) => at >= seconds / 3);
  expect(later.length).to.be.greaterThan(20);
  for (const { at, left } of later) {
    const real = seconds - at;
    const tolerance = Math.max(0.25 * real, 5);
    expect(left?.seconds, `at ${at} of ${seconds}`).to.be.within(real - tolerance, real + tolerance);
  }
}

describe('timeLeft', () => {
  it('is near the truth from a third of the run on, where one label is slow', () => {
    expectNear(run({ partitions: uneven(400), lightPerSecond: 30, heavyPerSecond: 10 }));
  });

  it('is near it where another one is', () => {
    expectNear(run({ partitions: uneven(1_000), lightPerSecond: 10, heavyPerSecond: 100 }));
  });

  it('is near it where answers are slower than the limits', () => {
    expectNear(run({ partitions: uneven(400), lightPerSecond: 80, heavyPerSecond: 40, reached: 9 }));
  });

  const one = (changes: Partial<BucketState>): BucketState => ({
    bucket: 'heavy',
    perSecond: 10,
    isShort: true,
    requests: 600,
    day: { group: 'calls', perDay: 24_000, spent: 600 },
    ...changes,
  });

  it('counts the days that the daily budget makes of it', () => {
    const passages = [
      {
        planned: 20_000,
        begun: 48,
        finished: 32,
        seen: 1,
        streams: [{ bucket: 'heavy', requests: 600, waiting: 50 }],
      },
    ];
    const left = timeLeft({ passages, buckets: [one({})], seconds: 60, untilMidnight: 40_000 });
    expect(left?.isForBudget).to.equal(true);
    // 299,400 requests: 23,400 today, and the rest in eleven days and a half.
    expect((left?.seconds ?? 0) / 86_400).to.be.within(11, 13);
  });

  it('counts the calls of all labels that share the budget', () => {
    const day = { group: 'calls', perDay: 100, spent: 40 };
    const passage = {
      planned: 1,
      begun: 1,
      finished: 0,
      seen: 1,
      streams: [
        { bucket: 'heavy', requests: 20, waiting: 50 },
        { bucket: 'slow', requests: 20, waiting: 20 },
      ],
    };
    const buckets = [one({ day }), one({ bucket: 'slow', perSecond: 1, day })];
    const left = timeLeft({ passages: [passage], buckets, seconds: 10, untilMidnight: 1_000 });
    expect(left).to.deep.equal({ seconds: 1_010, bucket: 'slow', isForBudget: true });
  });

  it('reckons with windows of which nothing is known but that they are there', () => {
    const streams = [{ bucket: 'heavy', requests: 20, waiting: 10 }];
    const passage = { planned: 1, begun: 1, finished: 0, seen: 0.25, streams };
    const known = { buckets: [one({ day: null })], seconds: 5, untilMidnight: 1_000 };
    expect(timeLeft({ ...known, passages: [passage] })?.seconds).to.equal(10);
  });

  it('is not known before the first partition is done, nor where nothing is left', () => {
    const streams = [{ bucket: 'heavy', requests: 5, waiting: 5 }];
    const known = { buckets: [one({ day: null })], seconds: 5, untilMidnight: 1_000 };
    expect(
      timeLeft({ ...known, passages: [{ planned: 9, begun: 9, finished: 0, seen: 1, streams }] }),
    ).to.equal(null);
    expect(timeLeft({ ...known, passages: [] })).to.equal(null);
    const done = [
      { planned: 9, begun: 9, finished: 9, seen: 1, streams: [{ bucket: 'heavy', requests: 5, waiting: 0 }] },
    ];
    expect(timeLeft({ ...known, passages: done })).to.equal(null);
  });
});
