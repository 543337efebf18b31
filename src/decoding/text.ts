import { detect } from 'chardet';

export interface DecodedText {
  readonly text: string;
  /** By the names of the WHATWG: `utf-8`, `utf-16le`, `windows-1252`. */
  readonly encoding: string;
}

/** Enough to tell an encoding by; the time it takes grows with it. */
const SAMPLE = 64 * 1024;

const marks: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** By its byte order mark, else UTF-8 where all of it is that, else what it looks like. Never fails: in doubt Latin. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = marks.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte));
  if (marked !== undefined) return decodedAs(marked[0], bytes);
  const wide = wideWithoutMark(bytes);
  if (wide !== null) return decodedAs(wide, bytes);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return decodedAs(guess(bytes.subarray(0, SAMPLE)), bytes);
  }
}

function decodedAs(encoding: string, bytes: Uint8Array): DecodedText {
  const decoder = new TextDecoder(encoding);
  return { text: decoder.decode(bytes), encoding: decoder.encoding };
}

/** Western text in UTF-16 has a zero in every second byte. */
function wideWithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 2 * 512);
  if (sample.length < 4 || bytes.length % 2 === 1) return null;
  const zeros = [0, 0];
  for (const [place, byte] of sample.entries()) {
    if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const most = 0.4 * (sample.length / 2);
  if (odd > most && even === 0) return 'utf-16le';
  return even > most && odd === 0 ? 'utf-16be' : null;
}

/** Of what Node can decode: https://nodejs.org/docs/latest-v20.x/api/util.html#whatwg-supported-encodings (2026-11). */
function guess(sample: Uint8Array): string {
  const found = detect(sample) ?? '';
  try {
    return new TextDecoder(found).encoding;
  } catch {
    return 'windows-1252';
  }
}

/** Text has line ends and tabs, and hardly any other control character. */
export function looksLikeText(text: string): boolean {
  const sample = text.slice(0, SAMPLE);
  let odd = 0;
  for (let place = 0; place < sample.length; place += 1) {
    const code = sample.charCodeAt(place);
    if (code === 0 || code === 0xfffd || (code < 32 && !isLayout(code))) odd += 1;
  }
  return odd <= sample.length / 100;
}

/** Tab, line feed, form feed, carriage return, escape. */
function isLayout(code: number): boolean {
  return code === 9 || code === 10 || code === 12 || code === 13 || code === 27;
}

/** Lines, however they end. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n?|\n/);
}
