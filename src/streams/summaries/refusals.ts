import { ACCOUNT_LIST, FEATURE_OFF_FOR_ALL, GONE, ITEM, NO_ACCESS } from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';
import { dashboardRefusals } from '../quality/refusals.js';

const config = 'config_error';

const TRASH = /\btrash|recycle|\bdeleted\b/i;

/** `... disable the **Only share meeting summaries by email** setting ...`, `... restricted to specific IP address ranges ...` */
const SETTING_OF_ACCOUNT =
  /only share|shared? .*\be-?mail|by e-?mail|\bIP\b|account.{0,3} settings?|restricted by/i;

/** Summaries, transcripts, conversations with the assistant: https://developers.zoom.us/docs/api/meetings/ (2026-03). */
// prettier-ignore
export const refusals: readonly RefusalRow[] = [
  // 2305 has three texts: two are about the account, and skipping one summary after another would end in an empty table.
  { http: [403], code: [2305], text: TRASH, action: 'skip-item', reason: 'in the trash', failureType: config, sentence: 'The summary is in the trash.' },
  { http: [403], code: [2305], text: SETTING_OF_ACCOUNT, about: 'account', action: 'stream-unavailable', reason: 'summaries blocked', failureType: config, sentence: 'A setting of the account keeps summaries from the API (shared by e-mail only, or an IP address access control).' },
  { http: [403], code: [2305], about: 'one', action: 'refuse-partition', reason: 'summary blocked', failureType: config, sentence: 'The summary is blocked by a policy.' },

  // Of the account's list, nobody else's.
  { http: [400], code: [3000], path: ACCOUNT_LIST, ...FEATURE_OFF_FOR_ALL, sentence: 'Meeting summaries are switched off in the settings of the account.' },
  { http: [400], code: [3161], path: ACCOUNT_LIST, action: 'stream-unavailable', reason: 'no licence', failureType: config, sentence: 'The owner of the app has no meeting licence.' },

  { http: [404], code: [3322], path: ITEM, action: 'skip-item', reason: 'no transcript', failureType: config, sentence: 'There is no transcript.' },
  { http: [403], code: 'none', text: /\S/, path: /\}\/transcript$/, ...NO_ACCESS },
  { http: [403], code: [20514], ...NO_ACCESS },
  { http: [404], code: [20524], path: ITEM, ...GONE },

  ...dashboardRefusals,
];
