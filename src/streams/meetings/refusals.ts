import type { RefusalRow } from '../../refusal-rows/row.js';

/** https://developers.zoom.us/docs/api/meetings/ (2026-08). */
export const refusals: readonly RefusalRow[] = [
  {
    http: [403],
    code: [2306],
    about: 'one',
    action: 'refuse-partition',
    reason: 'hidden by a setting',
    failureType: 'config_error',
    sentence:
      'A setting of the account hides meetings that were scheduled for others ("Display meetings scheduled for others").',
  },
];
