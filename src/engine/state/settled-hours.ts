import { codeLength } from './hour-digests.js';

/** Hours since 1970 in four letters, and then the code of each hour from there on. */
const headLength = 4;
const none = '-'.repeat(codeLength);
const form = /^[0-9a-z]{4}(?:[\w+/-]{5})*$/;

/** What so many hours take in the state. */
export function hoursBytes(hours: number): number {
  return separator.length + headLength + hours * codeLength;
}

/** In the state both stand in one text: what is remembered of items, and the hours behind a dot. */
const separator = '.';

export function splitSeen(text: string): { readonly items: string; readonly hours: string } {
  const at = text.indexOf(separator);
  return at < 0
    ? { items: text, hours: '' }
    : { items: text.slice(0, at), hours: text.slice(at + separator.length) };
}

export function joinSeen(items: string, hours: string): string {
  return hours === '' ? items : `${items}${separator}${hours}`;
}

/** By hour, what the rows of another list looked like whose consequences were all read. */
export type HourCodes = ReadonlyMap<number, string>;

export function parseHours(text: string): HourCodes {
  const codes = new Map<number, string>();
  if (!form.test(text)) return codes;
  const first = parseInt(text.slice(0, headLength), 36);
  for (let at = headLength, hour = first; at < text.length; at += codeLength, hour += 1) {
    const code = text.slice(at, at + codeLength);
    if (code !== none) codes.set(hour, code);
  }
  return codes;
}

/** The newest of them, so many hours at most. */
export function formatHours(codes: HourCodes, most: number): string {
  if (codes.size === 0 || most < 1) return '';
  const last = Math.max(...codes.keys());
  const first = Math.max(Math.min(...codes.keys()), last - most + 1);
  let text = first.toString(36).padStart(headLength, '0');
  for (let hour = first; hour <= last; hour += 1) text += codes.get(hour) ?? none;
  return text;
}
