import type { Subject } from '../../errors.js';

/**
 * What the words of a refusal say, as data. The same code stands for a missing plan, a missing permission and more, for
 * the account and for one user: https://developers.zoom.us/docs/api/ and captured answers (2026-11).
 */

/** A plan, an add-on, a licence. */
export const PLAN =
  /\bplans?\b|subscri|\bpaid\b|\blicen[cs](e|es|ed|ing)\b|\badd-?ons?\b|\bor (higher|above)\b|\bupgrade|\bonly available (for|to|on)\b|\bnot available (for|to|on)\b|\bZMP\b/i;

/** A permission of the role. Where a text speaks of the plan too, the plan decides. */
export const PERMISSION =
  /permission|privilege|not authori[sz]ed|unauthori[sz]ed|not allowed|access (is )?denied|forbidden|\broles?\b/i;

/** `Invalid access token, does not contain scopes:[user:read:list_users:admin].` */
export const SCOPES = /\bscopes?\b/i;

/** Not every scope is the token's: `The user is not within the scope of this role.` */
export const SCOPES_MISSING =
  /\bcontains? (the |any )?(required )?scopes?\b|\bscopes?\s*:?\s*\[|\b(missing|required?s?|lacks?|insufficient|needs?) (\S+ ){0,3}scopes?\b|\bscopes?\b (\S+ ){0,3}(missing|required|needed)/i;

export const PAGE_TOKEN = /page.?token/i;

/** `Account does not exist: abc.`, which phone answers with the code of a refused token. */
export const ACCOUNT_UNKNOWN =
  /\baccount\b.*\b(not (exist|found|recogni[sz]ed)|unknown|invalid)|\b(no such|unknown|invalid) account\b/i;

export const TRASH = /\btrash|recycle|\bdeleted\b/i;

export const SETTING_OF_ACCOUNT =
  /only share|shared? .*\be-?mail|by e-?mail|\bIP\b|account.{0,3} settings?|restricted by/i;

const PERIOD = /(\d+|one|two|three|six|twelve|thirteen|few)?[\s-]*(hour|day|week|month|year)s?/.source;

/**
 * The dates asked for lie before what Zoom keeps: `The request can only be queried for a month that falls within the
 * last six months.` Dates in the wrong order, in the future or too far apart are no such thing.
 */
export const TOO_OLD = new RegExp(
  [
    `\\b(last|past|previous|recent|latest)\\s+${PERIOD}`,
    `\\b${PERIOD}\\s+(ago|old|back|in the past)\\b`,
    `\\b(older|earlier|before|beyond|prior to|more|further back|exceeds?)\\b.{0,30}\\b${PERIOD}\\b.{0,20}\\b(ago|old|back|past|history|today|now|current)`,
    `\\b(older|earlier) than\\b.{0,30}(${PERIOD}|\\d{4})`,
    // No window that is asked for is that wide, so it is the age.
    '\\b(six|6|twelve|12|thirteen|13)[\\s-]*months?\\b|\\b(180|183|365)[\\s-]*days?\\b',
    `\\bbeyond\\s+(the\\s+)?(last\\s+)?${PERIOD}`,
    '\\btoo (old|early|far back|far in the past)\\b',
    '\\bno longer (kept|available|retained|stored|supported)\\b',
    '\\bretention\\b',
  ].join('|'),
  'i',
);

/** Any other word about dates. */
export const DATE = /\bdates?\b|_date\b|\bmonths?\b|\byear\b|\b(from|to):|["'`](from|to)["'`]/i;

/** Texts about one user, which may speak of the account or its plan as well; they are looked at first. */
const ABOUT_ONE: readonly RegExp[] = [
  // `Enable webinar for this user ...`, `... not allowed for your user account.`
  /\b(this|that|the|your|each|every|an?|any|such|following|given|specified|current)\s+(\w+\s+)?(user|host|member|person)\b/i,
  // `User does not have ...`, `Host 4a9z is not licensed.`
  /\b(users?|hosts?)\s+(account\s+)?(\S+\s+)?(do(es)?(n't)?|is(n't)?|are(n't)?|has(n't)?|have|was|can(not|'t)?|must|needs?|lacks?|requires?|not|without)\b/i,
  // `Only available for paid users: 4a9z.`
  /\b(paid|licen[cs]ed|basic|pro|free|business|webinar|assigned|registered|active|internal)\s+(account\s+)?(users?|hosts?)\b/i,
  /\b(users?|hosts?|user.?ids?|e-?mail)\s*[:=(]/i,
  /\b(for|of|by|to)\s+(users?|hosts?)\b/i,
  // `Jane Doe's account is not licensed.` Basic is what a user without a licence is; of an account it costs requests only.
  /\b(?!(organi[sz]ation|company|customer|team)'s)[\w.-]+'s?\s+(zoom\s+)?account\b/i,
  /\baccounts? (of|belonging to|owned by|assigned to)\b/i,
  /\bbasic\b/i,
  /[^\s:<>"'(]+@[^\s@]+\.\w/,
];

/** Texts about the account: what they say of one user holds for all. */
const ABOUT_ACCOUNT: readonly RegExp[] = [
  // `Only available for Paid or ZMP account: x`, `... Business or higher accounts ...`
  /\b(paid|free|pro|business|education|enterprise|partner|ZMP|higher|trial|master|upgraded)\s+(plan\s+)?accounts?\b/i,
  /\b(this|the|your|an|entire|whole|current)\s+(zoom\s+)?account('s)?\b/i,
  /\baccounts\b/i,
  /\baccount('s)?\s*(:|=|\b(must|has|have|do(es)?|is|are|lacks?|needs?|level|settings?|plan|subscription|type|id|owner|admin|administrators?|without|cannot|can't|with|that|which|on)\b)/i,
  // Tiers of the plan are the account's; what a user has is a licence.
  /\b(pro|business|education|enterprise)\b.{0,25}\bor (higher|above)\b/i,
];

/** Null where the text says neither. */
export function subjectNamed(text: string, asked: readonly string[]): Exclude<Subject, 'item'> | null {
  if (asked.some((id) => names(text, id)) || ABOUT_ONE.some((one) => one.test(text))) return 'partition';
  return ABOUT_ACCOUNT.some((one) => one.test(text)) ? 'account' : null;
}

/** `...: u1.` names u1, and `u10` does not. */
function names(text: string, id: string): boolean {
  if (id === '' || id === 'me') return false;
  const at = text.indexOf(id);
  if (at < 0) return false;
  return !isWordAt(text, at - 1) && !isWordAt(text, at + id.length);
}

function isWordAt(text: string, index: number): boolean {
  return /[\w-]/.test(text.charAt(index));
}
