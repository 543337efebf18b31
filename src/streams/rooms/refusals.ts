import { GONE, ITEM, productMissing, SERVER_FAULT } from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';
import { dashboardRefusals } from '../quality/refusals.js';

/** https://developers.zoom.us/docs/api/rooms/ and https://developers.zoom.us/docs/api/workspaces/ (2025-12). */
// prettier-ignore
export const refusals: readonly RefusalRow[] = [
  { http: [400], code: [2], path: /^\/workspaces\b/, ...SERVER_FAULT },
  { http: [404], code: [1012, 4061, 4801], path: ITEM, ...GONE },

  ...dashboardRefusals,
  ...productMissing('Zoom Rooms or Workspaces'),
];
