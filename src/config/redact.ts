import type { Settings } from './settings.js';

export type Scrubber = (text: string) => string;

const mask = '****';

/** Below this a text is no secret, and masking it would garble every message. */
const shortestSecret = 4;

/** The credentials as they may show in a log: alone, and as the token request's Authorization header holds them. */
export function secretsOf(settings: Pick<Settings, 'clientId' | 'clientSecret'>): readonly string[] {
  const pair = `${settings.clientId}:${settings.clientSecret}`;
  return [settings.clientSecret, Buffer.from(pair).toString('base64')];
}

/** A function that masks the secrets, in their URL-encoded and JSON-escaped forms too, and any bearer token. */
export function createScrubber(secrets: readonly string[]): Scrubber {
  const forms = [...new Set(secrets.filter((secret) => secret.length >= shortestSecret).flatMap(formsOf))];
  // The longest first: one secret may be part of another.
  forms.sort((a, b) => b.length - a.length);
  return (text) =>
    forms
      .reduce((masked, form) => masked.replaceAll(form, mask), text)
      .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${mask}`);
}

function formsOf(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ s: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
  ];
}
