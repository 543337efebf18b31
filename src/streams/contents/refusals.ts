import type { RefusalRow } from '../../refusal-rows/row.js';

/** https://developers.zoom.us/docs/api/phone/#tag/recordings (2026-11). */
export const refusals: readonly RefusalRow[] = [
  {
    http: [400, 404],
    code: [12000, 12001],
    action: 'skip-item',
    reason: 'no transcript',
    failureType: 'config_error',
    sentence: 'The recording has no transcript and will have none.',
  },
  {
    http: [400, 404],
    code: [12002],
    action: 'fail-item',
    reason: 'transcript not ready',
    failureType: 'transient_error',
    sentence: 'The transcript is still being made; the next run asks again.',
  },
];
