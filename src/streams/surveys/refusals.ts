import { GONE, ITEM, NOT_VALID, productMissing, ROLE_ADVICE } from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';

/** https://developers.zoom.us/docs/api/surveys/ (2025-12). */
// prettier-ignore
export const refusals: readonly RefusalRow[] = [
  { http: [403], code: [6720], about: 'account', action: 'stream-unavailable', reason: 'no permission', failureType: 'config_error', sentence: ROLE_ADVICE },
  { http: [404], code: [6701], path: ITEM, ...GONE, sentence: 'The survey does not exist any more.' },
  { http: [400], code: [6703], ...NOT_VALID, reason: 'instance refused' },

  ...productMissing('Zoom Surveys'),
];
