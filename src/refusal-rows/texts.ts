/**
 * What the words of a refusal say, as data. The same code stands for a missing plan, a missing permission and more, for
 * the account and for one user: https://developers.zoom.us/docs/api/ and captured answers (2026-11).
 */

/** A plan, an add-on, a licence. */
export const PLAN =
  /\bplans?\b|subscri|\bpaid\b|\blicen[cs](e|es|ed|ing)\b|\badd-?ons?\b|\bor (higher|above)\b|\bupgrade|\bonly available (for|to|on)\b|\bnot available (for|to|on)\b|\bZMP\b/i;

/** `Zoom Phone has not been enabled for this account.` Of a list of the account, where no single thing can be meant. */
export const NOT_ENABLED =
  /\bnot\s+(yet\s+|been\s+|currently\s+)*(enabled|activated|subscribed|provisioned|purchased|switched on|turned on)\b/i;

/** A permission of the role. Where a text speaks of the plan too, the plan decides. */
export const PERMISSION =
  /permission|privilege|not authori[sz]ed|unauthori[sz]ed|not allowed|access (is )?denied|forbidden|\broles?\b/i;

/** `Invalid access token, does not contain scopes:[user:read:list_users:admin].` */
export const SCOPES = /\bscopes?\b/i;

/** Not every scope is the token's: `The user is not within the scope of this role.` */
export const SCOPES_MISSING =
  /\bcontains? (the |any )?(required )?scopes?\b|\bscopes?\s*:?\s*\[|\b(missing|required?s?|lacks?|insufficient|needs?) (\S+ ){0,3}scopes?\b|\bscopes?\b (\S+ ){0,3}(missing|required|needed)/i;

/** `Account does not exist: abc.` That somebody's token is invalid is no such thing. */
export const ACCOUNT_UNKNOWN =
  /^(?!.*\btoken\b)(.*\baccount\b.*\b(not (exist|found|recogni[sz]ed)|unknown|invalid)|.*\b(no such|unknown|invalid) account\b)/i;

/** Of whoever an id names: `User does not exist: abc.`, `Meeting host not exist: abc`. */
export const HOST_UNKNOWN = /\b(user|host)\b/i;

/**
 * Of one meeting or webinar: registration is off, it is gone, its id is of the other kind. `Can not access webinar info, 1`
 * and `Meeting 1 is not found or has expired.` after Zoom's own list: https://github.com/harrisyang/api/tree/master/errors
 * (2018-08).
 */
export const NOT_OF_THIS_ONE =
  /registration|\b(webinar|meeting) ?id|\b(webinar|meeting)\b.{0,40}\b(not (exist|found)|expired)|\bcan ?not access (webinar|meeting)/i;

export const PAGE_TOKEN = /page.?token/i;

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
