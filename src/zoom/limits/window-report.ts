import type { HttpResponse } from '../../http/message.js';
import type { WindowReport } from '../../http/limits/pace.js';
import type { RateLabel } from '../../engine/declaration.js';

/**
 * How full the second is that the request fell into, by headers that Zoom sent for years and documents no longer
 * (https://developers.zoom.us/docs/api/rate-limits/, read 2026-11). Null where they are missing or speak of the day, and
 * for calls that are limited by the minute: what they say of those is not known.
 */
export function readWindowReport({ header }: HttpResponse, label: RateLabel): WindowReport | null {
  if (label === 'resource-intensive' || header('x-ratelimit-type')?.toUpperCase() !== 'QPS') return null;
  const limit = countOf(header('x-ratelimit-limit'));
  const remaining = countOf(header('x-ratelimit-remaining'));
  if (limit === null || remaining === null) return null;
  return limit === 0 || remaining > limit ? null : { limit, remaining };
}

function countOf(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}
