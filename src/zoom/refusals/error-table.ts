import {
  ACCOUNT_LIST,
  DATE_TOO_OLD,
  FEATURE_OFF,
  FEATURE_OFF_FOR_ALL,
  GONE,
  ITEM,
  NO_ACCESS,
  NOT_READY,
  NOT_VALID,
  PAGE_TOKEN_EXPIRED,
  PERMISSION_MISSING,
  PLAN_MISSING,
  ROLE_ADVICE,
  SERVER_FAULT,
  USER_GONE,
  WRONG_REQUEST,
} from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';
import {
  DATE,
  HOST_UNKNOWN,
  NOT_OF_THIS_ONE,
  PAGE_TOKEN,
  PERMISSION,
  PLAN,
  SCOPES,
  SCOPES_MISSING,
  TOO_OLD,
} from '../../refusal-rows/texts.js';

const config = 'config_error';
const system = 'system_error';

/**
 * Tokens end for everyone at once, and a request may meet that again and again: its own token's end, then a pipeline
 * beside this one that has fetched a newer one. A token that is refused for good is known after so many.
 */
const TOKEN_REFRESHES = 8;

const TOKEN_ADVICE =
  'Zoom refuses a token that it has just issued. Use this app for one pipeline only, and check that it is active.';

/** A scope added in the Marketplace reaches new tokens only. */
const SCOPE_MISSING = {
  action: 'refresh-token',
  otherwise: 'unauthorized',
  reason: 'missing scope',
  failureType: config,
  sentence:
    "The app lacks a scope: add one of them in the app's Scopes page (Zoom App Marketplace) and run again.",
} as const;

/** Whoever lists scopes means them, whatever the product and the code. */
export const SCOPES_LISTED: RefusalRow = { http: null, code: null, text: SCOPES_MISSING, ...SCOPE_MISSING };

/**
 * The refusals that several products share; those of one product stand in its folder (`streams/<product>/refusals.ts`)
 * and are looked at before these. Decided on the pair of HTTP status and code, since the same number means different
 * things under different statuses; the first row that fits wins. https://developers.zoom.us/docs/api/errors/ and the
 * reference pages of the endpoints (2026-11).
 */
