import type { ReadError } from '../../errors.js';
import type { HttpResponse } from '../../http/message.js';
import { NetworkError } from '../../http/network-error.js';
import { parseRetryAfter } from '../../http/retry.js';
import { isJsonObject } from '../../json.js';
import type { JsonValue } from '../../json.js';
import type { RefusalRow } from '../../refusal-rows/row.js';
import { isErrorBody, parseJson, readRefusal } from './answer.js';
import type { Refusal } from './answer.js';
import { readUnparsed } from './unparsed-answer.js';
import type { Token } from '../auth/auth.js';
import { findRow, isScopeRow, refusalError, retryReason } from './error-policy.js';
import type { AskedFor } from './error-policy.js';
import { dayOverError, networkFailure, throttledFailure, unreadableFailure } from './send-failures.js';
import type { Moment } from '../service-health.js';
import { classifyThrottle } from '../limits/too-many-requests.js';

/** What an answer means for the request: its body, its end, or another attempt. */
export type Outcome<Body = JsonValue> = Unanswered | { readonly type: 'body'; readonly body: Body };

export type Unanswered =
  | { readonly type: 'failed'; readonly error: ReadError }
  | { readonly type: 'day over'; readonly error: ReadError; readonly resetAt: number }
  | { readonly type: 'fault'; readonly retriedFor: string; readonly retryAfterMs: number | null }
  | { readonly type: 'new token'; readonly retriedFor: string }
  | { readonly type: 'throttled'; readonly retriedFor: string; readonly until: number };

/** What this request has been through. */
export interface Tries {
  readonly faults: number;
  readonly throttles: number;
  readonly refreshes: number;
  /** How often what it had failed was forgotten, since nobody was answered. */
  readonly outages: number;
  /** The first fault in a row. */
  readonly failingSince: Moment | null;
}

export interface Case {
  readonly answer: HttpResponse | NetworkError;
  readonly asked: AskedFor;
  readonly tries: Tries;
  /** The token that was sent. */
  readonly token: Pick<Token, 'isFirst' | 'scopes'>;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly random: () => number;
  readonly pace: number;
}

const MAX_FAULTS = 6;

/** Six attempts that each take as long as they may would keep a run for many minutes. */
const MAX_FAULTS_MS = 180_000;

/** Throttled attempts are cheap, since their whole bucket waits; but a limit that never opens must end somewhere. */
const MAX_THROTTLES = 30;

const NO_CONTENT = 204;

export function judge(matter: Case): Outcome {
  const { answer, asked } = matter;
  if (answer instanceof NetworkError) {
    if (!answer.passes) return { type: 'failed', error: networkFailure(answer, asked) };
    return afterFault(matter, answer.reason, () => networkFailure(answer, asked));
  }
  if (answer.status === 429) return throttled(matter, answer);
  const body = parseJson(answer.text);
  if (answer.status >= 200 && answer.status < 300) {
    if (answer.status === NO_CONTENT) return { type: 'body', body: null };
    // A gateway's HTML, or a body cut short inside its compression.
    if (body === undefined && readUnparsed(answer.text) === null)
      return afterFault(matter, 'unreadable body', () => unreadableFailure(answer, asked));
    if (body !== undefined && !isRefused(body, asked)) return { type: 'body', body };
  }
  const trackingId = answer.header('x-zm-trackingid');
  const refusal = readRefusal({ status: answer.status, body, raw: answer.text, trackingId });
  if (isThrottle(refusal)) return throttled(matter, answer);
  return refused(matter, answer, refusal);
}

/** Newer services say 4001, and some answers carry the code of a limit with another status than 429. */
function isThrottle({ status, code }: Refusal): boolean {
  return status < 500 && (code === 429 || code === 4001);
}

function isRefused(body: JsonValue, asked: AskedFor): boolean {
  if (!isJsonObject(body)) return false;
  const { recordsPath } = asked.shape;
  if (recordsPath === null) return isErrorBody(body, 'object');
  return body[recordsPath] === undefined && isErrorBody(body, 'list');
}

export function refused(matter: Case, answer: HttpResponse, refusal: Refusal): Unanswered {
  const { asked, tries } = matter;
  const row = findRow(refusal, asked);
  const retriedFor = retryReason(row, refusal);
  const error = (): ReadError => refusalError(row, refusal, asked, matter.token.scopes);
  if (row.action === 'refresh-token' && tries.refreshes < (row.refreshes ?? 1) && mayHelp(matter, row)) {
    return { type: 'new token', retriedFor };
  }
  return row.action === 'retry'
    ? afterFault(matter, retriedFor, error, answer)
    : { type: 'failed', error: error() };
}

/**
 * A new token carries scopes that were added after the old one was issued; one that was fetched later in this run has
 * them already, and thousands of refusals must not fetch thousands of tokens.
 */
function mayHelp(matter: Case, row: RefusalRow): boolean {
  return !isScopeRow(row) || matter.token.isFirst;
}

export function afterFault(
  matter: Case,
  retriedFor: string,
  failure: () => ReadError,
  answer?: HttpResponse,
): Unanswered {
  const { faults, failingSince } = matter.tries;
  const isLong = failingSince !== null && matter.now - failingSince.at >= MAX_FAULTS_MS;
  if (isLong || faults + 1 >= MAX_FAULTS) return { type: 'failed', error: failure() };
  const retryAfterMs = parseRetryAfter(answer?.header('retry-after') ?? null, matter.now);
  return { type: 'fault', retriedFor, retryAfterMs };
}

export function throttled(matter: Case, response: HttpResponse): Unanswered {
  const { asked, now, random, pace, tries } = matter;
  const refusals = tries.throttles + 1;
  const label = asked.shape.rateLimit;
  const throttle = classifyThrottle({ response, label, now, random, refusals, pace });
  if (throttle.kind === 'daily') {
    const { resetAt } = throttle;
    return { type: 'day over', error: dayOverError(asked, resetAt), resetAt };
  }
  if (refusals >= MAX_THROTTLES) return { type: 'failed', error: throttledFailure(response, asked) };
  return { type: 'throttled', retriedFor: '429', until: throttle.until };
}
