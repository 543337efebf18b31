import type { Clock } from '../clock.js';
import type { AttemptReport, PageReader } from '../engine/page-reader.js';
import type { HttpClient } from '../http/message.js';
import { RateLimiter } from '../http/limits/rate-limiter.js';
import type { RatePool } from '../engine/declaration.js';
import { createTokenSource } from './auth/auth.js';
import { createPageReader } from './page-reader.js';
import { createProbe } from './probe.js';
import { dailyGroups, limiterRules } from './limits/rate-limits.js';
import type { ZoomPlan } from './limits/rate-limits.js';
import { createSender, DEFAULT_RETRY_BASE_MS } from './sender.js';
import { ServiceHealth } from './service-health.js';

export interface ZoomApiOptions {
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Without a trailing slash: `https://api.zoom.us/v2`. */
  readonly apiUrl: string;
  readonly tokenUrl: string;
  readonly plan: ZoomPlan;
  /** The part of the account's limits, daily ones included, that this connector may use; in (0, 1]. */
  readonly rateLimitShare: number;
  /** Requests in flight at most. */
  readonly maxConcurrency: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly httpClient: HttpClient;
  /** Called after every attempt at a page, before the page is yielded. */
  readonly onAttempt: (report: AttemptReport) => void;
  /** Called when a refusal makes a stream's requests wait; epoch milliseconds. */
  readonly onWait?: (stream: string, until: number) => void;
  /** Called when Zoom turns out to accept fewer calls a second than the plan has. */
  readonly onLowerLimit?: (bucket: string, limit: number) => void;
  /** First back-off after a fault. */
  readonly retryBaseMs?: number;
  /** How long an outage of the service, or of its token endpoint, is waited for. */
  readonly patienceMs?: number;
  /** Called with what people should know of the service. */
  readonly onNotice?: (message: string) => void;
  /** Told each token when it comes. */
  readonly onToken?: (token: string) => void;
}

export interface ZoomApi {
  readonly readPages: PageReader;
  /** The scopes of the token. Rejects with ReadError (`stop-run`) or StoppedError. */
  readonly grantedScopes: (signal: AbortSignal) => Promise<readonly string[]>;
  /** HEAVY and RESOURCE-INTENSIVE calls that earlier runs made today (UTC); they count in the pool's daily budget. */
  readonly addSpentToday: (calls: number, pool: RatePool) => void;
}

/** A used-up daily budget that returns this soon is waited for; otherwise its streams stop and the next run goes on. */
const LONGEST_WAIT_MS = 120_000;

/** Most outages are shorter; after a longer one the next run goes on. */
const DEFAULT_PATIENCE_MS = 180_000;

export function createZoomApi(options: ZoomApiOptions): ZoomApi {
  const { clock, random, httpClient, accountId, clientId, clientSecret, tokenUrl } = options;
  const retryBaseMs = options.retryBaseMs ?? DEFAULT_RETRY_BASE_MS;
  const credentials = { accountId, clientId, clientSecret, tokenUrl };
  const patienceMs = options.patienceMs ?? DEFAULT_PATIENCE_MS;
  const onNotice = options.onNotice ?? (() => undefined);
  const edges = { httpClient, clock, random, retryBaseMs, patienceMs, onNotice };
  const onToken = options.onToken ?? (() => undefined);
  const tokens = createTokenSource({ credentials, onToken, ...edges });
  const rules = limiterRules(options.plan, options.rateLimitShare);
  const limiter = new RateLimiter({
    clock,
    ...rules,
    maxConcurrency: options.maxConcurrency,
    longestWaitMs: LONGEST_WAIT_MS,
    onLowerLimit: options.onLowerLimit ?? (() => undefined),
  });
  const { apiUrl, onAttempt } = options;
  const health = new ServiceHealth({
    ...edges,
    probeBaseMs: 2 * retryBaseMs,
    probe: createProbe({ apiUrl, tokens, limiter, httpClient, clock, onAttempt }),
  });
  const send = createSender({
    ...edges,
    tokens,
    limiter,
    health,
    onAttempt,
    onWait: options.onWait ?? (() => undefined),
  });
  return {
    readPages: createPageReader({ apiUrl, send }),
    grantedScopes: async (signal) => (await tokens.get(signal)).scopes,
    // One number for both labels: where each has its own day, it may have been either.
    addSpentToday: (calls, pool) => {
      for (const group of dailyGroups(rules, pool)) limiter.spend(group, calls);
    },
  };
}
