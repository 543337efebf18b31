import type { HttpResponse } from '../../http/message.js';
import { nextUtcMidnight } from '../../http/limits/daily-budget.js';
import { parseRetryAfter } from '../../http/retry.js';
import type { RateLabel } from '../../engine/declaration.js';
import { windowOf } from './rate-limits.js';

/** The two kinds of HTTP 429. Times are epoch milliseconds. */
export type Throttle =
  { readonly kind: 'short'; readonly until: number } | { readonly kind: 'daily'; readonly resetAt: number };

export interface ThrottleQuestion {
  readonly response: HttpResponse;
  readonly label: RateLabel;
  readonly now: number;
  readonly random: () => number;
  /** Refusals of this request in a row, this one included. */
  readonly refusals: number;
  /** Scales the waits that Zoom leaves to us: 1 but for tests. */
  readonly pace: number;
}

/** A wait beyond this is no per-second or per-minute limit. */
const LONGEST_SHORT_MS = 120_000;

/** A day's limit returns within a day, wherever that day begins. */
const LONGEST_DAY_MS = 86_400_000;

/** A bare 429 may be of either kind; after this many in a row it is the daily one. */
const BARE_REFUSALS = 6;

/**
 * Headers when present, then the text, then patience: https://developers.zoom.us/docs/api/rate-limits/ (2026-11) says
 * that the daily limit comes with `Retry-After` as a date; dashboards were seen to answer without body and headers.
 */
export function classifyThrottle(question: ThrottleQuestion): Throttle {
  const { response, now } = question;
  const retryAfterMs = parseRetryAfter(response.header('retry-after'), now);
  if (isOfDay(question, retryAfterMs)) return { kind: 'daily', resetAt: now + untilReset(now, retryAfterMs) };
  // Zero, or a date that is past, would ask again in the very window that is full.
  return { kind: 'short', until: now + (retryAfterMs || ownWait(question)) };
}

function isOfDay({ response, refusals }: ThrottleQuestion, retryAfterMs: number | null): boolean {
  const type = response.header('x-ratelimit-type')?.toLowerCase() ?? '';
  if (type.includes('daily')) return true;
  if (type === '' && /daily|per.?day/i.test(response.text)) return true;
  if (retryAfterMs !== null) return retryAfterMs > LONGEST_SHORT_MS;
  const isBare = type === '' && response.text.trim() === '';
  return isBare && refusals >= BARE_REFUSALS;
}

/** As Zoom says, where that can be true. */
function untilReset(now: number, retryAfterMs: number | null): number {
  const isBelieved = retryAfterMs !== null && retryAfterMs > 0 && retryAfterMs <= LONGEST_DAY_MS;
  return isBelieved ? retryAfterMs : nextUtcMidnight(now) - now;
}

/**
 * One whole window without a call empties it, wherever it began. Per-second limits are so short that up to one more
 * second of jitter costs little and parts us from other programs on the same account.
 */
function ownWait(question: ThrottleQuestion): number {
  const windowMs = windowOf(question.label);
  const jitterMs = Math.min(windowMs, 5_000) * question.random();
  return (windowMs + jitterMs) * question.pace;
}
