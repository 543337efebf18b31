import type { Clock } from '../clock.js';
import type { AttemptReport } from '../engine/page-reader.js';
import type { AttemptSignals } from '../http/limits/bucket.js';
import type { FileLimits, HttpClient, HttpResponse } from '../http/message.js';
import { DailyBudgetError } from '../http/limits/daily-budget.js';
import { NetworkError } from '../http/network-error.js';
import type { RateLimiter } from '../http/limits/rate-limiter.js';
import { retryDelay } from '../http/retry.js';
import type { JsonValue } from '../json.js';
import type { Token, TokenSource } from './auth/auth.js';
import type { AskedFor } from './refusals/error-policy.js';
import { judge } from './refusals/judge.js';
import type { Case, Outcome, Tries, Unanswered } from './refusals/judge.js';
import { bucketName } from './limits/rate-limits.js';
import { dayOverError } from './refusals/send-failures.js';
import { requestDetail } from './request-detail.js';
import { troubleOf } from './trouble.js';
import type { Moment, ServiceHealth } from './service-health.js';
import { readWindowReport } from './limits/window-report.js';

/** One GET on behalf of a stream. */
export interface ZoomGet extends AskedFor {
  readonly url: string;
  readonly rank: number;
  readonly order: number;
  readonly signal: AbortSignal;
  /** Set where a file is asked for, in place of a page. */
  readonly asFile?: FileLimits;
  /** Goes in place of the access token, where a file has one of its own. */
  readonly ticket?: string;
}

export interface SenderOptions {
  readonly tokens: TokenSource;
  readonly limiter: RateLimiter;
  readonly health: ServiceHealth;
  readonly httpClient: HttpClient;
  readonly clock: Clock;
  readonly random: () => number;
  /** First back-off after a fault; it doubles from there. Our own waits after a 429 scale with it. */
  readonly retryBaseMs: number;
  readonly onAttempt: (report: AttemptReport) => void;
  readonly onWait: (stream: string, until: number) => void;
}

/** Resolves with the JSON of the body, null for no content. Rejects with ReadError or StoppedError, nothing else. */
export type Sender = (get: ZoomGet) => Promise<JsonValue>;

export const DEFAULT_RETRY_BASE_MS = 500;

const MAX_BACKOFF_MS = 30_000;
/** What a server asks for beyond this is cut: it may be back sooner, and the run must end. */
const MAX_SERVER_DELAY_MS = 30_000;

/** So often a request is asked anew after an outage; a service that comes and goes for ever must end somewhere. */
const MOST_OUTAGES = 5;

interface Attempt {
  readonly answer: HttpResponse | NetworkError;
  readonly token: Token;
  /** What was known of the service when it was sent. */
  readonly sent: Moment;
  readonly durationMs: number;
}

export function createSender(options: SenderOptions): Sender {
  return createSenderOf(options, judge);
}

type Judge<Body> = (matter: Case) => Outcome<Body>;

/** `judgeOf` says what an answer means; when and how often is asked is the same for whatever is asked for. */
export function createSenderOf<Body>(
  options: SenderOptions,
  judgeOf: Judge<Body>,
): (get: ZoomGet) => Promise<Body> {
  return async (get) => {
    let tries: Tries = noTries;
    for (;;) {
      const attempt = await takeTurn(options, get, tries);
      tries = remember(options.health, attempt, tries);
      const outcome = await decide({ options, get, attempt, tries }, judgeOf);
      if (outcome.type === 'body') return outcome.body;
      tries = await prepareNext({ options, get, tries, token: attempt.token, outcome });
    }
  };
}

const noTries: Tries = { faults: 0, throttles: 0, refreshes: 0, outages: 0, failingSince: null };

function pastTries({ faults, throttles, refreshes, outages }: Tries): number {
  return faults + throttles + refreshes + outages;
}

/** Since when a request fails; what failed while the service was away is forgotten. */
function remember(health: ServiceHealth, { answer, sent }: Attempt, before: Tries): Tries {
  const { failingSince, outages } = before;
  const isForgiven = failingSince !== null && health.wasAwaySince(failingSince) && outages < MOST_OUTAGES;
  const tries = isForgiven ? { ...before, faults: 0, outages: outages + 1, failingSince: null } : before;
  return { ...tries, failingSince: troubleOf(answer) === null ? null : (tries.failingSince ?? sent) };
}

interface Attempted {
  readonly options: SenderOptions;
  readonly get: ZoomGet;
  readonly attempt: Attempt;
  readonly tries: Tries;
}

