import type { Page } from '../engine/page-reader.js';
import { ReadError } from '../errors.js';
import { isDeeperThan, isJsonObject } from '../json.js';
import type { JsonObject, JsonValue } from '../json.js';
import type { AskedFor } from './refusals/error-policy.js';

/** A page as Zoom frames it. */
export interface PageBody extends Page {
  /** '' ends the list. */
  readonly token: string;
  readonly hasTokenKey: boolean;
  readonly pageNumber: number | null;
  readonly pageCount: number | null;
  /** How many rows the list has, if it says; null where rows of other fields come with them. */
  readonly total: number | null;
  /** The size that Zoom applied, if it says. */
  readonly pageSize: number | null;
}

/**
 * Finds the rows. An empty list may come as `[]`, as null, or without its key; some endpoints answer with a bare array.
 * Anything else where rows should be is an error, never "no rows".
 */
export function readPage(body: JsonValue, asked: AskedFor): PageBody {
  const { recordsPath } = asked.shape;
  if (isJsonObject(body)) {
    refuseOtherName(body, asked);
    const rows = listOf(recordsPath === null ? [body] : (body[recordsPath] ?? null), asked);
    return { rows: [...rows, ...moreRows(body, asked)], ...frameOf(body, asked) };
  }
  return { rows: listOf(body, asked), ...frameOf({}, asked) };
}

/** A list by a name that nobody declared, where the declared one is not: its rows must not pass for none. */
function refuseOtherName(body: JsonObject, asked: AskedFor): void {
  const { recordsPath, moreRecords } = asked.shape;
  const declared = [recordsPath ?? '', ...moreRecords.map((more) => more.recordsPath)];
  if (recordsPath === null || declared.some((name) => body[name] !== undefined)) return;
  const [name] = Object.entries(body).find(([, value]) => isListOfRows(value)) ?? [];
  if (name !== undefined) throw unexpected(`rows in \`${name}\` and nothing`, asked);
}

function isListOfRows(value: JsonValue | undefined): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((row: JsonValue) => isJsonObject(row));
}

/** Rows of other fields of the same body, which say nothing themselves of what sets them apart. */
function moreRows(body: JsonObject, asked: AskedFor): readonly JsonObject[] {
  return asked.shape.moreRecords.flatMap(({ recordsPath, adds }) =>
    listOf(body[recordsPath] ?? null, asked).map((row) => ({ ...row, ...adds })),
  );
}

function frameOf(body: JsonObject, asked: AskedFor): Omit<PageBody, 'rows'> {
  const { servedAs, moreRecords } = asked.shape;
  const from = body[servedAs.from] ?? body['from'];
  const to = body[servedAs.to] ?? body['to'];
  return {
    served: { ...(typeof from === 'string' ? { from } : {}), ...(typeof to === 'string' ? { to } : {}) },
    token: tokenOf(body, asked),
    hasTokenKey: body['next_page_token'] !== undefined,
    pageNumber: numberOf(body['page_number']),
    pageCount: numberOf(body['page_count']),
    total: moreRecords.length > 0 ? null : numberOf(body['total_records']),
    pageSize: numberOf(body['page_size']),
  };
}

/** Zoom's deepest rows have six. Far beyond that, whatever recurses over a row runs out of stack. */
const MOST_LEVELS = 100;

function listOf(value: JsonValue, asked: AskedFor): readonly JsonObject[] {
  if (value === null) return [];
  if (isDeeperThan(MOST_LEVELS, value)) throw unexpected('data of too many levels', asked);
  if (!Array.isArray(value)) throw unexpected('something other than a list', asked);
  if (value.every(isJsonObject)) return value;
  const rows = value.filter((row: JsonValue) => row !== null);
  if (rows.every(isJsonObject)) return rows;
  throw unexpected('a list of something other than objects', asked);
}

function unexpected(what: string, asked: AskedFor): ReadError {
  const where = asked.shape.recordsPath === null ? 'the body' : `\`${asked.shape.recordsPath}\``;
  return new ReadError(`${asked.stream}: Zoom sent ${what} in ${where}. Please report it.`, {
    verdict: 'fail-item',
    reason: 'unexpected body',
    failureType: 'system_error',
    internalMessage: `GET ${asked.shape.path}: ${what} in ${where}`,
  });
}

/** '' where there is none. What is no token in any way must not pass for the end of the list. */
function tokenOf({ next_page_token: token = null }: JsonObject, asked: AskedFor): string {
  if (asked.shape.recordsPath === null || token === null || token === false || token === 0) return '';
  if (typeof token === 'string') return token;
  if (typeof token === 'number') return String(token);
  throw unexpected('a page token that is no text', asked);
}

/** Zoom sends numbers as text here and there, as in `"page_count": "2"`. */
export function numberOf(value: JsonValue | undefined): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : null;
}
