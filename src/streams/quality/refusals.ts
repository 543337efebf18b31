import { DATE_TOO_OLD, NOT_VALID, PAGE_TOKEN_EXPIRED } from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';
import { DATE, PAGE_TOKEN, PLAN, TOO_OLD } from '../../refusal-rows/texts.js';

const path = /^\/metrics\b/;

const NO_DASHBOARD = {
  path,
  about: 'account',
  action: 'stream-unavailable',
  reason: 'plan or add-on missing',
  failureType: 'config_error',
  sentence: 'Dashboards need a Business plan or higher, with the Dashboard feature switched on.',
} as const;

/**
 * Of dashboards, in whatever product. The plan is missing as 400/400 by the documentation and as 400/200 in answers of
 * accounts (2026-08): https://developers.zoom.us/docs/api/meetings/#tag/dashboards.
 */
// prettier-ignore
export const dashboardRefusals: readonly RefusalRow[] = [
  { http: [400], code: [400], path, text: PAGE_TOKEN, paging: true, ...PAGE_TOKEN_EXPIRED },
  { http: [400], code: [400], path, text: TOO_OLD, ...DATE_TOO_OLD },
  { http: [400, 403], code: [200, 400], text: PLAN, ...NO_DASHBOARD },
  { http: [400], code: [400], path, text: DATE, ...NOT_VALID, reason: 'dates refused' },
  { http: [400], code: [400], ...NO_DASHBOARD },
  { http: [400], code: [12700], path, action: 'fail-stream', reason: 'no search by end time', failureType: 'system_error', sentence: 'This account cannot search dashboards by the time at which meetings ended: please report it.' },
];

export const refusals: readonly RefusalRow[] = dashboardRefusals;
