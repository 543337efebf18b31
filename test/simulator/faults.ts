import type { JsonValue } from '../../src/json.js';
import type { FaultKind, FaultPlan, OddReply, Outage } from './options.js';
import { random } from './rng.js';
import type { Random } from './rng.js';
import { day, isoTime, startOfDay } from './time.js';

/** What is sent instead of the true answer. */
export interface Fault {
  readonly kind: FaultKind | 'rule' | 'outage';
  readonly status: number;
  readonly body: JsonValue | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** `truncated`: half of the true answer, then the connection is cut. `reset`: cut at once. */
  readonly cut: 'no' | 'reset' | 'truncated';
  readonly revokesToken: boolean;
  readonly odd: OddReply | null;
}

const plain: Omit<Fault, 'kind' | 'status' | 'body'> = {
  headers: {},
  cut: 'no',
  revokesToken: false,
  odd: null,
};

/** What one meets where nobody is. */
export function outageFault(how: Outage['how']): Fault {
  return {
    ...plain,
    kind: 'outage',
    status: 503,
    body: undefined,
    cut: how === 'reset' || how === 'refuse' ? 'reset' : 'no',
    odd: how === 'silence' ? 'silence' : null,
  };
}

const perSecond = 'You have reached the maximum per-second rate limit for this API. Try again later.';
const perDay =
  'You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.';

/** The bodies of a 429 seen in the wild; newer services send 4001, some reads nothing at all. */
export const limitBodies = {
  short: [{ code: 429, message: perSecond }, { code: 4001, message: perSecond }, undefined],
  daily: { code: 429, message: perDay },
} as const;

const faults: Readonly<Record<FaultKind, (now: number) => Omit<Fault, 'kind'>>> = {
  '500': () => ({ ...plain, status: 500, body: { code: 500, message: 'Internal server error.' } }),
  html502: () => ({ ...plain, status: 502, body: '<html><body><h1>502 Bad Gateway</h1></body></html>' }),
  empty503: () => ({ ...plain, status: 503, body: undefined }),
  reset: () => ({ ...plain, status: 0, body: undefined, cut: 'reset' }),
  truncated: () => ({ ...plain, status: 200, body: undefined, cut: 'truncated' }),
  '429': () => ({ ...plain, status: 429, body: limitBodies.short[0] }),
  '429-empty': () => ({ ...plain, status: 429, body: undefined }),
  '429-headers': (now) => ({
    ...plain,
    status: 429,
    body: limitBodies.short[1],
    headers: {
      'X-RateLimit-Type': 'QPS',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': String(Math.ceil(now / 1000) + 1),
      'Retry-After': '1',
    },
  }),
  '429-daily': (now) => ({
    ...plain,
    status: 429,
    body: limitBodies.daily,
    headers: {
      'X-RateLimit-Type': 'Daily-limit',
      'X-RateLimit-Remaining': '0',
      'Retry-After': isoTime(startOfDay(now) + day),
    },
  }),
  '401': () => ({
    ...plain,
    status: 401,
    body: { code: 124, message: 'Invalid access token.' },
    revokesToken: true,
  }),
  '200-code': () => ({ ...plain, status: 200, body: { code: 5010, message: 'Service is busy.' } }),
};

/** Without those that end a day or lie about their status. */
export const usualFaults: readonly FaultKind[] = [
  '500',
  'html502',
  'empty503',
  'reset',
  'truncated',
  '429',
  '429-headers',
  '401',
];

/** Decides, deterministically, which request is hit by what. */
export class FaultMachine {
  #plan: FaultPlan | null = null;
  #source: Random = random('faults');
  readonly #served = new Map<object, number>();
  #slowMatches = 0;

  /** `target` is the once-decoded path with its query. */
  next(plan: FaultPlan, target: string, now: number): Fault | null {
    if (plan !== this.#plan) {
      this.#plan = plan;
      this.#source = random('faults', plan.seed ?? 1);
    }
    const byRule = this.#byRule(plan, target);
    if (byRule !== null) return byRule;
    if (!target.startsWith('/v2/') || this.#source.next() >= (plan.rate ?? 0)) return null;
    const kind = this.#source.pick(plan.kinds ?? usualFaults, '500');
    return { kind, ...faults[kind](now) };
  }

  /** Milliseconds that the request waits before it is looked at. */
  slowness({ slow }: FaultPlan, target: string): number {
    if (slow === undefined || target.search(slow.match) < 0) return 0;
    this.#slowMatches += 1;
    return this.#slowMatches % slow.every === 0 ? slow.ms : 0;
  }

  #byRule(plan: FaultPlan, target: string): Fault | null {
    for (const rule of plan.rules ?? []) {
      const served = this.#served.get(rule) ?? 0;
      if (served >= (rule.times ?? Number.POSITIVE_INFINITY) || target.search(rule.match) < 0) continue;
      this.#served.set(rule, served + 1);
      const { status, body, headers = {}, odd = null } = rule;
      return { ...plain, kind: 'rule', status, body, headers, odd };
    }
    return null;
  }
}
