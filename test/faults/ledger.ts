import type { RequestLogEntry } from '../simulator/index.js';
import type { Counts } from './counts.js';
import { countBy } from './counts.js';

/** What the simulator did to a run, in the words that the run's summary has for it. */
export interface Ledger {
  readonly requests: number;
  readonly requestsByLabel: Counts;
  readonly retries: Counts;
  readonly skips: Counts;
  /** By the simulator's own names. */
  readonly kinds: Counts;
}

type Kind = Exclude<RequestLogEntry['fault'], null>;

/** Why the run asks again after each kind of fault; null: it does not. */
const retryAfter: Readonly<Record<Kind, string | null>> = {
  '500': 'HTTP 500',
  html502: 'HTTP 502',
  empty503: 'HTTP 503',
  reset: 'connection reset',
  truncated: 'truncated body',
  '429': '429',
  '429-headers': '429',
  '429-empty': '429',
  '429-daily': null,
  '401': 'token expired',
  '200-code': null,
  rule: null,
  outage: null,
};

export function ledgerOf(log: readonly RequestLogEntry[]): Ledger {
  const asked = log.filter(({ path }) => path.startsWith('/v2/'));
  return {
    requests: asked.length,
    requestsByLabel: countBy(asked, ({ label }) => label),
    retries: countBy(asked, retryOf),
    skips: countBy(withoutProof(asked), skipOf),
    kinds: countBy(asked, kindOf),
  };
}

function retryOf(entry: RequestLogEntry): string | null {
  if (entry.fault !== null) return retryAfter[entry.fault];
  if (entry.status === 401) return 'token expired';
  return isExpiredPage(entry) ? 'page token expired' : null;
}

function isExpiredPage({ status, pageToken }: RequestLogEntry): boolean {
  return status === 400 && pageToken !== null;
}

/** The start of a window lies at the edge of what is kept, or before it: the next day is asked for instead. */
function isTooOld({ status, code, query }: RequestLogEntry): boolean {
  return status === 400 && code === 300 && 'from' in query;
}

/** A road proves itself by hosts' lists before the users are listed, the inactive ones first: what it is refused is no skip. */
function withoutProof(log: readonly RequestLogEntry[]): readonly RequestLogEntry[] {
  const begun = log.findIndex(({ route, query }) => route === '/users' && query['status'] === 'inactive');
  return log.filter(({ route }, index) => index >= begun || route !== '/report/users/{userId}/meetings');
}

/** Refusals that mean one item or one user. */
function skipOf(entry: RequestLogEntry): string | null {
  const isRefused = entry.fault === null && entry.status >= 400 && entry.status !== 401;
  return isRefused && !isExpiredPage(entry) && !isTooOld(entry) ? `HTTP ${entry.status}` : null;
}

function kindOf(entry: RequestLogEntry): string | null {
  if (entry.fault !== null) return entry.fault;
  if (entry.status === 401) return 'token at its end';
  return isExpiredPage(entry) ? 'page token at its end' : null;
}
