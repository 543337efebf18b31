import type { FailureType, Verdict } from '../../errors.js';
import {
  ACCOUNT_UNKNOWN,
  DATE,
  PAGE_TOKEN,
  PERMISSION,
  PLAN,
  SCOPES,
  SCOPES_MISSING,
  SETTING_OF_ACCOUNT,
  TOO_OLD,
  TRASH,
} from './refusal-texts.js';

/** What to do about a refusal. `retry` and `refresh-token` fall back to `otherwise` when they did not help. */
export type Action = 'retry' | 'refresh-token' | Verdict;

export interface ErrorRow {
  /** HTTP statuses; null: any. */
  readonly http: readonly number[] | '5xx' | null;
  /** Zoom's codes; `none`: a body without one; null: whatever it says. */
  readonly code: readonly number[] | 'none' | null;
  readonly text?: RegExp;
  /** The body is a page for people, as gateways and firewalls send it. */
  readonly html?: true;
  /** Of the path template: which product, or whether it names one item (`{`). */
  readonly path?: RegExp;
  /** Only when the request carried a page token: without one there is nothing to restart. */
  readonly paging?: true;
  /**
   * Whom the refusal is about where its text names no user: the account, or the one who was asked for. Absent: the
   * text decides, and where it does not, the one whose path it is, or the account where the path names nobody.
   */
  readonly about?: 'account' | 'one';
  readonly action: Action;
  readonly otherwise?: Verdict;
  /** New tokens that one request may ask for; 1 when absent. */
  readonly refreshes?: number;
  readonly reason: string;
  readonly failureType: FailureType;
  /** What it means and what to do. */
  readonly sentence: string;
  /** The same where it is about one user or item. */
  readonly ofOne?: { readonly reason: string; readonly sentence: string };
}

