import type { ReadError } from '../../errors.js';
import type { FileBody, HttpResponse } from '../../http/message.js';
import { NetworkError } from '../../http/network-error.js';
import { parseJson, readRefusal } from '../refusals/answer.js';
import { findRow } from '../refusals/error-policy.js';
import { afterFault, refused, throttled } from '../refusals/judge.js';
import type { Case, Outcome } from '../refusals/judge.js';
import { networkFailure } from '../refusals/send-failures.js';

/** What became of a file that was asked for. Only `served` has bytes. */
export type FileAnswer =
  | { readonly state: 'served'; readonly bytes: Uint8Array; readonly type: string | null }
  | {
      readonly state: 'too_large' | 'gone' | 'refused';
      readonly said: string;
      readonly status: number | null;
    };

const GONE: ReadonlySet<number> = new Set([404, 410]);

/**
 * A refused file is an answer of its own: whoever stores files refuses each for itself, and that says nothing of the
 * stream. What only the product knows, by its codes, stands in its refusals, and goes before.
 */
export function judgeFile(matter: Case): Outcome<FileAnswer> {
  const { answer } = matter;
  if (answer instanceof NetworkError) return unanswered(matter, answer);
  const { status, file } = answer;
  if (status === 429) return throttled(matter, answer);
  return file === undefined ? refusedFile(matter, answer) : settled(served(file, answer));
}

function unanswered(matter: Case, fault: NetworkError): Outcome<FileAnswer> {
  if (fault.reason === 'redirect') return settled({ state: 'refused', said: fault.message, status: null });
  const failure = (): ReadError => networkFailure(fault, matter.asked);
  return fault.passes ? afterFault(matter, fault.reason, failure) : { type: 'failed', error: failure() };
}

function served({ bytes }: FileBody, { status, header }: HttpResponse): FileAnswer {
  if (bytes === null) return { state: 'too_large', said: 'larger than what is read of a file', status };
  return { state: 'served', bytes, type: header('content-type') };
}

function refusedFile(matter: Case, answer: HttpResponse): Outcome<FileAnswer> {
  const { asked, tries } = matter;
  const { status, text, header } = answer;
  const trackingId = header('x-zm-trackingid');
  const refusal = readRefusal({ status, body: parseJson(text), raw: text, trackingId });
  const row = findRow(refusal, asked);
  if (row.action === 'retry' || asked.shape.refusals.includes(row)) return refused(matter, answer, refusal);
  // Where one file can have a token of its own, that is asked for first: it renews the other one where it must.
  const renews = status === 401 && tries.refreshes === 0 && asked.shape.content?.ticketPath === null;
  if (renews) return { type: 'new token', retriedFor: 'token expired' };
  const said = refusal.text === '' ? `HTTP ${status}` : `HTTP ${status}, "${refusal.text}"`;
  return settled({ state: GONE.has(status) ? 'gone' : 'refused', said, status });
}

function settled(body: FileAnswer): Outcome<FileAnswer> {
  return { type: 'body', body };
}
