import { FEATURE_OFF_FOR_ALL, GONE, ITEM, productMissing } from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';

const config = 'config_error';

const NO_ANSWER = {
  action: 'skip-item',
  reason: 'no answer',
  failureType: config,
  sentence: 'Nobody has answered the survey.',
} as const;

/**
 * https://developers.zoom.us/docs/api/contact-center/ (2025-12). Bodies come as `{"status": false, "errorCode": 9001}`,
 * too, with whatever status.
 */
// prettier-ignore
export const refusals: readonly RefusalRow[] = [
  { http: [400, 401, 403], code: [1021, 1022, 9001], about: 'account', action: 'stream-unavailable', reason: 'no Contact Center', failureType: config, sentence: 'The owner of the app has no Contact Center role or licence.' },
  { http: [400], code: [4101], ...FEATURE_OFF_FOR_ALL, about: 'account', sentence: 'Teams are switched off in the Contact Center of this account.' },

  // Surveys: there was none, or nobody has answered it. 444 is no status of HTTP's.
  { http: [404], code: [404], path: /\}\/survey$/, action: 'skip-item', reason: 'no survey', failureType: config, sentence: 'The engagement led to no survey.' },
  { http: [444], code: null, ...NO_ANSWER },
  { http: [400, 404], code: [444], ...NO_ANSWER },

  { http: [400], code: [7001], action: 'skip-item', reason: 'no events', failureType: config, sentence: 'Only engagements by voice and video have events.' },
  { http: [404], code: [1101, 1102, 1201, 1901, 2901, 3201], path: ITEM, ...GONE },

  ...productMissing('Contact Center'),
];
