import { isJsonObject } from '../../json.js';
import type { JsonValue } from '../../json.js';

interface TokenErrorRow {
  /** Against `error`, `reason` and the code of the reply, joined by blanks. */
  readonly text: RegExp;
  readonly sentence: string;
}

/**
 * The token endpoint says `{"reason": "...", "error": "..."}` with HTTP 400 or 401; codes of the OAuth error list may
 * stand in the text. https://developers.zoom.us/docs/internal-apps/s2s-oauth/ (2026-11). The first row that fits wins.
 */
const TOKEN_ERRORS: readonly TokenErrorRow[] = [
  {
    text: /unsupported_grant_type|unsupported grant|\b4,?705\b/i,
    sentence:
      'The app is not of the kind Server-to-Server OAuth: create one of that kind in the Zoom App Marketplace and use its credentials.',
  },
  {
    text: /owner|\b4,?735\b/i,
    sentence:
      'The owner of the Zoom app has left the account: an administrator must take the app over, or create a new one.',
  },
  {
    text: /disabled|deactivated|inactive|not (been )?activated|not active|\b4,?7(17|38)\b/i,
    sentence: 'The Zoom app is deactivated: activate it in the Zoom App Marketplace (Manage, Activation).',
  },
  {
    text: /invalid_client|client|\b4,?70[24]\b/i,
    sentence: "The client id or the client secret is wrong: copy both from the app's Credentials page.",
  },
  {
    text: /scope|\b4,?711\b/i,
    sentence: "The app has no scopes: add them on the app's Scopes page in the Zoom App Marketplace.",
  },
  {
    text: /account|invalid_request|bad request/i,
    sentence:
      "The account id is wrong, or the app is deactivated: compare `account_id` with the app's Credentials page and check its Activation page.",
  },
];

const UNKNOWN =
  "Zoom issues no token: check account id, client id and client secret on the app's Credentials page, and that the app is activated.";

/** @returns the sentence for the user, and Zoom's own words. */
export function explainTokenError(body: JsonValue | undefined): { sentence: string; said: string } {
  const fields = isJsonObject(body) ? [body['error'], body['reason'], body['code'], body['message']] : [];
  const said = fields.filter((field) => typeof field === 'string' || typeof field === 'number').join(' ');
  return { sentence: TOKEN_ERRORS.find((row) => row.text.test(said))?.sentence ?? UNKNOWN, said };
}
