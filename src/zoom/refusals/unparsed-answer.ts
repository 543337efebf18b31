import type { JsonObject } from '../../json.js';

/** A page that was cut short says enough in its first words. */
const MOST = 4_000;

const XML = /^\s*(<\?xml[^>]*\?>\s*)?<(result|error)\b/i;
const BROKEN =
  /^\s*\{\s*("status"\s*:\s*false\s*,\s*)?"(?:code|errorCode)"\s*:\s*"?(-?\d{1,9})"?\s*,\s*"(?:message|errorMessage)"\s*:\s*"/;

/**
 * What an error says that is no JSON; null where it is none of Zoom's. Both were seen: XML, which Zoom writes for whoever
 * does not ask for JSON, as files are not asked for (https://github.com/licht1stein/pyzoom/pull/71, 2021-08;
 * https://github.com/rapid7/insightconnect-plugins/pull/2720, 2024-08), and quotes inside of a text that nobody escaped
 * (https://github.com/Jericho/ZoomNet/issues/361, 2024-09).
 */
export function readUnparsed(raw: string): JsonObject | null {
  const start = raw.slice(0, MOST);
  return XML.test(start) ? inXml(start) : inBrokenJson(start);
}

function inXml(text: string): JsonObject | null {
  const code = /<code>\s*(-?\d{1,9})\s*<\/code>/.exec(text)?.[1];
  if (code === undefined) return null;
  const [message = '', ...more] = [...text.matchAll(/<message>([^<]*)<\/message>/g)].map(([, words = '']) =>
    unescaped(words),
  );
  const fields = [...text.matchAll(/<field>([^<]*)<\/field>/g)].map(([, name = '']) => unescaped(name));
  const errors = more.map((words, index) => ({ field: fields[index] ?? '', message: words }));
  return { code: Number(code), message, ...(errors.length === 0 ? {} : { errors }) };
}

/** The text ends where the last quote stands. */
function inBrokenJson(text: string): JsonObject | null {
  const found = BROKEN.exec(text);
  if (found === null) return null;
  const [start, , code] = found;
  const end = text.lastIndexOf('"');
  return {
    code: Number(code),
    message: end < start.length ? text.slice(start.length) : text.slice(start.length, end),
  };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(words: string): string {
  return words.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
