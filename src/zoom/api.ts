import type { Clock } from '../clock.js';
import type { AttemptReport } from '../engine/page-reader.js';
import type { Service, ServiceListener, ServiceWaits } from '../engine/service.js';
import type { HttpClient } from '../http/message.js';
import { RateLimiter } from '../http/limits/rate-limiter.js';
import { createTokenSource } from './auth/auth.js';
import type { Token } from './auth/auth.js';
import { createFileReader } from './files/file-reader.js';
import type { Decode } from '../decoding/content.js';
import { judgeFile } from './files/judge-file.js';
import { createPageReader } from './page-reader.js';
import { createProbe } from './probe.js';
import {
  bucketReports,
  bucketWaits,
  dailyGroups,
  limiterRules,
  type LimiterRules,
} from './limits/rate-limits.js';
import { Stopwatch, watched } from '../stopwatch.js';
import type { ZoomPlan } from './limits/rate-limits.js';
import { createSender, createSenderOf, DEFAULT_RETRY_BASE_MS } from './sender.js';
import { accessBy } from './scopes.js';
import { ServiceHealth } from './service-health.js';
import { zoomWording } from './wording.js';

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
  readonly listener: ServiceListener;
  /** First back-off after a fault. */
  readonly retryBaseMs?: number;
  /** How long an outage of the service, or of its token endpoint, is waited for. */
  readonly patienceMs?: number;
  /** Told each token when it comes. */
  readonly onToken?: (token: string) => void;
  /** What reads files, and how many bytes of one at most. */
  readonly contents: { readonly decode: Decode; readonly atMost: number };
}

/** A used-up daily budget that returns this soon is waited for; otherwise its streams stop and the next run goes on. */
const LONGEST_WAIT_MS = 120_000;

/** Most outages are shorter; after a longer one the next run goes on. */
const DEFAULT_PATIENCE_MS = 180_000;

export interface ZoomApi extends Service {
  /** What the token allows. Rejects as `access` does. */
  readonly grant: (signal: AbortSignal) => Promise<Pick<Token, 'scopes' | 'endsAt'>>;
}

export function createZoomApi(options: ZoomApiOptions): ZoomApi {
  const { clock, random, httpClient, listener, apiUrl, retryBaseMs = DEFAULT_RETRY_BASE_MS } = options;
  const patienceMs = options.patienceMs ?? DEFAULT_PATIENCE_MS;
  const onNotice = (message: string): void => listener.notes(message);
  const waits = { retries: new Stopwatch(clock), outages: new Stopwatch(clock) };
  const common = { httpClient, random, retryBaseMs, patienceMs, onNotice };
  const edges = { ...common, clock: watched(clock, waits.retries) };
  const { onToken = () => undefined } = options;
  const tokens = createTokenSource({ credentials: options, onToken, ...edges });
  const rules = limiterRules(options.plan, options.rateLimitShare);
  const limiter = createLimiter(options, rules);
  const onAttempt = (report: AttemptReport): void => listener.attempted(report);
  const health = new ServiceHealth({
    ...common,
    clock: watched(clock, waits.outages),
    probeBaseMs: 2 * retryBaseMs,
    probe: createProbe({ apiUrl, tokens, limiter, httpClient, clock, onAttempt }),
  });
  const sending = {
    ...edges,
    tokens,
    limiter,
    health,
    onAttempt,
    onWait: (stream: string, until: number) => listener.waits(stream, until),
  };
  const ask = createSender(sending);
  const readPages = createPageReader({ apiUrl, send: ask });
  const send = createSenderOf(sending, judgeFile);
  const readFiles = createFileReader({ ...options.contents, apiUrl, send, ask, onToken });
  return {
    readPages: (request) => (request.shape.content === null ? readPages : readFiles)(request),
    grant: (signal) => tokens.get(signal),
    access: async (signal) => accessBy(new Set((await tokens.get(signal)).scopes)),
    buckets: () => bucketReports(limiter),
    waits: () => waitsOf(limiter, waits),
    wording: zoomWording,
    // One number for both labels: where each has its own day, it may have been either.
    addSpentToday: (calls, pool) => {
      for (const group of dailyGroups(rules, pool)) limiter.spend(group, calls);
    },
  };
}

function waitsOf(
  limiter: RateLimiter,
  { retries, outages }: Readonly<Record<'retries' | 'outages', Stopwatch>>,
): ServiceWaits {
  return { buckets: bucketWaits(limiter), retries: retries.seconds, outages: outages.seconds };
}

function createLimiter(
  { clock, maxConcurrency, listener }: ZoomApiOptions,
  rules: LimiterRules,
): RateLimiter {
  return new RateLimiter({
    clock,
    ...rules,
    maxConcurrency,
    longestWaitMs: LONGEST_WAIT_MS,
    onLowerLimit: (bucket, limit) => listener.lowersLimit(bucket, limit),
  });
}
