import { FEATURE_OFF } from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';

/** https://developers.zoom.us/docs/api/users/ (2026-08). */
// prettier-ignore
export const refusals: readonly RefusalRow[] = [
  { http: [400, 404], code: [1120], action: 'skip-item', reason: 'invitation expired', failureType: 'config_error', sentence: 'The invitation of this user has expired.' },
  // `You can not access settings of users that are still in pending state.` https://github.com/jrchamp/moodle-mod_zoom/issues/131 (2020-09)
  { http: [400], code: [1000], text: /\bpending\b/i, action: 'skip-item', reason: 'pending user', failureType: 'config_error', sentence: 'The user has not accepted the invitation yet.' },
  { http: [400], code: [2024], ...FEATURE_OFF },
];
