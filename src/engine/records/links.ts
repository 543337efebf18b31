/**
 * Compiles what takes parameters out of links. A link is wherever text has a parameter: in its query or its fragment, in
 * HTML, in JSON text, and inside a parameter of another link, where its signs are percent-encoded.
 * @param names the parameters, as alternatives of a regular expression; case does not count
 */
export function compileLinkCleaner(names: string): (text: string) => string {
  const plain = compilePlain(names);
  const escaped = compileEscaped(names);
  return (text) => {
    // Looking for a character is many times faster than an expression is, and nearly all texts are no links.
    if (text.length < shortestLink) return text;
    if (text.includes('%') || text.includes('\\u00')) return escaped(text);
    return text.includes('=') ? plain(text) : text;
  };
}

/** `?tk=x` behind anything at all. */
const shortestLink = 6;

/** Ends a value: what no link holds unencoded, and what people put around links. */
const valueCharacter = '[^\\s&#"\'<>()[\\]{}|\\\\^`]';

const longestName = 60;

/** Row after row has links with the same parameters, so it is remembered which of them are meant. */
const mostRemembered = 1_000;

function compilePlain(names: string): (text: string) => string {
  const isMeant = remembered(new RegExp(`^(?:${names})$`, 'i'));
  const parameter = new RegExp(`(&amp;|[?#&;])([\\w.-]{1,${longestName}})(=${valueCharacter}*)?`, 'g');
  return (text) => {
    const at = firstMeant(text, isMeant);
    if (at < 0) return text;
    // Zoom's own links have one parameter, at their end.
    if (lastOfText.test(text.slice(at))) return text.slice(0, at);
    return withoutMeant(text, parameter, isMeant);
  };
}

function withoutMeant(text: string, parameter: RegExp, isMeant: (name: string) => boolean): string {
  const parts: string[] = [];
  let done = 0;
  let start = '';
  for (const { 0: found, 1: sign = '', 2: name = '', 3: value, index } of text.matchAll(parameter)) {
    // What follows a first parameter that is gone is now the first one.
    const isNext = index === done && start !== '' && !isStart(sign);
    const lead = isNext ? start : sign;
    const isGone = value !== undefined && isMeant(name);
    parts.push(text.slice(done, index), isGone ? '' : lead + found.slice(sign.length));
    start = isGone && isStart(lead) ? lead : '';
    done = index + found.length;
  }
  return parts.join('') + text.slice(done);
}

function isStart(sign: string): boolean {
  return sign === '?' || sign === '#';
}

/** Where the first parameter begins that is meant, its sign included; -1 where there is none. */
function firstMeant(text: string, isMeant: (name: string) => boolean): number {
  for (let equals = text.indexOf('='); equals >= 0; equals = text.indexOf('=', equals + 1)) {
    let from = equals;
    while (from > 0 && isNameCharacter(text.charCodeAt(from - 1))) from -= 1;
    const length = equals - from;
    const hasSign = from > 0 && signCodes.has(text.charCodeAt(from - 1));
    if (hasSign && length > 0 && length <= longestName && isMeant(text.slice(from, equals))) return from - 1;
  }
  return -1;
}

const signCodes: ReadonlySet<number> = new Set(['?', '#', '&', ';'].map((sign) => sign.charCodeAt(0)));

/** A parameter behind its sign, and nothing after it. An `&amp;` is none of these signs, so that nothing of it stays. */
const lastOfText = /^[?#&][\w.-]+=[\w.~+-]*$/;

function isNameCharacter(code: number): boolean {
  const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return isLetter || (code >= 48 && code <= 57) || code === 95 || code === 45 || code === 46;
}

function remembered(expression: RegExp): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const isMeant = expression.test(name);
    if (known.size < mostRemembered) known.set(name, isMeant);
    return isMeant;
  };
}

/** Signs that are percent-encoded, once or oftener, or as JSON text escapes them. */
function compileEscaped(names: string): (text: string) => string {
  const json: Signs = {
    start: String.raw`\?|#|\\u003f`,
    between: String.raw`&amp;|[&;]|\\u0026`,
    equals: String.raw`=|%(?:25)*3D|\\u003d`,
    value: valueCharacter,
  };
  const encoded: Signs = {
    start: '%(?:25)*(?:3F|23)',
    between: '%(?:25)*(?:26|3B)',
    equals: '%(?:25)*3D',
    // A sign that ends the value of an encoded parameter is encoded itself.
    value: `(?!%(?:25)*(?:26|23|3B))${valueCharacter}`,
  };
  const anySign = [json.start, json.between, encoded.start, encoded.between].join('|');
  const suspect = new RegExp(`(?:${anySign})(?:${names})(?:${json.equals})`, 'i');
  const steps = [json, encoded].map((signs) => escapedStep(names, signs));
  return (text) => (suspect.test(text) ? steps.reduce((cleaned, step) => step(cleaned), text) : text);
}

interface Signs {
  readonly start: string;
  readonly between: string;
  readonly equals: string;
  readonly value: string;
}

function escapedStep(names: string, { start, between, equals, value }: Signs): (text: string) => string {
  const one = `(?:${names})(?:${equals})(?:${value})*`;
  const first = new RegExp(`(${start})${one}(?:(?:${between})${one})*(${between})?`, 'gi');
  const later = new RegExp(`(?:${between})${one}`, 'gi');
  const kept = (_: string, sign: string, next: string | undefined): string =>
    next === undefined ? '' : sign;
  return (text) => text.replace(first, kept).replace(later, '');
}
