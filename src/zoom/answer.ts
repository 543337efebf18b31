import { isJsonObject } from '../json.js';
import type { JsonObject, JsonValue } from '../json.js';

/** What an unsuccessful answer says, in whatever dialect. */
export interface Refusal {
  readonly status: number;
  /** Zoom's error code; null when the body carries none (HTML, empty). */
  readonly code: number | null;
  /** Zoom's own words, '' when there are none. */
  readonly text: string;
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

/**
 * True for a body with HTTP 200 that is an error all the same: a non-zero `code` beside a message, or the Contact
 * Center's `{"status": false, "errorCode": 401}`. A row may have a field `code` of its own, but not with a message.
 */
export function isErrorBody(body: JsonObject): boolean {
  if (body['status'] === false && numberOf(body['errorCode']) !== null) return true;
  const code = numberOf(body['code']);
  if (code === null || code === 0) return false;
  return typeof body['message'] === 'string' || typeof body['error_message'] === 'string';
}

/** Reads `{code, message, errors: [{field, message}]}`, `error_message`, and the Contact Center's `{status, errorCode}`. */
export function readRefusal(answer: {
  readonly status: number;
  readonly body: JsonValue | undefined;
  readonly trackingId: string | null;
}): Refusal {
  const body: JsonObject = isJsonObject(answer.body) ? answer.body : {};
  const main =
    stringOf(body['message']) ?? stringOf(body['error_message']) ?? stringOf(body['errorMessage']) ?? '';
  const details = Array.isArray(body['errors'])
    ? body['errors'].map(detail).filter((text) => text !== '')
    : [];
  return {
    status: answer.status,
    code: numberOf(body['code']) ?? numberOf(body['errorCode']),
    text: [main, ...details].filter((text) => text !== '').join(' '),
    trackingId: answer.trackingId,
  };
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
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : null;
}
