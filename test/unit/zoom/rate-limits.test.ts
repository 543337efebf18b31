import { expect } from 'chai';
import { limiterRules } from '../../../src/zoom/limits/rate-limits.js';

const bucket = (plan: Parameters<typeof limiterRules>[0], name: string, share = 1) =>
  limiterRules(plan, share).buckets.find((rule) => rule.bucket === name);
const perDay = (plan: Parameters<typeof limiterRules>[0], group: string | null | undefined, share = 1) =>
  limiterRules(plan, share).budgets.find((budget) => budget.group === group)?.perDay;

describe('limiterRules', () => {
  it('has a bucket for every pool and label', () => {
    expect(limiterRules('pro', 1).buckets).to.have.length(12);
  });

  it('lets HEAVY and RESOURCE-INTENSIVE share a daily budget, apart for each pool', () => {
    const heavy = bucket('pro', 'main/heavy');
    const intensive = bucket('pro', 'main/resource-intensive');
    expect(heavy?.group).to.equal(intensive?.group);
    expect(perDay('pro', heavy?.group)).to.equal(30_000);
    expect(perDay('business', heavy?.group)).to.equal(60_000);
    expect(perDay('pro', bucket('pro', 'phone/heavy')?.group)).to.equal(15_000);
    expect(bucket('pro', 'main/light')?.group).to.equal(null);
  });

  it('gives every label of a free account its own day', () => {
    expect(perDay('free', bucket('free', 'main/light')?.group)).to.equal(6_000);
    expect(perDay('free', bucket('free', 'main/heavy')?.group)).to.equal(1_000);
    expect(perDay('free', bucket('free', 'main/resource-intensive')?.group)).to.equal(30_000);
  });

  it('applies the share to pace and day', () => {
    expect(bucket('business', 'main/heavy', 0.5)?.pace).to.deep.equal({
      limit: 40,
      windowMs: 1_000,
      share: 0.5,
    });
    expect(perDay('business', bucket('business', 'main/heavy')?.group, 0.5)).to.equal(30_000);
  });

  it('counts RESOURCE-INTENSIVE calls by the minute', () => {
    expect(bucket('pro', 'main/resource-intensive')?.pace).to.include({ limit: 10, windowMs: 60_000 });
  });

  it('knows no limit without a plan', () => {
    const rules = limiterRules('none', 0.5);
    expect(rules.buckets.every((rule) => rule.pace === null)).to.equal(true);
    expect(rules.budgets.every((budget) => budget.perDay === Infinity)).to.equal(true);
  });
});
