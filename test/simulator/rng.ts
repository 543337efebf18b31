import { createHash } from 'node:crypto';

/** Deterministic randomness: the same seed and words always give the same numbers. */

/** FNV-1a over the words, 32 bits. */
export function hash(...words: readonly (string | number)[]): number {
  let value = 0x811c9dc5;
  for (const letter of words.join('\u0000')) {
    value ^= letter.codePointAt(0) ?? 0;
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number in [low, high]. */
  int(low: number, high: number): number;
  pick<T>(choices: readonly T[], otherwise: T): T;
}

/** mulberry32: small, fast and good enough to lay out an account. */
export function random(...words: readonly (string | number)[]): Random {
  let state = hash(...words);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (choices, otherwise) => choices[Math.floor(next() * choices.length)] ?? otherwise,
  };
}

function digest(...words: readonly (string | number)[]): Buffer {
  return createHash('sha512').update(words.join('\u0000')).digest();
}

/** Opaque text id of `length` letters (86 at most), like Zoom's user, group and role ids. */
export function opaqueId(length: number, ...words: readonly (string | number)[]): string {
  return digest('id', ...words)
    .toString('base64url')
    .slice(0, length);
}

/** `1A2B…`, `length` hexadecimal digits. */
export function hexId(length: number, ...words: readonly (string | number)[]): string {
  return digest('hex', ...words)
    .toString('hex')
    .slice(0, length)
    .toUpperCase();
}

/**
 * Base64 of 16 bytes, as Zoom identifies an instance. Zoom wants those that begin with `/` or contain `//` encoded
 * twice (https://developers.zoom.us/docs/api/rest/using-zoom-apis/, 2026-11), so many here are of that kind.
 */
export function instanceUuid(ordinal: number, ...words: readonly (string | number)[]): string {
  const text = digest('uuid', ordinal, ...words)
    .subarray(0, 16)
    .toString('base64');
  const shapes: readonly ((plain: string) => string)[] = [
    (plain) => `/${plain.slice(1)}`,
    (plain) => plain,
    (plain) => `${plain.slice(0, 9)}//${plain.slice(11)}`,
    (plain) => `${plain.slice(0, 4)}+${plain.slice(5, 12)}/${plain.slice(13)}`,
    (plain) => plain,
    (plain) => `//${plain.slice(2)}`,
    (plain) => plain,
    (plain) => `${plain.slice(0, 5)}+${plain.slice(6)}`,
  ];
  return (shapes[ordinal % shapes.length] ?? ((plain: string) => plain))(text);
}
