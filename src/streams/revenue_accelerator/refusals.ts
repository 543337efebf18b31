import {
  ACCOUNT_LIST,
  DATE_TOO_OLD,
  GONE,
  ITEM,
  NO_ACCESS,
  productMissing,
  WRONG_REQUEST,
} from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';
import { DATE, TOO_OLD } from '../../refusal-rows/texts.js';

const NO_LICENCE = {
  action: 'stream-unavailable',
  reason: 'no Revenue Accelerator',
  failureType: 'config_error',
  sentence: 'The owner of the app has no access to Zoom Revenue Accelerator: no licence, or no role in it.',
} as const;

/** https://developers.zoom.us/docs/api/iq/ (2025-12). */
// prettier-ignore
export const refusals: readonly RefusalRow[] = [
  // 1001 is about `from` and `to`, which come from us; elsewhere it is a user who is gone, and so it is of users here.
  { http: [400], code: [1001], text: TOO_OLD, ...DATE_TOO_OLD },
  { http: [400], code: [1001], text: DATE, ...WRONG_REQUEST, reason: 'dates refused' },

  { http: [403], code: [1004, 5001], path: ACCOUNT_LIST, ...NO_LICENCE },
  { http: [403], code: [1004, 5001], ...NO_ACCESS },
  { http: [404], code: [0, 1005, 5011], path: ITEM, ...GONE },

  ...productMissing('Zoom Revenue Accelerator'),
];
