import { isJsonArray, isJsonObject } from '../../json.js';
import type { JsonObject, JsonValue } from '../../json.js';
import { readUnparsed } from './unparsed-answer.js';

/** What an unsuccessful answer says, in whatever dialect. */
export interface Refusal {
  readonly status: number;
  /** Zoom's error code; null when the body carries none (HTML, empty). */
  readonly code: number | null;
  /** Zoom's own words, '' when there are none. */
  readonly text: string;
  /** A page for people in place of data. */
  readonly isHtml: boolean;
  /** For Zoom's support; null when the header is missing. */
  readonly trackingId: string | null;
}

/** The JSON of a body; undefined when it is none (HTML of a gateway, a body cut short). */
export function parseJson(text: string): JsonValue | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `JSON.parse` gives nothing else; this only says so to the compiler. */
function isJson(value: unknown): value is JsonValue {
  return value !== undefined;
}

/** All that an answer may hold that is nothing but an error. */
const ERROR_KEYS: ReadonlySet<string> = new Set([
  'code',
  'errorCode',
  'error_code',
  'message',
  'errorMessage',
  'error_message',
  'errors',
  'error',
  'status',
  'reason',
]);

/**
 * True for a body with HTTP 200 that is an error all the same: a non-zero `code` beside a message, or the Contact
 * Center's `{"status": false, "errorCode": 401}`. An object may have fields of those names of its own, but then it has
 * others too, or no number for a code; a body without its list has nothing else to say.
 */
export function isErrorBody(body: JsonObject, shape: 'object' | 'list'): boolean {
  const { code, text } = said(body);
  if (body['status'] === false && (code !== null || (shape === 'list' && text !== ''))) return true;
  if (code === null || code === 0) return false;
  if (shape === 'list') return true;
  if (text === '') return false;
  const isNumber = typeof body['code'] === 'number' && messageOf(body) !== null;
  return isNumber || Object.keys(body).every((key) => ERROR_KEYS.has(key));
}

/**
 * Reads `{code, message, errors: [{field, message}]}`, `error_message`, the Contact Center's `{status, errorCode}`, the
 * same one level deeper under `error`, and `{reason, error}` as the token endpoint has it.
 */
export function readRefusal(answer: {
  readonly status: number;
  readonly body: JsonValue | undefined;
  /** The body as it came. */
  readonly raw?: string;
  readonly trackingId: string | null;
}): Refusal {
  const { status, raw = '', trackingId } = answer;
  const body = answer.body ?? readUnparsed(raw) ?? undefined;
  const isHtml = body === undefined && /^\s*</.test(raw);
  return { status, ...said(isJsonObject(body) ? body : {}), isHtml, trackingId };
}

function said(body: JsonObject): Pick<Refusal, 'code' | 'text'> {
  const nested = [body['error'], ...(isJsonArray(body['errors']) ? body['errors'] : [])].filter(isJsonObject);
  const all = [body, ...nested];
  const main = all.map(messageOf).find((text) => text !== null) ?? plainText(body) ?? '';
  const details = isJsonArray(body['errors']) ? body['errors'].map(detail) : [];
  return {
    code: all.map(codeIn).find((code) => code !== null) ?? null,
    text: [...new Set([main, ...details])].filter((text) => text !== '').join(' '),
  };
}

function codeIn(body: JsonObject): number | null {
  return numberOf(body['code']) ?? numberOf(body['errorCode']) ?? numberOf(body['error_code']);
}

function messageOf(body: JsonObject): string | null {
  return (
    stringOf(body['message']) ??
    stringOf(body['error_message']) ??
    stringOf(body['errorMessage']) ??
    stringOf(body['error_description'])
  );
}

function plainText(body: JsonObject): string | null {
  const texts = [stringOf(body['reason']), stringOf(body['error'])].filter((text) => text !== null);
  return texts.length === 0 ? null : texts.join(' ');
}

function detail(entry: unknown): string {
  if (!isJsonObject(entry)) return '';
  const field = stringOf(entry['field']);
  const message = stringOf(entry['message']) ?? '';
  return field === null ? message : `${field}: ${message}`;
}

function stringOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*-?\d{1,12}\s*$/.test(value) ? Number(value) : null;
}
