import { productMissing } from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';

/** https://developers.zoom.us/docs/api/meetings/#tag/archiving (2025-12). */
// prettier-ignore
export const refusals: readonly RefusalRow[] = [
  { http: [400, 404], code: [2001], about: 'account', action: 'stream-unavailable', reason: 'account unknown', failureType: 'config_error', sentence: 'Zoom does not archive anything of this account: archiving is not switched on for it.' },

  ...productMissing('archiving'),
];