const ITEM = /\{/;
/** Nobody is named: a list of the account. */
const ACCOUNT_LIST = /^[^{]*$/;
const PHONE = /^\/phone\b/;
const METRICS = /^\/metrics\b/;
const PHONE_OR_METRICS = /^\/(phone|metrics)\b/;

const transient = 'transient_error';
const config = 'config_error';
const system = 'system_error';

/**
 * Tokens end for everyone at once, and a request may meet that again and again: its own token's end, then a pipeline
 * beside this one that has fetched a newer one. A token that is refused for good is known after so many.
 */
const TOKEN_REFRESHES = 8;

const ROLE_ADVICE =
  "Give the role of the app's owner this permission (Zoom: User Management, Roles), or leave the stream out.";
const REQUEST_ADVICE =
  'The request was not understood, which is an error of this connector: please report it.';
const TOKEN_ADVICE =
  'Zoom refuses a token that it has just issued. Use this app for one pipeline only, and check that it is active.';
const SCOPE_ADVICE =
  "The app lacks a scope: add one of them in the app's Scopes page (Zoom App Marketplace) and run again.";
const DATE_ADVICE = 'Zoom does not serve dates that far back; set a later `start_date`.';
const RESTART_ADVICE = 'The page token has expired; the list is read again from its first page.';

const PLAN_MISSING = {
  reason: 'plan or add-on missing',
  failureType: config,
  sentence:
    'The plan or an add-on for this data is missing; leave the stream out, or subscribe to it and read the stream from the start.',
  ofOne: { reason: 'no licence', sentence: 'This one has no licence or add-on for it.' },
} as const;

/**
 * Every documented refusal, decided on the pair of HTTP status and code, since the same number means different things
 * under different statuses; the first row that fits wins. https://developers.zoom.us/docs/api/errors/ and the
 * reference pages of the endpoints (2026-11).
 */
// prettier-ignore
export const ERROR_TABLE: readonly ErrorRow[] = [
  // The token and its scopes. A scope added in the Marketplace reaches new tokens only. Phone's AI call summaries say so
  // with code 104 (https://devforum.zoom.us/t/132138), and whoever lists scopes means them.
  { http: null, code: null, text: SCOPES_MISSING, action: 'refresh-token', otherwise: 'missing-scope', reason: 'missing scope', failureType: config, sentence: SCOPE_ADVICE },
  { http: null, code: [104], text: SCOPES, action: 'refresh-token', otherwise: 'missing-scope', reason: 'missing scope', failureType: config, sentence: SCOPE_ADVICE },
  { http: null, code: [4711], action: 'refresh-token', otherwise: 'missing-scope', reason: 'missing scope', failureType: config, sentence: SCOPE_ADVICE },
  { http: null, code: [4700], action: 'refresh-token', otherwise: 'missing-scope', reason: 'missing scope', failureType: config, sentence: "The token is empty or without the scope: check the app's Scopes page and that the app is active." },
  { http: [404], code: [124], path: PHONE, about: 'account', action: 'refresh-token', otherwise: 'stream-unavailable', reason: 'account unknown', failureType: config, sentence: 'Zoom Phone does not know this account: it has no Zoom Phone.' },
  { http: null, code: [124], text: ACCOUNT_UNKNOWN, path: PHONE, about: 'account', action: 'refresh-token', otherwise: 'stream-unavailable', reason: 'account unknown', failureType: config, sentence: 'Zoom Phone does not know this account: it has no Zoom Phone.' },
  { http: null, code: [124], about: 'account', action: 'refresh-token', otherwise: 'fail-stream', refreshes: TOKEN_REFRESHES, reason: 'token refused', failureType: config, sentence: TOKEN_ADVICE },
  { http: [401], code: [201, 30031002, 30031004], about: 'account', action: 'refresh-token', otherwise: 'fail-stream', refreshes: TOKEN_REFRESHES, reason: 'token refused', failureType: config, sentence: TOKEN_ADVICE },

  // A page token lives 15 minutes. Phone says 400/400 for it, too.
  { http: [400], code: [300, 301, 1003100, 30051005, 400], text: PAGE_TOKEN, paging: true, action: 'restart-slice', reason: 'page token expired', failureType: transient, sentence: RESTART_ADVICE },
  { http: [400], code: [301, 1003100, 30051005], paging: true, action: 'restart-slice', reason: 'page token expired', failureType: transient, sentence: RESTART_ADVICE },

  // Code 200 says permission or plan; only the text tells which, and of whom. Plan first: its texts mention permissions too.
  { http: [400, 401, 403], code: [200], text: PLAN, action: 'stream-unavailable', ...PLAN_MISSING },
  { http: [400, 401, 403], code: [200], text: PERMISSION, action: 'missing-scope', reason: 'permission missing', failureType: config, sentence: ROLE_ADVICE },
  { http: [400, 401, 403], code: [200], action: 'stream-unavailable', reason: 'refused with code 200', failureType: system, sentence: "Zoom refuses this data with a text that this connector does not know; check the plan and the role of the app's owner, or report it with the tracking id." },
  { http: [400, 403], code: [403], text: PLAN, action: 'stream-unavailable', ...PLAN_MISSING },
  { http: [403], code: 'none', text: PLAN, action: 'stream-unavailable', ...PLAN_MISSING },
  { http: [400, 403], code: [403], text: PERMISSION, action: 'missing-scope', reason: 'permission missing', failureType: config, sentence: ROLE_ADVICE },
  { http: [403], code: 'none', text: PERMISSION, action: 'missing-scope', reason: 'permission missing', failureType: config, sentence: ROLE_ADVICE },

  // 400/400 means the plan on dashboards, and on phone a page token, a date, a billing account or a type of session.
  { http: [400], code: [400], text: TOO_OLD, path: PHONE_OR_METRICS, action: 'date-out-of-range', reason: 'date out of range', failureType: system, sentence: DATE_ADVICE },
  { http: [400], code: [400], path: METRICS, about: 'account', action: 'stream-unavailable', reason: 'plan or add-on missing', failureType: config, sentence: 'Dashboards need a Business plan or higher, with the Dashboard feature switched on.' },
  { http: [400], code: [400], text: /billing|session.?type/i, path: PHONE, action: 'fail-item', reason: 'validation failed', failureType: system, sentence: REQUEST_ADVICE },
  { http: [400], code: [400], path: PHONE, paging: true, action: 'restart-slice', reason: 'page token expired', failureType: transient, sentence: RESTART_ADVICE },
  { http: [400], code: [400], path: PHONE, action: 'fail-item', reason: 'validation failed', failureType: system, sentence: REQUEST_ADVICE },

  // The product is not there for anybody, unless the text names a user.
  { http: [400, 403], code: [1021, 1022, 9001], about: 'account', action: 'stream-unavailable', reason: 'no Contact Center', failureType: config, sentence: 'The owner of the app has no Contact Center role or licence.' },
  { http: [400, 403, 404], code: [2013, 2031], about: 'account', action: 'stream-unavailable', reason: 'no Zoom Phone', failureType: config, sentence: 'Zoom Phone is not switched on for this account.', ofOne: { reason: 'no licence', sentence: 'Zoom Phone is not switched on for this user.' } },
  { http: [403], code: [12703], action: 'stream-unavailable', reason: 'no permission', failureType: config, sentence: ROLE_ADVICE },
  { http: [403], code: [6720], action: 'stream-unavailable', reason: 'no permission', failureType: config, sentence: ROLE_ADVICE },
  { http: [400, 404], code: [2001], path: /^\/(accounts|phone)\b/, about: 'account', action: 'stream-unavailable', reason: 'account unknown', failureType: config, sentence: 'Zoom does not know this account here: the product is not part of it.' },
  { http: [400], code: [2024, 3000, 4101, 4400, 13504, 13600], path: ACCOUNT_LIST, action: 'stream-unavailable', reason: 'feature off', failureType: config, sentence: 'The feature is switched off in the settings of the account.' },

  // One user or item. Others may well be served.
  { http: [400], code: [3161], about: 'one', action: 'refuse-partition', reason: 'no licence', failureType: config, sentence: 'The user has no meeting licence.' },
  { http: [403], code: [2306], about: 'one', action: 'refuse-partition', reason: 'hidden by a setting', failureType: config, sentence: 'A setting of the account hides meetings that were scheduled for others ("Display meetings scheduled for others").' },
  { http: [403], code: [2305], text: TRASH, action: 'skip-item', reason: 'in the trash', failureType: config, sentence: 'The summary is in the trash.' },
  { http: [403], code: [2305], text: SETTING_OF_ACCOUNT, about: 'account', action: 'stream-unavailable', reason: 'summaries blocked', failureType: config, sentence: 'A setting of the account keeps summaries from the API (shared by e-mail only, or an IP address access control).' },
  { http: [403], code: [2305], about: 'one', action: 'refuse-partition', reason: 'summary blocked', failureType: config, sentence: 'The summary is blocked by a policy.' },
  { http: [403], code: [1003, 1004, 5001, 20514, 111800, 111804, 260101, 260200, 261103], about: 'one', action: 'refuse-partition', reason: 'no access', failureType: config, sentence: 'The owner of the app has no access to this one.' },
  { http: [404], code: [1001], path: ITEM, action: 'skip-item', reason: 'user gone', failureType: config, sentence: 'The user does not exist any more or is outside the account.' },
  { http: [400, 401, 404], code: [1010], action: 'skip-item', reason: 'user gone', failureType: config, sentence: 'The user or host is not in this account.' },
  { http: [400, 404], code: [1120], action: 'skip-item', reason: 'invitation expired', failureType: config, sentence: 'The invitation of this user has expired.' },
  { http: [400], code: [1001], text: /user/i, path: /\{user/, action: 'skip-item', reason: 'user gone', failureType: config, sentence: 'The user does not exist any more.' },
  { http: [400], code: [1001], action: 'fail-stream', reason: 'wrong request', failureType: system, sentence: REQUEST_ADVICE },

  // Nothing here.
  { http: [404], code: [3001], path: ITEM, action: 'skip-item', reason: 'meeting gone', failureType: config, sentence: 'The meeting or webinar is unknown, deleted, expired, or has not ended yet.' },
  { http: [404], code: [3301], action: 'skip-item', reason: 'no recording', failureType: config, sentence: 'There is no cloud recording.' },
  { http: [404], code: [3322], action: 'skip-item', reason: 'no transcript', failureType: config, sentence: 'There is no transcript.' },
  { http: [404], code: [4130], path: ITEM, action: 'skip-item', reason: 'channel or group gone', failureType: config, sentence: 'The channel or group does not exist any more.' },
  { http: [444], code: null, action: 'skip-item', reason: 'no answer', failureType: config, sentence: 'The survey has no answer.' },
  { http: [400], code: [12702], path: ITEM, action: 'skip-item', reason: 'older than the API serves', failureType: config, sentence: 'The meeting took place longer ago than Zoom serves.' },
  { http: [400], code: [2024, 3000, 4101, 4400, 7001, 13504, 13600], action: 'skip-item', reason: 'feature off', failureType: config, sentence: 'The feature is switched off, or was not used here.' },
  { http: [400, 404], code: [12000, 12001], action: 'skip-item', reason: 'no transcript', failureType: config, sentence: 'The recording cannot be transcribed, or transcription is off.' },
  { http: [404], code: [0, 300, 404, 1005, 1012, 1101, 1102, 1201, 1401, 1901, 2000, 2001, 2002, 2003, 2901, 3201, 4061, 4801, 5010, 5011, 5306, 5407, 6701, 7012, 7013, 13000, 20524, 34000, 261101], path: ITEM, action: 'skip-item', reason: 'gone', failureType: config, sentence: 'It does not exist any more.' },
  { http: [400], code: [404], path: /^\/phone\/recording/, action: 'skip-item', reason: 'gone', failureType: config, sentence: 'The file does not exist any more.' },

  // Validation. Only dates before what is kept may be asked again with later ones.
  { http: [400, 403, 404], code: [300], text: /registration|(webinar|meeting) ?id|(webinar|meeting) does not exist/i, path: ITEM, action: 'skip-item', reason: 'not enabled or gone', failureType: config, sentence: 'Registration is not enabled for it, or Zoom does not know its id.' },
  { http: [400, 403, 404], code: [300, 12702], text: TOO_OLD, action: 'date-out-of-range', reason: 'date out of range', failureType: system, sentence: DATE_ADVICE },
  { http: [400, 403, 404], code: [300], text: DATE, action: 'fail-item', reason: 'dates refused', failureType: system, sentence: REQUEST_ADVICE },
  { http: [400, 403, 404], code: [300], action: 'fail-item', reason: 'validation failed', failureType: system, sentence: REQUEST_ADVICE },

  // Our bugs. One odd id must not end the stream: of its own path it fails alone.
  { http: null, code: [2300], action: 'fail-stream', reason: 'unknown endpoint', failureType: system, sentence: 'Zoom does not know this endpoint: check `api_url`, else please report it.' },
  { http: [410], code: null, about: 'account', action: 'fail-stream', reason: 'endpoint retired', failureType: system, sentence: 'Zoom has retired this endpoint: please update the connector, or leave the stream out.' },
  { http: [407], code: null, about: 'account', action: 'fail-stream', reason: 'proxy refuses', failureType: config, sentence: 'The proxy wants credentials: put them into HTTPS_PROXY (http://user:password@host:port).' },

  // A firewall before the API was seen to refuse one uuid for good, while all others passed (2026-11): no permission.
  { http: [400, 403, 405, 406, 415, 451], code: 'none', html: true, action: 'fail-item', reason: 'refused by a firewall', failureType: system, sentence: "A page for people came instead of data, as firewalls send it: something before Zoom's API refuses this address. Ask Zoom's support with the tracking id, or check `api_url` where every request ends so." },

  // Not yet.
  { http: [400], code: [12002], action: 'fail-item', reason: 'not ready yet', failureType: transient, sentence: 'The transcription is still running; the next run asks again.' },
  { http: [400], code: [12003], action: 'retry', otherwise: 'fail-item', reason: 'not ready yet', failureType: transient, sentence: 'Zoom could not fetch the transcript; the next run asks again.' },
  { http: [400, 500], code: [802, 5001, 14102], action: 'retry', otherwise: 'fail-item', reason: 'not ready yet', failureType: transient, sentence: 'The data is not ready; the next run asks again.' },
  { http: [400], code: [2], path: /^\/workspaces/, action: 'retry', otherwise: 'fail-item', reason: 'server fault', failureType: transient, sentence: 'Zoom had a fault; the next run asks again.' },
  { http: [400], code: [1505], action: 'retry', otherwise: 'fail-item', reason: 'server fault', failureType: transient, sentence: 'Zoom had a fault; the next run asks again.' },
  { http: [408], code: null, action: 'retry', otherwise: 'fail-item', reason: 'server fault', failureType: transient, sentence: 'Zoom did not answer in time; the next run asks again.' },
  { http: '5xx', code: null, action: 'retry', otherwise: 'fail-item', reason: 'server fault', failureType: transient, sentence: 'Zoom did not recover in time; the next run asks again. If it stays, see status.zoom.us.' },

  // The Contact Center's and newer services' way to refuse a token; with a fresh one it means the role.
  { http: [401], code: null, action: 'refresh-token', otherwise: 'fail-stream', reason: 'not authorized', failureType: config, sentence: ROLE_ADVICE },
  // The Contact Center's `{"status": false, "errorCode": 401}` may come with any status.
  { http: null, code: [401], action: 'refresh-token', otherwise: 'fail-stream', reason: 'not authorized', failureType: config, sentence: ROLE_ADVICE },
];

/** Whatever no row names is never skipped: it fails, loudly, and stays due. */
export const UNKNOWN_REFUSAL: ErrorRow = {
  http: null,
  code: null,
  action: 'fail-item',
  reason: 'unknown refusal',
  failureType: 'system_error',
  sentence:
    'Zoom refuses it in a way that this connector does not know: please report it with the tracking id.',
};
