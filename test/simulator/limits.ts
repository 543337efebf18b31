import type { SimulatedPlan } from './options.js';
import { day, isoTime, minute, second, startOfDay } from './time.js';

interface Rate {
  readonly limit: number;
  readonly per: number;
}

type Rates = Readonly<Record<string, readonly Rate[]>>;

interface PlanLimits {
  readonly rates: Rates;
  readonly together: number | null;
}

/** Limits of the account by plan and label; `together` is HEAVY and RESOURCE-INTENSIVE a day. https://developers.zoom.us/docs/api/rate-limits/, 2026-11. */
const plans: Readonly<Record<Exclude<SimulatedPlan, 'none'>, PlanLimits>> = {
  free: {
    rates: {
      light: [
        { limit: 4, per: second },
        { limit: 6_000, per: day },
      ],
      medium: [
        { limit: 2, per: second },
        { limit: 2_000, per: day },
      ],
      heavy: [
        { limit: 1, per: second },
        { limit: 1_000, per: day },
      ],
      'resource-intensive': [
        { limit: 10, per: minute },
        { limit: 30_000, per: day },
      ],
    },
    together: null,
  },
  pro: {
    rates: {
      light: [{ limit: 30, per: second }],
      medium: [{ limit: 20, per: second }],
      heavy: [{ limit: 10, per: second }],
      'resource-intensive': [{ limit: 10, per: minute }],
    },
    together: 30_000,
  },
  business: {
    rates: {
      light: [{ limit: 80, per: second }],
      medium: [{ limit: 60, per: second }],
      heavy: [{ limit: 40, per: second }],
      'resource-intensive': [{ limit: 20, per: minute }],
    },
    together: 60_000,
  },
};

export interface LimitSettings {
  readonly plan: SimulatedPlan;
  readonly dailyLimit: number | null;
}

export interface LimitState {
  /** Null: admitted. */
  readonly refused: 'short' | 'daily' | null;
  readonly headers: Readonly<Record<string, string>>;
}

interface Bucket {
  readonly name: string;
  readonly rate: Rate;
}

/** Counts of one account: a sliding window for seconds and minutes, the UTC day for daily ones. Refused calls do not count. */
export class RateLimits {
  readonly #times = new Map<string, number[]>();
  readonly #days = new Map<string, number>();

  admit(
    pool: string,
    label: string,
    circumstances: { readonly settings: LimitSettings; readonly now: number },
  ): LimitState {
    const { settings, now } = circumstances;
    const buckets = bucketsOf(pool, label, settings);
    const full = buckets.find((bucket) => this.#used(bucket, now) >= bucket.rate.limit);
    if (full === undefined) for (const bucket of buckets) this.#count(bucket, now);
    const shown = full ?? buckets[0];
    const refused = full === undefined ? null : full.rate.per === day ? 'daily' : 'short';
    return { refused, headers: shown === undefined ? category(label) : this.#headers(label, shown, now) };
  }

  #used({ name, rate }: Bucket, now: number): number {
    if (rate.per === day) return this.#days.get(`${name} ${startOfDay(now)}`) ?? 0;
    const times = this.#times.get(name) ?? [];
    while ((times[0] ?? now) <= now - rate.per) times.shift();
    return times.length;
  }

  #count({ name, rate }: Bucket, now: number): void {
    if (rate.per === day) {
      const key = `${name} ${startOfDay(now)}`;
      this.#days.set(key, (this.#days.get(key) ?? 0) + 1);
      return;
    }
    const times = this.#times.get(name) ?? [];
    times.push(now);
    this.#times.set(name, times);
  }

  #headers(label: string, bucket: Bucket, now: number): Record<string, string> {
    const { limit, per } = bucket.rate;
    const remaining = Math.max(0, limit - this.#used(bucket, now));
    const daily = per === day;
    return {
      ...category(label),
      'X-RateLimit-Type': daily ? 'Daily-limit' : 'QPS',
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(remaining),
      ...(daily ? {} : { 'X-RateLimit-Reset': String(Math.ceil((now + per) / second)) }),
      ...(daily && remaining === 0 ? { 'Retry-After': isoTime(startOfDay(now) + day) } : {}),
    };
  }
}

function category(label: string): Record<string, string> {
  return { 'X-RateLimit-Category': label.charAt(0).toUpperCase() + label.slice(1) };
}

function bucketsOf(pool: string, label: string, settings: LimitSettings): Bucket[] {
  const plan: PlanLimits = settings.plan === 'none' ? { rates: {}, together: null } : plans[settings.plan];
  const own = plan.rates[label] ?? [];
  const buckets = own.map((rate) => ({ name: `${pool} ${label} ${rate.per}`, rate }));
  const together = settings.dailyLimit ?? plan.together;
  const shares = label === 'heavy' || label === 'resource-intensive';
  if (shares && together !== null)
    buckets.push({ name: `${pool} together`, rate: { limit: together, per: day } });
  return buckets;
}
