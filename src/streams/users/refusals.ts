import { FEATURE_OFF } from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';

/** https://developers.zoom.us/docs/api/users/ (2026-08). */
// prettier-ignore
export const refusals: readonly RefusalRow[] = [
  { http: [400, 404], code: [1120], action: 'skip-item', reason: 'invitation expired', failureType: 'config_error', sentence: 'The invitation of this user has expired.' },
  { http: [400], code: [2024], ...FEATURE_OFF },
];
