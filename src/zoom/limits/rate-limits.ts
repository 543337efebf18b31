import type { BucketRule } from '../../http/limits/bucket.js';
import type { BudgetRule, RateLimiter } from '../../http/limits/rate-limiter.js';
import type { RateLabel, RatePool } from '../../engine/declaration.js';
import type { BucketReport, BucketWaits } from '../../engine/service.js';

export type ZoomPlan = 'free' | 'pro' | 'business' | 'none';

const SECOND = 1_000;
const MINUTE = 60_000;

interface Limit {
  readonly calls: number;
  readonly windowMs: number;
  /** Daily budget of this label alone. */
  readonly perDay?: number;
}

interface PoolLimits {
  readonly light: Limit;
  readonly medium: Limit;
  readonly heavy: Limit;
  /** Contact Center has no resource-intensive calls. */
  readonly 'resource-intensive': Limit | null;
  /** HEAVY and RESOURCE-INTENSIVE calls together; null where each label has its own. */
  readonly heavyPerDay: number | null;
}

const perSecond = (calls: number, perDay?: number): Limit => ({
  calls,
  windowMs: SECOND,
  ...(perDay === undefined ? {} : { perDay }),
});
const perMinute = (calls: number, perDay?: number): Limit => ({
  ...perSecond(calls, perDay),
  windowMs: MINUTE,
});

const FREE: PoolLimits = {
  light: perSecond(4, 6_000),
  medium: perSecond(2, 2_000),
  heavy: perSecond(1, 1_000),
  'resource-intensive': perMinute(10, 30_000),
  heavyPerDay: null,
};

/**
 * Limits belong to the account and count per label, in pools of their own for Phone and Contact Center:
 * https://developers.zoom.us/docs/api/rate-limits/ (2026-11). Free accounts have no Phone and no Contact Center.
 */
const LIMITS: Readonly<Record<Exclude<ZoomPlan, 'none'>, Readonly<Record<RatePool, PoolLimits>>>> = {
  free: { main: FREE, phone: FREE, 'contact-center': FREE },
  pro: {
    main: {
      light: perSecond(30),
      medium: perSecond(20),
      heavy: perSecond(10),
      'resource-intensive': perMinute(10),
      heavyPerDay: 30_000,
    },
    phone: {
      light: perSecond(20),
      medium: perSecond(10),
      heavy: perSecond(5),
      'resource-intensive': perMinute(5),
      heavyPerDay: 15_000,
    },
    'contact-center': {
      light: perSecond(20),
      medium: perSecond(10),
      heavy: perSecond(5),
      'resource-intensive': null,
      heavyPerDay: 15_000,
    },
  },
  business: {
    main: {
      light: perSecond(80),
      medium: perSecond(60),
      heavy: perSecond(40),
      'resource-intensive': perMinute(20),
      heavyPerDay: 60_000,
    },
    phone: {
      light: perSecond(40),
      medium: perSecond(20),
      heavy: perSecond(10),
      'resource-intensive': perMinute(10),
      heavyPerDay: 30_000,
    },
    'contact-center': {
      light: perSecond(40),
      medium: perSecond(20),
      heavy: perSecond(10),
      'resource-intensive': null,
      heavyPerDay: 30_000,
    },
  },
};

/** The plan of an account whose main pool accepts so many calls of the label in its window; null where that fits none. */
export function planAccepting(label: RateLabel, calls: number): Exclude<ZoomPlan, 'none'> | null {
  const plans = ['free', 'pro', 'business'] as const;
  return plans.find((plan) => LIMITS[plan].main[label]?.calls === calls) ?? null;
}

const LABELS: readonly RateLabel[] = ['light', 'medium', 'heavy', 'resource-intensive'];
const POOLS: readonly RatePool[] = ['main', 'phone', 'contact-center'];

export function bucketName(pool: RatePool, label: RateLabel): string {
  return `${pool}/${label}`;
}

/** How every bucket stands. */
export function bucketReports(limiter: Pick<RateLimiter, 'view'>): readonly BucketReport[] {
  return POOLS.flatMap((pool) =>
    LABELS.map((label) => {
      const { perSecond, waiting, group, perDay, spent } = limiter.view(bucketName(pool, label));
      const day = perDay === Infinity ? null : { group, perDay, spent };
      return { pool, label, perSecond, waiting, day };
    }),
  );
}

/** For how long requests waited, of the buckets in which any did. */
export function bucketWaits(limiter: Pick<RateLimiter, 'waited'>): readonly BucketWaits[] {
  return POOLS.flatMap((pool) =>
    LABELS.flatMap((label) => {
      const { limit, day } = limiter.waited(bucketName(pool, label));
      return limit + day === 0 ? [] : [{ pool, label, limit: limit / SECOND, day: day / SECOND }];
    }),
  );
}

/** The group whose budget HEAVY and RESOURCE-INTENSIVE calls of the pool share. */
function heavyGroup(pool: RatePool): string {
  return `${pool}/heavy calls`;
}

/** After how long a label's limit opens again, in milliseconds. The same on all plans and in all pools. */
export function windowOf(label: RateLabel): number {
  return label === 'resource-intensive' ? MINUTE : SECOND;
}

export interface LimiterRules {
  readonly buckets: readonly BucketRule[];
  readonly budgets: readonly BudgetRule[];
}

/**
 * The groups that HEAVY and RESOURCE-INTENSIVE calls of the pool are counted in: one, or on a free account one for
 * each label.
 */
export function dailyGroups({ buckets }: LimiterRules, pool: RatePool): ReadonlySet<string> {
  const names = [bucketName(pool, 'heavy'), bucketName(pool, 'resource-intensive')];
  return new Set(buckets.flatMap(({ bucket, group }) => (names.includes(bucket) ? (group ?? []) : [])));
}

/** @param share the part of every limit, daily ones included, that may be used. */
export function limiterRules(plan: ZoomPlan, share: number): LimiterRules {
  const buckets: BucketRule[] = [];
  const budgets: BudgetRule[] = [];
  for (const pool of POOLS) {
    const limits = plan === 'none' ? null : LIMITS[plan][pool];
    const shared = limits?.heavyPerDay ?? Infinity;
    budgets.push({ group: heavyGroup(pool), perDay: Math.floor(shared * share) });
    for (const label of LABELS) {
      const bucket = bucketName(pool, label);
      const { pace, perDay } = ruleOf(limits?.[label] ?? null, share);
      if (perDay !== null) budgets.push({ group: bucket, perDay });
      const common = countsByDay.has(label) ? heavyGroup(pool) : null;
      buckets.push({ bucket, pace, group: perDay === null ? common : bucket });
    }
  }
  return { buckets, budgets };
}

/** Labels that share the day's budget of their pool. */
const countsByDay: ReadonlySet<RateLabel> = new Set(['heavy', 'resource-intensive']);

function ruleOf(
  limit: Limit | null,
  share: number,
): { readonly pace: BucketRule['pace']; readonly perDay: number | null } {
  if (limit === null) return { pace: null, perDay: null };
  const { calls, windowMs, perDay } = limit;
  return {
    pace: { limit: calls, windowMs, share },
    perDay: perDay === undefined ? null : Math.floor(perDay * share),
  };
}