// prettier-ignore
export const ERROR_TABLE: readonly RefusalRow[] = [
  // The token and its scopes. Code 104 was seen of Phone's AI call summaries (https://devforum.zoom.us/t/132138).
  { http: null, code: [104], text: SCOPES, ...SCOPE_MISSING },
  { http: null, code: [4711], ...SCOPE_MISSING },
  { http: null, code: [4700], ...SCOPE_MISSING, sentence: "The token is empty or without the scope: check the app's Scopes page and that the app is active." },
  { http: null, code: [124], about: 'account', action: 'refresh-token', otherwise: 'fail-stream', refreshes: TOKEN_REFRESHES, reason: 'token refused', failureType: config, sentence: TOKEN_ADVICE },
  { http: [401], code: [201, 30031002, 30031004], about: 'account', action: 'refresh-token', otherwise: 'fail-stream', refreshes: TOKEN_REFRESHES, reason: 'token refused', failureType: config, sentence: TOKEN_ADVICE },

  // A page token lives 15 minutes.
  { http: [400], code: [300, 301, 1003100, 30051005], text: PAGE_TOKEN, paging: true, ...PAGE_TOKEN_EXPIRED },
  { http: [400], code: [301, 1003100, 30051005], paging: true, ...PAGE_TOKEN_EXPIRED },

  // Code 200 says permission or plan; only the text tells which, and of whom. Plan first: its texts mention permissions too.
  { http: [400, 401, 403], code: [200], text: PLAN, ...PLAN_MISSING },
  { http: [400, 401, 403], code: [200], text: PERMISSION, ...PERMISSION_MISSING },
  { http: [400, 401, 403], code: [200], action: 'stream-unavailable', reason: 'refused with code 200', failureType: system, sentence: "Zoom refuses this data with a text that this connector does not know; check the plan and the role of the app's owner, or report it with the tracking id." },
  { http: [400, 403], code: [403], text: PLAN, ...PLAN_MISSING },
  { http: [403], code: 'none', text: PLAN, ...PLAN_MISSING },
  { http: [400, 403], code: [403], text: PERMISSION, ...PERMISSION_MISSING },
  { http: [403], code: 'none', text: PERMISSION, ...PERMISSION_MISSING },

  // What the account is told holds for all, unless the text names a user.
  { http: [400, 404], code: [2001], path: /^\/accounts\b/, about: 'account', action: 'stream-unavailable', reason: 'account unknown', failureType: config, sentence: 'Zoom does not know this account here: the product is not part of it.' },
  { http: [400], code: [3000, 4400], path: ACCOUNT_LIST, ...FEATURE_OFF_FOR_ALL },

  // One user or item. Others may well be served.
  { http: [400], code: [3161], about: 'one', action: 'refuse-partition', reason: 'no licence', failureType: config, sentence: 'The user has no meeting licence.' },
  { http: [403], code: [1003, 111800, 111804], ...NO_ACCESS },
  { http: [404], code: [1001], path: ITEM, ...USER_GONE },
  { http: [400, 401, 404], code: [1010], ...USER_GONE, sentence: 'The user or host is not in this account.' },
  { http: [400], code: [1001], text: HOST_UNKNOWN, path: ITEM, ...USER_GONE, sentence: 'The user or host does not exist any more.' },
  { http: [400], code: [1001], ...WRONG_REQUEST },

  // Nothing here.
  { http: [404], code: [3001], path: ITEM, action: 'skip-item', reason: 'meeting gone', failureType: config, sentence: 'The meeting or webinar is unknown, deleted, expired, or has not ended yet.' },
  { http: [404], code: [4130], path: ITEM, action: 'skip-item', reason: 'channel or group gone', failureType: config, sentence: 'The channel or group does not exist any more.' },
  { http: [400], code: [12702], path: ITEM, action: 'skip-item', reason: 'older than the API serves', failureType: config, sentence: 'The meeting took place longer ago than Zoom serves.' },
  { http: [400], code: [3000, 4400], ...FEATURE_OFF },
  { http: [404], code: [300, 404, 1401, 2000, 2001, 5010, 34000], path: ITEM, ...GONE },

  // Validation. Only dates before what is kept may be asked again with later ones.
  { http: [400, 403, 404], code: [300], text: NOT_OF_THIS_ONE, path: ITEM, action: 'skip-item', reason: 'not enabled or gone', failureType: config, sentence: 'Registration is not enabled for it, or Zoom does not know its id.' },
  { http: [400, 403, 404], code: [300, 12702], text: TOO_OLD, ...DATE_TOO_OLD },
  { http: [400, 403, 404], code: [300], text: DATE, ...NOT_VALID, reason: 'dates refused' },
  { http: [400, 403, 404], code: [300], ...NOT_VALID },

  // Our bugs. One odd id must not end the stream: of its own path it fails alone.
  { http: null, code: [2300], action: 'fail-stream', reason: 'unknown endpoint', failureType: system, sentence: 'Zoom does not know this endpoint: check `api_url`, else please report it.' },
  { http: [410], code: null, about: 'account', action: 'fail-stream', reason: 'endpoint retired', failureType: system, sentence: 'Zoom has retired this endpoint: please update the connector, or leave the stream out.' },
  { http: [407], code: null, about: 'account', action: 'fail-stream', reason: 'proxy refuses', failureType: config, sentence: 'The proxy wants credentials: put them into HTTPS_PROXY (http://user:password@host:port).' },

  // A firewall before the API was seen to refuse one uuid for good, while all others passed (2026-11): no permission.
  { http: [400, 403, 405, 406, 415, 451], code: 'none', html: true, action: 'fail-item', reason: 'refused by a firewall', failureType: system, sentence: "A page for people came instead of data, as firewalls send it: something before Zoom's API refuses this address. Ask Zoom's support with the tracking id, or check `api_url` where every request ends so." },

  // Not yet.
  { http: [400, 500], code: [802, 14102], ...NOT_READY },
  { http: [400], code: [1505], ...SERVER_FAULT },
  { http: [408], code: null, ...SERVER_FAULT, sentence: 'Zoom did not answer in time; the next run asks again.' },
  { http: '5xx', code: null, ...SERVER_FAULT, sentence: 'Zoom did not recover in time; the next run asks again. If it stays, see status.zoom.us.' },

  // Newer services' way to refuse a token; with a fresh one it means the role. It may come with any status.
  { http: [401], code: null, action: 'refresh-token', otherwise: 'fail-stream', reason: 'not authorized', failureType: config, sentence: ROLE_ADVICE },
  { http: null, code: [401], action: 'refresh-token', otherwise: 'fail-stream', reason: 'not authorized', failureType: config, sentence: ROLE_ADVICE },
];

/** Whatever no row names is never skipped: it fails, loudly, and stays due. */
export const UNKNOWN_REFUSAL: RefusalRow = {
  http: null,
  code: null,
  action: 'fail-item',
  reason: 'unknown refusal',
  failureType: 'system_error',
  sentence:
    'Zoom refuses it in a way that this connector does not know: please report it with the tracking id.',
};
