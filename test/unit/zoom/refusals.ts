import type { ReadError } from '../../../src/errors.js';
import type { JsonValue } from '../../../src/json.js';
import { readRefusal } from '../../../src/zoom/refusals/answer.js';
import { findRow, refusalError } from '../../../src/zoom/refusals/error-policy.js';
import type { RefusalRow } from '../../../src/refusal-rows/row.js';
import { usersShape } from './support.js';

export interface Given {
  readonly status: number;
  readonly code?: number | null;
  readonly text?: string;
  /** The whole body, instead of code and text. */
  readonly body?: JsonValue;
  /** A body that is no JSON. */
  readonly raw?: string;
  readonly path?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly hadPageToken?: boolean;
  /** Scopes of the token. */
  readonly granted?: readonly string[];
  /** Of the stream's product. */
  readonly refusals?: readonly RefusalRow[];
}

export const itemPath = '/past_meetings/{meeting_uuid}/participants';
export const userPath = '/users/{host_user_id}/webinars';
export const listPath = '/report/operationlogs';

/** What the table makes of an answer, and the rows of a product before it. */
export function decide(given: Given): { readonly row: RefusalRow; readonly error: ReadError } {
  const {
    status,
    code = null,
    text = '',
    path = itemPath,
    hadPageToken = false,
    granted = [],
    refusals = [],
  } = given;
  const body = given.body ?? (code === null ? undefined : { code, message: text });
  const refusal = readRefusal({ status, body, raw: given.raw ?? '', trackingId: 'rid=7' });
  const pathValues = given.values ?? {};
  const asked = { stream: 'toys', shape: { ...usersShape, path, refusals }, pathValues, hadPageToken };
  const row = findRow(refusal, asked);
  return { row, error: refusalError(row, refusal, asked, granted) };
}
