import { expect } from 'chai';
import { Pace } from '../../../src/http/limits/pace.js';
import type { PacedCall } from '../../../src/http/limits/pace.js';

const second = 1_000;
const rule = { limit: 10, windowMs: second, share: 1 };

/** Starts calls as early as the pace lets them, from some time on; gives them and the time after the last. */
function startMany(pace: Pace, count: number, from = 0): { calls: PacedCall[]; now: number } {
  const calls: PacedCall[] = [];
  let now = from;
  for (let index = 0; index < count; index += 1) {
    now = Math.max(now, pace.readyAt());
    calls.push(pace.start(now));
  }
  return { calls, now };
}

/** Calls a second that it lets through, over some seconds from a time on. */
function rateFrom(pace: Pace, from: number, seconds = 3): number {
  const until = from + seconds * second;
  let now = Math.max(from, pace.readyAt());
  let count = 0;
  for (; now < until; now = Math.max(now, pace.readyAt())) {
    pace.start(now);
    count += 1;
  }
  return count / seconds;
}

function last<T>(items: readonly T[]): T {
  const item = items.at(-1);
  if (item === undefined) throw new Error('empty');
  return item;
}

describe('pace: calls that leave late', () => {
  it('counts them from when they left', () => {
    const punctual = new Pace(rule);
    const late = new Pace(rule);
    startMany(punctual, 10);
    const { calls } = startMany(late, 10);
    for (const call of calls) late.sent(call, 950);
    expect(punctual.readyAt()).to.be.at.most(1_050);
    expect(late.readyAt()).to.equal(2_000);
  });

  it('leaves alone the call that took the place since', () => {
    const pace = new Pace(rule);
    const { calls, now } = startMany(pace, 30);
    const before = pace.readyAt();
    for (const call of calls.slice(0, 20)) pace.sent(call, now + 10 * second);
    expect(pace.readyAt()).to.equal(before);
  });
});

describe('pace: others on the same limit', () => {
  it('is slower after a refusal, more so after several, and takes its share back with time', () => {
    const pace = new Pace(rule);
    const { now } = startMany(pace, 20);
    const usual = rateFrom(new Pace(rule), now);
    pace.refused(now);
    const slower = rateFrom(pace, now);
    expect(slower).to.be.within(usual * 0.7, usual * 0.9);
    pace.refused(now + 3 * second);
    pace.refused(now + 3 * second);
    expect(rateFrom(pace, now + 3 * second)).to.be.below(slower);
    expect(rateFrom(pace, now + 600 * second)).to.be.closeTo(usual, 0.4);
  });

  it('never stops, however often it is refused', () => {
    const pace = new Pace(rule);
    for (let count = 0; count < 100; count += 1) pace.refused(0);
    expect(rateFrom(pace, 0, 10)).to.be.within(1.5, 3);
  });

  it('leaves them what they use, as the server counts it', () => {
    const pace = new Pace(rule);
    const { calls, now } = startMany(pace, 20);
    const call = last(calls);
    pace.observe(call, { limit: 10, remaining: 0 }, now);
    expect(pace.factor(now), 'all that is used is ours').to.equal(1);
    // Ten in the window, half of them ours.
    pace.observe({ ...call, ours: 5 }, { limit: 10, remaining: 0 }, now);
    expect(pace.factor(now)).to.be.closeTo(0.5, 0.01);
  });

  it('takes no notice of an answer that came long after its request', () => {
    const pace = new Pace(rule);
    const { calls, now } = startMany(pace, 20);
    const ours = last(calls).ours;
    expect(ours).to.be.within(9, 10);
    // Nothing of ours was sent in the last seconds, but the server spoke of the window of the request.
    pace.observe(last(calls), { limit: 10, remaining: 10 - ours }, now + 5 * second);
    expect(pace.factor(now + 5 * second)).to.equal(1);
  });
});

describe('pace: another limit than the configured plan has', () => {
  it('believes a lower one, and keeps it in any window', () => {
    const pace = new Pace({ ...rule, limit: 40 });
    const { calls, now } = startMany(pace, 60);
    pace.observe(last(calls), { limit: 10, remaining: 0 }, now);
    expect(rateFrom(pace, now + 10 * second)).to.be.within(9, 10);
  });

  it('does not believe a higher one', () => {
    const pace = new Pace(rule);
    const { calls, now } = startMany(pace, 20);
    pace.observe(last(calls), { limit: 40, remaining: 30 }, now);
    expect(rateFrom(pace, now)).to.be.within(9, 10.5);
  });
});
