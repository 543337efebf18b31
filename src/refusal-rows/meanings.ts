import type { RefusalRow } from './row.js';
import { NOT_ENABLED, PLAN } from './texts.js';

/** What a row says beside the answers that it fits. */
type Meaning = Omit<RefusalRow, 'http' | 'code' | 'text' | 'html' | 'path' | 'paging'>;

/** A path that names one item, one user. */
export const ITEM = /\{/;
/** Nobody is named: a list of the account. */
export const ACCOUNT_LIST = /^[^{]*$/;

export const ROLE_ADVICE =
  "Give the role of the app's owner this permission (Zoom: User Management, Roles), or leave the stream out.";
export const REQUEST_ADVICE =
  'The request was not understood, which is an error of this connector: please report it.';

/** The meanings that many codes share, whichever product says them. */

export const PLAN_MISSING = {
  action: 'stream-unavailable',
  reason: 'plan or add-on missing',
  failureType: 'config_error',
  sentence:
    'The plan or an add-on for this data is missing; leave the stream out, or subscribe to it and read the stream from the start.',
  ofOne: { reason: 'no licence', sentence: 'This one has no licence or add-on for it.' },
} as const satisfies Meaning;

export const PERMISSION_MISSING = {
  action: 'unauthorized',
  reason: 'permission missing',
  failureType: 'config_error',
  sentence: ROLE_ADVICE,
} as const satisfies Meaning;

/** Of the one that was asked for. */
export const NO_ACCESS = {
  about: 'one',
  action: 'refuse-partition',
  reason: 'no access',
  failureType: 'config_error',
  sentence: 'The owner of the app has no access to this one.',
} as const satisfies Meaning;

export const GONE = {
  action: 'skip-item',
  reason: 'gone',
  failureType: 'config_error',
  sentence: 'It does not exist any more.',
} as const satisfies Meaning;

export const USER_GONE = {
  action: 'skip-item',
  reason: 'user gone',
  failureType: 'config_error',
  sentence: 'The user does not exist any more or is outside the account.',
} as const satisfies Meaning;

export const FEATURE_OFF = {
  action: 'skip-item',
  reason: 'feature off',
  failureType: 'config_error',
  sentence: 'The feature is switched off, or was not used here.',
} as const satisfies Meaning;

/** The same of a list of the account, where it holds for all. */
export const FEATURE_OFF_FOR_ALL = {
  action: 'stream-unavailable',
  reason: 'feature off',
  failureType: 'config_error',
  sentence: 'The feature is switched off in the settings of the account.',
} as const satisfies Meaning;

/** Later dates are asked for in its place. */
export const DATE_TOO_OLD = {
  action: 'date-out-of-range',
  reason: 'date out of range',
  failureType: 'system_error',
  sentence: 'Zoom does not serve dates that far back; set a later `start_date`.',
} as const satisfies Meaning;

export const PAGE_TOKEN_EXPIRED = {
  action: 'restart-slice',
  reason: 'page token expired',
  failureType: 'transient_error',
  sentence: 'The page token has expired; the list is read again from its first page.',
} as const satisfies Meaning;

/** One request that Zoom does not accept. */
export const NOT_VALID = {
  action: 'fail-item',
  reason: 'validation failed',
  failureType: 'system_error',
  sentence: REQUEST_ADVICE,
} as const satisfies Meaning;

/** A request that no other one of the stream can do better. */
export const WRONG_REQUEST = {
  action: 'fail-stream',
  reason: 'wrong request',
  failureType: 'system_error',
  sentence: REQUEST_ADVICE,
} as const satisfies Meaning;

export const NOT_READY = {
  action: 'retry',
  otherwise: 'fail-item',
  reason: 'not ready yet',
  failureType: 'transient_error',
  sentence: 'The data is not ready; the next run asks again.',
} as const satisfies Meaning;

export const SERVER_FAULT = {
  action: 'retry',
  otherwise: 'fail-item',
  reason: 'server fault',
  failureType: 'transient_error',
  sentence: 'Zoom had a fault; the next run asks again.',
} as const satisfies Meaning;

/**
 * The account's lists where it lacks the product. Zoom documents no code of its own for most of them: the words tell,
 * whatever the code. `name`: with what the product is called.
 */
export function productMissing(name: string): readonly RefusalRow[] {
  const missing = {
    path: ACCOUNT_LIST,
    about: 'account',
    action: 'stream-unavailable',
    reason: `no ${name}`,
    failureType: 'config_error',
    sentence: `This account has no ${name}, or the owner of the app no licence for it; leave the stream out, or subscribe to it and read the stream from the start.`,
  } as const;
  return [
    { http: [400, 401, 403], code: [200], text: PLAN, ...missing },
    { http: [403], code: null, text: PLAN, ...missing },
    { http: [400, 403, 404], code: null, text: NOT_ENABLED, ...missing },
  ];
}
