import { ReadError } from '../errors.js';
import type { Verdict } from '../errors.js';
import type { RequestShape } from '../streams/define-stream.js';
import type { Refusal } from './answer.js';
import { ERROR_TABLE, UNKNOWN_REFUSAL } from './error-table.js';
import type { ErrorRow } from './error-table.js';

/** What the decision depends on besides the refusal itself. */
export interface AskedFor {
  readonly stream: string;
  readonly shape: RequestShape;
  readonly hadPageToken: boolean;
}

export function findRow(refusal: Refusal, asked: AskedFor): ErrorRow {
  return ERROR_TABLE.find((row) => fits(row, refusal, asked)) ?? UNKNOWN_REFUSAL;
}

function fits(row: ErrorRow, refusal: Refusal, asked: AskedFor): boolean {
  const { code, text } = refusal;
  return (
    statusFits(row, refusal.status) &&
    (row.code === null || (code !== null && row.code.includes(code))) &&
    (row.text === undefined || row.text.test(text)) &&
    (row.path === undefined || row.path.test(asked.shape.path)) &&
    (row.paging === undefined || asked.hadPageToken)
  );
}

/** An error that comes with HTTP 200 has no telling status: its code alone decides. */
function statusFits(row: ErrorRow, status: number): boolean {
  if (row.http === null) return true;
  if (row.http === '5xx') return status >= 500;
  return row.http.includes(status) || (status === 200 && row.code !== null);
}

/** Why another attempt follows, in the words of the summary. */
export function retryReason(row: ErrorRow, refusal: Refusal): string {
  if (row.action !== 'refresh-token') return reasonOf(row, refusal);
  return finalVerdict(row) === 'missing-scope' ? 'missing scope, new token' : 'token expired';
}

export function refusalError(row: ErrorRow, refusal: Refusal, asked: AskedFor): ReadError {
  const verdict = finalVerdict(row);
  const scopes = verdict === 'missing-scope' ? missingScopes(refusal, asked) : [];
  const named = scopes.length === 0 ? '' : ` Scopes, one of which is needed: ${scopes.join(', ')}.`;
  return new ReadError(`${asked.stream}: ${row.sentence}${named} ${zoomSaid(refusal)}`, {
    verdict,
    reason: reasonOf(row, refusal),
    failureType: row.failureType,
    internalMessage: `GET ${asked.shape.path}: ${zoomSaid(refusal)}`,
    scopes,
    isOfToken: row.action === 'refresh-token',
    isDefinite: row.failureType !== 'transient_error',
  });
}

function reasonOf(row: ErrorRow, refusal: Refusal): string {
  if (row === UNKNOWN_REFUSAL) return `HTTP ${refusal.status}${codeOf(refusal)}`;
  return row.reason === 'server fault' ? `HTTP ${refusal.status}` : row.reason;
}

function finalVerdict(row: ErrorRow): Verdict {
  if (row.otherwise !== undefined) return row.otherwise;
  return row.action === 'retry' || row.action === 'refresh-token' ? 'fail-item' : row.action;
}

function zoomSaid(refusal: Refusal): string {
  const text = refusal.text === '' ? '' : `, "${refusal.text}"`;
  const tracking = refusal.trackingId === null ? '' : `, tracking id ${refusal.trackingId}`;
  return `(HTTP ${refusal.status}${codeOf(refusal)}${text}${tracking})`;
}

function codeOf(refusal: Refusal): string {
  return refusal.code === null ? '' : `, code ${refusal.code}`;
}

/** Zoom lists them in brackets: `... does not contain scopes:[meeting:read:meeting:admin, ...]`; else what the specs say. */
function missingScopes(refusal: Refusal, asked: AskedFor): readonly string[] {
  if (refusal.code === 200) return [];
  const listed = /\[([^\]]+)\]/.exec(refusal.text)?.[1];
  if (listed === undefined) return [...asked.shape.scopes, ...asked.shape.classicScopes];
  return listed.split(/[\s,]+/).filter((scope) => scope !== '');
}
