import { limiterRules } from '../../src/zoom/limits/rate-limits.js';
import type { Counts } from './process.js';

/** What the limits of a Pro account make of numbers of requests, by pool and label. */

/** Of `rate_limit_share`, where nobody sets it. */
export const usualShare = 0.8;

/** The label that takes longest. */
export function secondsOf(buckets: Counts, share: number): number {
  const { buckets: rules } = limiterRules('pro', share);
  const seconds = rules.map(({ bucket, pace }) => {
    const requests = buckets.get(bucket) ?? 0;
    return pace === null ? 0 : (requests * pace.windowMs) / (pace.limit * pace.share * 1_000);
  });
  return Math.max(...seconds);
}

/** How many days' budgets they are, in the pool that has least left. */
export function daysOf(buckets: Counts, share: number): number {
  const { buckets: rules, budgets } = limiterRules('pro', share);
  const days = budgets.map(({ group, perDay }) => {
    const own = rules.filter((rule) => rule.group === group);
    return own.reduce((sum, { bucket }) => sum + (buckets.get(bucket) ?? 0), 0) / perDay;
  });
  return Math.max(...days);
}
