import { printable } from '../printable.js';
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

/** What opens something, by what stands before it or by its form: a text may hold more than what we hold ourselves. */
const telltales: readonly RegExp[] = [
  /(?<=\b(?:Bearer|Basic)\s+)[A-Za-z0-9._~+/=-]{8,}/gi,
  /(?<=\b(?:access_token|refresh_token|client_secret|assertion|jwt|zak)["']?\s*[=:]\s*["']?)[^\s&"',;}\])]{4,}/gi,
  // Header, claims and signature, as Zoom's tokens are.
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
];

/** A function that masks the secrets, in the forms that they take on their way, and what looks like a token. */
export function createScrubber(secrets: readonly string[]): Scrubber {
  const forms = [...new Set(secrets.filter((secret) => secret.length >= shortestSecret).flatMap(formsOf))];
  // The longest first: one secret may be part of another.
  forms.sort((a, b) => b.length - a.length);
  return (text) => {
    const masked = forms.reduce((rest, form) => rest.replaceAll(form, mask), text);
    return telltales.reduce((rest, telltale) => rest.replace(telltale, mask), masked);
  };
}

function formsOf(secret: string): readonly string[] {
  const encoded = [encodeURIComponent(secret), new URLSearchParams({ s: secret }).toString().slice(2)];
  const bytes = Buffer.from(secret);
  return [
    secret,
    ...encoded,
    ...encoded.map((text) => text.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())),
    JSON.stringify(secret).slice(1, -1),
    printable(secret),
    bytes.toString('base64'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ];
}