/** A failure that may be everybody's is this request's own only if somebody was answered in the meantime. */
async function decide<Body>(
  { options, get, attempt, tries }: Attempted,
  judgeOf: Judge<Body>,
): Promise<Outcome<Body>> {
  const { clock, random, health } = options;
  const { failingSince } = tries;
  let outcome = judgeOf({
    answer: attempt.answer,
    asked: get,
    tries,
    token: attempt.token,
    now: clock.now(),
    random,
    pace: options.retryBaseMs / DEFAULT_RETRY_BASE_MS,
  });
  try {
    const isOpen = outcome.type === 'failed' && failingSince !== null && tries.outages < MOST_OUTAGES;
    if (isOpen && !health.hasAnsweredSince(failingSince) && (await health.wasAway(get))) {
      outcome = { type: 'fault', retriedFor: troubleOf(attempt.answer)?.what ?? '', retryAfterMs: null };
    }
    return outcome;
  } finally {
    report({ options, get, attempt, tries }, outcome);
  }
}

/**
 * Waits for a turn and makes one attempt. The service and the token are looked at when the turn has come, since a queue
 * may be longer than the life of a token; they are waited for outside, since waiting must not hold a slot.
 */
async function takeTurn(options: SenderOptions, get: ZoomGet, tries: Tries): Promise<Attempt> {
  const isRetry = pastTries(tries) > 0;
  const { rank, order, stream } = get;
  const priority = { continuation: get.hadPageToken || isRetry, rank, order, stream };
  const turn = { bucket: bucketOf(get), priority, signal: get.signal };
  for (;;) {
    await options.health.pass(get);
    await options.tokens.get(get.signal);
    try {
      const attempt = await options.limiter.run(turn, (signals) => attemptOnce(options, get, signals));
      if (attempt !== null) return attempt;
    } catch (error) {
      if (error instanceof DailyBudgetError) throw dayOverError(get, error.resetAt);
      throw error;
    }
  }
}

/** Null when there is no token, or the service is away: nothing was sent. */
async function attemptOnce(
  options: SenderOptions,
  get: ZoomGet,
  signals: AttemptSignals,
): Promise<Attempt | null> {
  const token = options.tokens.peek();
  if (token === null || options.health.isDoubted) return null;
  const sent = options.health.moment();
  const answer = await exchange(options.httpClient, { get, token, onSent: signals.onSent });
  // Before the slot is free: whoever gets it must know.
  if (troubleOf(answer) === null) options.health.answered();
  else options.health.failed(get.url);
  const report = answer instanceof NetworkError ? null : readWindowReport(answer, get.shape.rateLimit);
  if (report !== null) signals.onReport(report);
  return { answer, token, sent, durationMs: options.clock.now() - sent.at };
}

const acceptsJson = { accept: 'application/json' };

async function exchange(
  client: HttpClient,
  { get, token, onSent }: { readonly get: ZoomGet; readonly token: Token; readonly onSent: () => void },
): Promise<HttpResponse | NetworkError> {
  try {
    const { url, signal, asFile, ticket = token.value } = get;
    return await client({
      method: 'GET',
      url,
      headers: { authorization: `Bearer ${ticket}`, ...(asFile === undefined ? acceptsJson : {}) },
      signal,
      onSent,
      ...(asFile === undefined ? {} : { file: asFile }),
    });
  } catch (error) {
    if (error instanceof NetworkError) return error;
    throw error;
  }
}

function report({ options, get, attempt, tries }: Attempted, outcome: Outcome<unknown>): void {
  const { answer } = attempt;
  options.onAttempt({
    stream: get.stream,
    label: get.shape.rateLimit,
    pool: get.shape.pool,
    status: answer instanceof NetworkError ? null : answer.status,
    startedAt: attempt.sent.at,
    durationMs: attempt.durationMs,
    retriedFor: 'retriedFor' in outcome ? outcome.retriedFor : null,
    request: requestDetail({
      template: get.shape.path,
      url: get.url,
      isFile: get.asFile !== undefined,
      attempt: 1 + pastTries(tries),
      answer,
    }),
  });
}

interface Next {
  readonly options: SenderOptions;
  readonly get: ZoomGet;
  readonly tries: Tries;
  readonly token: Token;
  readonly outcome: Unanswered;
}

/** Does what the outcome asks for, throws where the request ends, and counts. */
async function prepareNext({ options, get, tries, token, outcome }: Next): Promise<Tries> {
  switch (outcome.type) {
    case 'failed':
      throw outcome.error;
    case 'day over':
      options.limiter.exhaust(bucketOf(get), outcome.resetAt);
      throw outcome.error;
    case 'new token':
      options.tokens.invalidate(token);
      return { ...tries, refreshes: tries.refreshes + 1 };
    case 'throttled':
      options.limiter.pause(bucketOf(get), outcome.until);
      options.onWait(get.stream, outcome.until);
      return { ...tries, throttles: tries.throttles + 1 };
    case 'fault': {
      const faults = tries.faults + 1;
      const delay = retryDelay({
        attempt: faults,
        retryAfterMs: outcome.retryAfterMs,
        random: options.random,
        baseMs: options.retryBaseMs,
        maxMs: MAX_BACKOFF_MS,
        maxServerMs: MAX_SERVER_DELAY_MS,
      });
      await options.clock.sleep(delay, get.signal);
      return { ...tries, faults };
    }
  }
}

function bucketOf(get: ZoomGet): string {
  return bucketName(get.shape.pool, get.shape.rateLimit);
}
