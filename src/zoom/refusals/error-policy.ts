import { ReadError } from '../../errors.js';
import type { Subject, Verdict } from '../../errors.js';
import type { RequestShape } from '../../engine/declaration.js';
import type { RefusalRow } from '../../refusal-rows/row.js';
import type { Refusal } from './answer.js';
import { ERROR_TABLE, SCOPES_LISTED, UNKNOWN_REFUSAL } from './error-table.js';
import { subjectNamed } from './refusal-texts.js';

/** What the decision depends on besides the refusal itself. */
export interface AskedFor {
  readonly stream: string;
  readonly shape: RequestShape;
  /** Values of the path's placeholders: whom a text may name. */
  readonly pathValues: Readonly<Record<string, string>>;
  readonly hadPageToken: boolean;
}

/** The rows of the stream's product know better than those that all products share. */
export function findRow(refusal: Refusal, asked: AskedFor): RefusalRow {
  const rows = [SCOPES_LISTED, ...asked.shape.refusals, ...ERROR_TABLE];
  return rows.find((row) => fits(row, refusal, asked)) ?? UNKNOWN_REFUSAL;
}

function fits(row: RefusalRow, refusal: Refusal, asked: AskedFor): boolean {
  return (
    statusFits(row, refusal.status) &&
    codeFits(row, refusal.code) &&
    (row.text === undefined || row.text.test(refusal.text)) &&
    (row.html === undefined || row.html === refusal.isHtml) &&
    (row.path === undefined || row.path.test(asked.shape.path)) &&
    (row.paging === undefined || asked.hadPageToken)
  );
}

function codeFits(row: RefusalRow, code: number | null): boolean {
  if (row.code === null) return true;
  if (row.code === 'none') return code === null;
  return code !== null && row.code.includes(code);
}

/** An error that comes with HTTP 200 has no telling status: its code alone decides. */
function statusFits(row: RefusalRow, status: number): boolean {
  if (row.http === null) return true;
  if (row.http === '5xx') return status >= 500;
  return row.http.includes(status) || (status === 200 && Array.isArray(row.code));
}

/** Why another attempt follows, in the words of the summary. */
export function retryReason(row: RefusalRow, refusal: Refusal): string {
  if (row.action !== 'refresh-token') return reasonOf(row, refusal);
  return isScopeRow(row) ? 'missing scope, new token' : 'token expired';
}

/** Whether it is the token that lacks something: a permission of the role does not come with another one. */
export function isScopeRow(row: RefusalRow): boolean {
  return row.action === 'refresh-token' && row.otherwise === 'unauthorized';
}

/** `granted`: the scopes of the token that was refused; empty where they are not known. */
export function refusalError(
  row: RefusalRow,
  refusal: Refusal,
  asked: AskedFor,
  granted: readonly string[] = [],
): ReadError {
  const isScope = isScopeRow(row);
  const scopes = isScope ? missingScopes(refusal, asked) : [];
  const has =
    isScope && granted.length > 0 ? scopesOf(asked, scopes).some((one) => granted.includes(one)) : null;
  const subject = has === false ? 'account' : subjectOf(row, refusal, asked);
  const { reason, sentence } = subject === 'account' ? row : (row.ofOne ?? row);
  const named = scopes.length === 0 ? '' : ` Scopes, one of which is needed: ${scopes.join(', ')}.`;
  return new ReadError(`${asked.stream}: ${sentence}${named} ${zoomSaid(refusal)}`, {
    verdict: verdictFor(finalVerdict(row), subject),
    subject,
    reason: reasonOf({ ...row, reason }, refusal),
    failureType: row.failureType,
    internalMessage: `GET ${asked.shape.path}: ${zoomSaid(refusal)}`,
    scopes,
    isOfToken: row.action === 'refresh-token' && has !== true && (isScope || subject === 'account'),
    isDefinite: row.failureType !== 'transient_error',
  });
}

/** What is asked for where nobody is named: the account. */
function levelOf(path: string): Subject {
  const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const last = placeholders.findLast((name) => !/^account/.test(name));
  if (last === undefined) return 'account';
  return /user/.test(last) ? 'partition' : 'item';
}

/** A refusal that names one user says nothing about the account, whatever it says of plans. */
function subjectOf(row: RefusalRow, { text }: Refusal, { shape, pathValues }: AskedFor): Subject {
  const level = levelOf(shape.path);
  if (level === 'account' || !speaksForMore.has(finalVerdict(row))) return level;
  const named = subjectNamed(text, Object.values(pathValues));
  if (named === 'partition' || row.about === 'one') return level;
  return row.about ?? named ?? level;
}

/** Verdicts that may mean everybody; the others end nothing but what was asked for. */
const speaksForMore: ReadonlySet<Verdict> = new Set([
  'stream-unavailable',
  'refuse-partition',
  'unauthorized',
  'fail-stream',
]);

/** Only what the account is told closes a stream. */
function verdictFor(verdict: Verdict, subject: Subject): Verdict {
  if (subject === 'account') return verdict === 'refuse-partition' ? 'stream-unavailable' : verdict;
  if (verdict === 'stream-unavailable') return 'refuse-partition';
  return verdict === 'fail-stream' ? 'fail-item' : verdict;
}

function reasonOf(row: RefusalRow, refusal: Refusal): string {
  if (row.reason === UNKNOWN_REFUSAL.reason) return `HTTP ${refusal.status}${codeOf(refusal)}`;
  return row.reason === 'server fault' ? `HTTP ${refusal.status}` : row.reason;
}

function finalVerdict(row: RefusalRow): Verdict {
  if (row.otherwise !== undefined) return row.otherwise;
  return row.action === 'retry' || row.action === 'refresh-token' ? 'fail-item' : row.action;
}

function zoomSaid(refusal: Refusal): string {
  const text = refusal.isHtml ? ', an HTML page' : refusal.text === '' ? '' : `, "${refusal.text}"`;
  const tracking = refusal.trackingId === null ? '' : `, tracking id ${refusal.trackingId}`;
  return `(HTTP ${refusal.status}${codeOf(refusal)}${text}${tracking})`;
}

function codeOf(refusal: Refusal): string {
  return refusal.code === null ? '' : `, code ${refusal.code}`;
}

/** Zoom lists them in brackets: `... does not contain scopes:[meeting:read:meeting:admin, ...]`; else what the specs say. */
function missingScopes(refusal: Refusal, asked: AskedFor): readonly string[] {
  const listed = /\[([^\]]+)\]/.exec(refusal.text)?.[1];
  if (listed === undefined) return scopesOf(asked, []);
  return listed.split(/[\s,"]+/).filter((scope) => scope !== '');
}

/** Any of them suffices. */
function scopesOf({ shape }: AskedFor, listed: readonly string[]): readonly string[] {
  return [...new Set([...listed, ...shape.scopes, ...shape.classicScopes])];
}
