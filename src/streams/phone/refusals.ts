import {
  ACCOUNT_LIST,
  DATE_TOO_OLD,
  FEATURE_OFF,
  FEATURE_OFF_FOR_ALL,
  GONE,
  ITEM,
  NOT_READY,
  NOT_VALID,
  PAGE_TOKEN_EXPIRED,
  productMissing,
  USER_GONE,
} from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';
import { ACCOUNT_UNKNOWN, NOT_ENABLED, PAGE_TOKEN, TOO_OLD } from '../../refusal-rows/texts.js';

const config = 'config_error';

const NO_PHONE = {
  about: 'account',
  action: 'stream-unavailable',
  reason: 'no Zoom Phone',
  failureType: config,
  sentence: 'Zoom Phone is not switched on for this account.',
  ofOne: { reason: 'no licence', sentence: 'Zoom Phone is not switched on for this user.' },
} as const;

/** No new token changes that. */
const ACCOUNT_WITHOUT_PHONE = {
  about: 'account',
  action: 'stream-unavailable',
  reason: 'account unknown',
  failureType: config,
  sentence: 'Zoom Phone does not know this account: it has no Zoom Phone.',
} as const;

const NO_TRANSCRIPT = {
  action: 'skip-item',
  reason: 'no transcript',
  failureType: config,
  sentence: 'The recording cannot be transcribed, or transcription is off.',
} as const;

/**
 * Of Zoom Phone and Number Management: https://developers.zoom.us/docs/api/phone/ (2025-12), code 2013 after Zoom's own
 * extract of its documentation (2026-07).
 */
// prettier-ignore
export const refusals: readonly RefusalRow[] = [
  // Whoever has no Zoom Phone. 124 is elsewhere the code of a refused token; operation logs say 404/124.
  { http: null, code: [124], text: ACCOUNT_UNKNOWN, ...ACCOUNT_WITHOUT_PHONE },
  { http: [404], code: [124], text: /^(?!.*\btoken\b)/i, ...ACCOUNT_WITHOUT_PHONE },
  { http: null, code: [124], text: NOT_ENABLED, ...NO_PHONE },
  { http: [400, 403, 404], code: [2013, 2031], ...NO_PHONE },
  { http: [400, 404], code: [2001], path: ACCOUNT_LIST, ...ACCOUNT_WITHOUT_PHONE },
  { http: [400, 404], code: [2001], text: ACCOUNT_UNKNOWN, ...ACCOUNT_WITHOUT_PHONE },

  // 400/400 means a page token, a date, a billing account or a type of session, and never a plan.
  { http: [400], code: [400], text: PAGE_TOKEN, paging: true, ...PAGE_TOKEN_EXPIRED },
  { http: [400], code: [400], text: TOO_OLD, ...DATE_TOO_OLD },
  { http: [400], code: [400], text: /billing/i, ...NOT_VALID, reason: 'billing account refused' },
  { http: [400], code: [400], text: /session.?type/i, ...NOT_VALID, reason: 'session type refused' },
  { http: [400], code: [400], paging: true, ...PAGE_TOKEN_EXPIRED },
  { http: [400], code: [400], ...NOT_VALID },

  // Nothing here.
  { http: [404], code: [300], path: /\{user/, ...USER_GONE },
  { http: [404], code: [7012], action: 'skip-item', reason: 'no SMS sessions', failureType: config, sentence: 'There are no SMS sessions.' },
  { http: [404], code: [7013, 13000], path: ITEM, ...GONE },
  { http: [400], code: [404], path: /^\/phone\/recording/, ...GONE, sentence: 'The file does not exist any more.' },
  { http: [400], code: [13504, 13600], path: ACCOUNT_LIST, ...FEATURE_OFF_FOR_ALL },
  { http: [400], code: [13504, 13600], ...FEATURE_OFF },

  // Transcripts: never, not yet, and not this time.
  { http: [400, 404], code: [12000, 12001], ...NO_TRANSCRIPT },
  { http: [400], code: [12002], action: 'fail-item', reason: 'not ready yet', failureType: 'transient_error', sentence: 'The transcription is still running; the next run asks again.' },
  { http: [400], code: [12003], ...NOT_READY, sentence: 'Zoom could not fetch the transcript; the next run asks again.' },

  // Number Management.
  { http: [400], code: [999, 1002006, 1002010], ...NOT_VALID },

  ...productMissing('Zoom Phone'),
];
