import type { RefusalRow } from '../../refusal-rows/row.js';
import { refusals as ofReports } from '../reports/refusals.js';
import { refusals as ofUsers } from '../users/refusals.js';

/** Beside those of all reports and of users: https://developers.zoom.us/docs/api/accounts/ (2026-11). */
export const refusals: readonly RefusalRow[] = [
  {
    http: [403, 404],
    code: null,
    html: false,
    path: /\/plans\/usage$/,
    about: 'account',
    action: 'stream-unavailable',
    reason: 'no plan usage',
    failureType: 'config_error',
    sentence:
      'The usage of plans is not open to this account: Zoom gives it to paid accounts, in places to master accounts alone.',
  },
  ...ofReports,
  ...ofUsers,
];
