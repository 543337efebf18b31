import { isJsonArray, type JsonObject, type JsonValue } from '../json.js';
import { fieldsBefore, put } from './fields.js';

/** What is not for the eyes of whoever reads a destination, or a log. */
export interface Secrets {
  /** Names of fields that hold secrets, at any depth. */
  readonly fields: ReadonlySet<string>;
  /** Takes out of the links in a text what opens something; gives back the text itself where there is nothing. */
  readonly clean: (text: string) => string;
  /** True where the configuration wants them in catalog and records. They stay out of logs all the same. */
  readonly areKept: boolean;
}

/** Without secrets, however deep. What need not change is given back itself. */
export function withoutSecrets(value: JsonValue, secrets: Secrets): JsonValue {
  if (typeof value === 'string') return secrets.clean(value);
  if (typeof value !== 'object' || value === null) return value;
  return isJsonArray(value) ? listWithout(value, secrets) : objectWithout(value, secrets);
}

function listWithout(list: readonly JsonValue[], secrets: Secrets): readonly JsonValue[] {
  let copy: JsonValue[] | null = null;
  for (const [index, item] of list.entries()) {
    const cleaned = withoutSecrets(item, secrets);
    if (copy === null && cleaned !== item) copy = list.slice(0, index);
    copy?.push(cleaned);
  }
  return copy ?? list;
}

export function objectWithout(object: JsonObject, secrets: Secrets): JsonObject {
  let copy: Record<string, JsonValue> | null = null;
  for (const name of Object.keys(object)) {
    const item = object[name] ?? null;
    const isHidden = secrets.fields.has(name);
    const cleaned = isHidden ? null : withoutSecrets(item, secrets);
    if (isHidden || cleaned !== item) copy ??= fieldsBefore(name, object);
    if (copy !== null && !isHidden) put(copy, name, cleaned);
  }
  return copy ?? object;
}

/**
 * Compiles what takes parameters out of links. A link is wherever text has a parameter: in its query or its fragment, in
 * HTML, in JSON text, and inside a parameter of another link, where its signs are percent-encoded.
 * @param names the parameters, as alternatives of a regular expression; case does not count
 */
export function compileLinkCleaner(names: string): (text: string) => string {
  const plain = signs({
    start: String.raw`[?#]|\\u003f`,
    between: String.raw`&amp;|[&;]|\\u0026`,
    equals: String.raw`=|%(?:25)*3D|\\u003d`,
    value: '',
  });
  const encoded = signs({
    start: '%(?:25)*(?:3F|23)',
    between: '%(?:25)*(?:26|3B)',
    equals: '%(?:25)*3D',
    // A sign that ends the value of an encoded parameter is encoded itself.
    value: '(?!%(?:25)*(?:26|23|3B))',
  });
  const suspect = new RegExp(`(?:${plain.anySign}|${encoded.anySign})(?:${names})(?:${plain.equals})`, 'i');
  const steps = [plain, encoded].map((one) => one.steps(names));
  return (text) => {
    // Looking for a character is many times faster than the expression is, and most texts are short and plain.
    if (text.length < shortestLink || !mayHold(text) || !suspect.test(text)) return text;
    return steps.reduce((cleaned, step) => step(cleaned), text);
  };
}

/** `?tk=x` behind anything at all. */
const shortestLink = 5;

function mayHold(text: string): boolean {
  return text.includes('=') || text.includes('%') || text.includes('\\u003');
}

interface Signs {
  readonly start: string;
  readonly between: string;
  readonly equals: string;
  /** What the next character of a value must not begin. */
  readonly value: string;
}

function signs({ start, between, equals, value }: Signs) {
  const end = String.raw`[^\s&#"'<>()[\]{}|\\^` + '`]';
  const pair = (names: string): string => `(?:${names})(?:${equals})(?:${value}${end})*`;
  return {
    equals,
    anySign: `${start}|${between}`,
    steps(names: string): (text: string) => string {
      const one = pair(names);
      const first = new RegExp(`(${start})${one}(?:(?:${between})${one})*(${between})?`, 'gi');
      const later = new RegExp(`(?:${between})${one}`, 'gi');
      const kept = (_: string, sign: string, next: string | undefined): string =>
        next === undefined ? '' : sign;
      return (text) => text.replace(first, kept).replace(later, '');
    },
  };
}
