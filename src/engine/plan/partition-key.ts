import { createHash } from 'node:crypto';
import { accountId } from './partition-ref.js';

/**
 * A partition's id as the state spells it. Ids come from outside, so their length is nobody's promise: a host who is no
 * user is known by an address alone, which may have 254 characters of six bytes each. What is short and plain stays as
 * it is; anything else is its plain beginning, a tilde and a hash. The tilde comes after all that is plain, and so a key
 * never sorts before an id that it would follow.
 */
export const longestKey = 48;
const headLength = 23;
const hashLength = 16;

/** One byte each in JSON, whoever writes it. */
const plain = /^[ !#-[\]-}]+/;
const shortened = /^[ !#-[\]-}]{0,23}~[\w-]{16}$/;

export function partitionKey(id: string): string {
  if (isPlain(id) && id !== accountId) return id;
  const hash = createHash('sha256').update(Buffer.from(id, 'utf16le')).digest('base64url');
  return `${headOf(id)}~${hash.slice(0, hashLength)}`;
}

/** The key that a stored state means: earlier versions wrote every id in full. */
export function storedKey(key: string): string {
  return isKey(key) ? key : partitionKey(key);
}

/** A stored watermark, or a smaller one where it is an id in full: what lies between is read again. */
export function storedWatermark(watermark: string): string {
  return isKey(watermark) ? watermark : headOf(watermark);
}

function isKey(text: string): boolean {
  return text === '' || isPlain(text) || shortened.test(text);
}

function isPlain(text: string): boolean {
  return text.length <= longestKey && plain.exec(text)?.[0].length === text.length;
}

function headOf(id: string): string {
  return plain.exec(id.slice(0, headLength))?.[0] ?? '';
}
