import { ROLE_ADVICE } from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';

/** https://developers.zoom.us/docs/api/meetings/#tag/reports (2026-08). */
export const refusals: readonly RefusalRow[] = [
  {
    http: [403],
    code: [12703],
    action: 'stream-unavailable',
    reason: 'no permission',
    failureType: 'config_error',
    sentence: ROLE_ADVICE,
  },
];
