import type { RefusalRow } from '../../refusal-rows/row.js';

/** https://developers.zoom.us/docs/api/meetings/#tag/cloud-recording (2026-08). */
export const refusals: readonly RefusalRow[] = [
  {
    http: [404],
    code: [3301],
    action: 'skip-item',
    reason: 'no recording',
    failureType: 'config_error',
    sentence: 'There is no cloud recording.',
  },
];
