import type { RefusalRow } from '../../refusal-rows/row.js';
import { refusals as ofReports } from '../reports/refusals.js';

/** Beside those of all reports: https://developers.zoom.us/docs/api/meetings/#tag/reports (2026-08). */
export const refusals: readonly RefusalRow[] = [
  {
    http: [403],
    code: 'none',
    // A firewall's page says nothing of the account.
    html: false,
    path: /^\/report\/meeting_activities$/,
    about: 'account',
    action: 'stream-unavailable',
    reason: 'not switched on',
    failureType: 'config_error',
    sentence: "The log of meeting activities is off until Zoom's support switches it on for the account.",
  },
  ...ofReports,
];
