import { isJsonArray, isJsonObject } from '../../src/json.js';
import type { JsonObject, JsonValue } from '../../src/json.js';

/**
 * Whether a delivered row says what Zoom said. What a connector may do to a value is written down here, as the project's
 * documents promise it, and nothing else is forgiven: ids and numbers may be text, empty text null, times in UTC; what
 * does not fit its column stands in `extra_fields` under its place.
 */

/** Made by the connector, in no row of Zoom's. */
const made: ReadonlySet<string> = new Set(['row_id', 'extra_fields']);

/** What stands in an expected row where nobody can say the value beforehand; that there is one is still expected. */
export const anyValue = '(any value)';

/** Secrets of the simulated account begin with this word; those that cannot have names of their own. */
const secretWord = 'SECRET';
const secretNames: ReadonlySet<string> = new Set([
  'start_url',
  'participant_pin_code',
  'activation_code',
  'event_join_link',
  'qr_code_url',
]);

function isSecret(name: string, value: JsonValue | undefined): boolean {
  return secretNames.has(name) || (typeof value === 'string' && value.startsWith(secretWord));
}

/** A link without the parameters that hold secrets. */
function shown(text: string): string {
  if (!text.includes(secretWord)) return text;
  const rest = text.replaceAll(/([?&])[\w.-]+=SECRET[^&#\s"]*/g, '$1');
  return rest.replaceAll(/([?&])&+/g, '$1').replaceAll(/[?&](?=$|[#\s"])/g, '');
}

const isNothing = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === '';

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;
const timeOfLog = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d):(\d{3})$/;
const truths: ReadonlyMap<JsonValue, boolean> = new Map<JsonValue, boolean>([
  [0, false],
  ['0', false],
  ['false', false],
  [1, true],
  ['1', true],
  ['true', true],
]);

/** Ids and numbers may be text. */
function unquoted(json: string): string {
  return json.replace(/^"(.*)"$/, '$1');
}

function sameLeaf(expected: JsonValue, delivered: JsonValue | undefined): boolean {
  if (expected === anyValue) return !isNothing(delivered);
  if (isNothing(expected) && isNothing(delivered)) return true;
  const wanted = typeof expected === 'string' ? shown(expected) : expected;
  if (delivered === undefined || delivered === null || isJsonObject(delivered) || isJsonArray(delivered))
    return false;
  return typeof delivered === 'boolean'
    ? wanted === delivered || truths.get(wanted) === delivered
    : sameText(wanted, delivered);
}

/** Whatever is quoted, and however a time is written. */
function sameText(expected: JsonValue, delivered: string | number): boolean {
  const one = unquoted(JSON.stringify(expected));
  const other = unquoted(JSON.stringify(delivered));
  if (one === other) return true;
  const [first = '', second = ''] = [one, other].map((text) => text.replace(timeOfLog, '$1T$2.$3Z'));
  return time.test(first) && time.test(second) && Date.parse(first) === Date.parse(second);
}

interface Place {
  /** Of the row, with dots. */
  readonly path: string;
  readonly extra: JsonObject;
  readonly differences: string[];
}

function differ(place: Place, expected: JsonValue, delivered: JsonValue | undefined): void {
  const { path, extra, differences } = place;
  const kept = extra[path];
  if (isNothing(delivered) && kept !== undefined) {
    compare({ ...place, extra: {} }, expected, kept);
    return;
  }
  const short = (value: JsonValue | undefined): string => JSON.stringify(value ?? null).slice(0, 80);
  differences.push(`${path}: ${short(expected)} came as ${short(delivered)}`);
}

function compare(place: Place, expected: JsonValue, delivered: JsonValue | undefined): void {
  if (isJsonArray(expected)) compareLists(place, expected, delivered);
  else if (isJsonObject(expected)) compareObjects(place, expected, delivered);
  else if (isJsonArray(delivered) && delivered.length === 1) compare(place, expected, delivered[0]);
  else if (!sameLeaf(expected, delivered)) differ(place, expected, delivered);
}

function compareLists(place: Place, expected: readonly JsonValue[], delivered: JsonValue | undefined): void {
  if (expected.length === 0 && isNothing(delivered)) return;
  if (!isJsonArray(delivered) || delivered.length !== expected.length)
    return differ(place, expected, delivered);
  for (const [index, item] of expected.entries()) {
    compare({ ...place, path: `${place.path}.${index}` }, item, delivered[index]);
  }
}

function compareObjects(place: Place, expected: JsonObject, delivered: JsonValue | undefined): void {
  if (!isJsonObject(delivered)) return differ(place, expected, delivered);
  for (const name of new Set([...Object.keys(expected), ...Object.keys(delivered)])) {
    compareField({ ...place, path: `${place.path}.${name}` }, name, [expected[name], delivered[name]]);
  }
}

function compareField(
  place: Place,
  name: string,
  [expected, delivered]: readonly [JsonValue | undefined, JsonValue | undefined],
): void {
  if (isSecret(name, expected)) {
    if (!isNothing(delivered)) place.differences.push(`${place.path}: a secret`);
  } else compare(place, expected ?? null, delivered);
}

/** What stands at a place, which may be a field with dots in its name. */
function valueAt(row: JsonObject, path: string): JsonValue | undefined {
  if (path in row) return row[path];
  return path.split('.').reduce<JsonValue | undefined>((value, name) => {
    if (isJsonArray(value)) return value[Number(name)];
    return isJsonObject(value) ? value[name] : undefined;
  }, row);
}

/** What a delivered row says otherwise than the expected one, a line for each field. */
export function valueDifferences(expected: JsonObject, delivered: JsonObject): readonly string[] {
  const { extra_fields: kept } = delivered;
  const extra = isJsonObject(kept) ? kept : {};
  const differences: string[] = [];
  for (const name of new Set([...Object.keys(expected), ...Object.keys(delivered)])) {
    if (made.has(name)) continue;
    compareField({ path: name, extra, differences }, name, [expected[name], delivered[name] ?? null]);
  }
  for (const [path, value] of Object.entries(extra)) {
    const place = { path: `extra_fields ${path}`, extra: {}, differences };
    // Without its field it was looked at as that field's value.
    if (valueAt(expected, path) === undefined) compare(place, null, value);
  }
  return differences;
}
