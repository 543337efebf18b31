import type { Subject } from '../../errors.js';

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
