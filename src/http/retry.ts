/** When to try again: pure arithmetic, no waiting. All times are milliseconds. */

export interface RetryTiming {
  /** 1 after the first failure. */
  readonly attempt: number;
  /** What the server asked for, from `parseRetryAfter`. */
  readonly retryAfterMs: number | null;
  /** In [0, 1). */
  readonly random: () => number;
  readonly baseMs: number;
  /** Of the exponential delay. */
  readonly maxMs: number;
  /** The only thing that cuts a server-given delay. */
  readonly maxServerMs: number;
}

/** A server-given delay is taken as it is; ours doubles from the base and loses up to half to jitter. */
export function retryDelay(timing: RetryTiming): number {
  if (timing.retryAfterMs !== null) return Math.min(timing.retryAfterMs, timing.maxServerMs);
  const ceiling = Math.min(timing.maxMs, timing.baseMs * 2 ** (timing.attempt - 1));
  return ceiling * (0.5 + timing.random() / 2);
}

/** Nothing waits so long, and every time that is reckoned with it is one that a date can hold. */
const LONGEST_MS = 366 * 86_400_000;

/**
 * Milliseconds from `now`; null when absent or not understood. Besides seconds and an HTTP date (RFC 9110, 10.2.3)
 * Zoom sends an ISO 8601 date-time for its daily limit: https://developers.zoom.us/docs/api/rate-limits/ (2026-11).
 */
export function parseRetryAfter(text: string | null, now: number): number | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return null;
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Math.min(LONGEST_MS, Number(trimmed) * 1000);
  const at = Date.parse(trimmed);
  return Number.isNaN(at) ? null : Math.min(LONGEST_MS, Math.max(0, at - now));
}
