import type { JsonObject, JsonValue } from '../../src/json.js';

/**
 * A row with what trips programs that copy rows and write them: text that was cut within an emoji, NUL, names that every
 * object has already, and truths as 0 and 1, as Zoom's older services send them.
 */
export function oddRow(row: JsonObject): JsonObject {
  const numbered = Object.entries(row).map(([name, value]): [string, JsonValue] => [
    name,
    name === undescribed ? value : asNumber(value),
  ]);
  return Object.fromEntries([...numbered, ...Object.entries(additions)]);
}

/** What no documentation describes: nobody can tell that 1 means true there. */
const undescribed = 'launch_surface';

const oddText = 'cut \ud83d and \u0000';

const inner: JsonObject = { size: 1, note: oddText, link: 'https://example.zoom.us/j/1?a=1&zak=SECRET-odd' };

/** `fromEntries` makes `__proto__` a field like any other; writing it down would not. */
const additions: JsonObject = Object.fromEntries<JsonValue>([
  ['__proto__', inner],
  ['constructor', 'any'],
  ['toString', null],
  ['half \ud83d', oddText],
]);

function asNumber(value: JsonValue): JsonValue {
  return typeof value === 'boolean' ? Number(value) : value;
}
