import type { Clock } from '../clock.js';
import type { HttpClient, HttpResponse } from '../http/message.js';

/** An answer as it was seen on its way. */
export interface Sight {
  readonly host: string;
  readonly path: string;
  readonly status: number;
  readonly tookMs: number;
  /** By this machine's clock, halfway between question and answer. */
  readonly at: number;
  /** By the server's; null where it does not say. */
  readonly serverTime: number | null;
  readonly limit: LimitSight | null;
}

/** What `X-RateLimit-*` headers said. */
export interface LimitSight {
  readonly label: string;
  readonly isOfDay: boolean;
  readonly limit: number;
  readonly remaining: number;
}

/** A client that tells of every answer, whatever is made of it. */
export function watched(client: HttpClient, clock: Clock, see: (sight: Sight) => void): HttpClient {
  return async (request) => {
    const askedAt = clock.now();
    const response = await client(request);
    const tookMs = Math.max(0, clock.now() - askedAt);
    const { host, pathname: path } = new URL(request.url);
    see({
      host,
      path,
      status: response.status,
      tookMs,
      at: askedAt + tookMs / 2,
      serverTime: timeIn(response.header('date')),
      limit: limitIn(response),
    });
    return response;
  };
}

function timeIn(text: string | null): number | null {
  const time = text === null ? NaN : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** Zoom sent them for years and documents them no longer (https://developers.zoom.us/docs/api/rate-limits/, 2026-11). */
function limitIn({ header }: HttpResponse): LimitSight | null {
  const [limit, remaining] = [countIn(header('x-ratelimit-limit')), countIn(header('x-ratelimit-remaining'))];
  const label = header('x-ratelimit-category');
  if (limit === null || remaining === null || label === null || !/^[a-z-]{1,30}$/i.test(label)) return null;
  const isOfDay = header('x-ratelimit-type')?.toUpperCase() !== 'QPS';
  return { label: label.toLowerCase(), isOfDay, limit, remaining };
}

function countIn(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}
