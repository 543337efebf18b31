import { isDeepStrictEqual } from 'node:util';
import { isJsonArray, isJsonObject } from '../../src/json.js';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { at } from '../support/json-paths.js';
import { propertiesOf, typesOf } from '../support/schema-walk.js';

type Path = readonly (string | number)[];

/** A value that holds no other one, and its way from the top of the row. */
interface Leaf {
  readonly path: Path;
  readonly sent: JsonValue;
}

export interface Expectation {
  readonly schema: JsonObject;
  readonly secrets: ReadonlySet<string>;
}

function leavesOf(value: JsonValue, path: Path = []): readonly Leaf[] {
  const inner = isJsonArray(value)
    ? value.map((item, index) => [index, item] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  if (inner.length === 0) return [{ path, sent: value }];
  return inner.flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

/** The leaves of a row that are nowhere in its record, in words. */
export function faultsBetween(
  row: JsonObject,
  record: JsonObject,
  expectation: Expectation,
): readonly string[] {
  return leavesOf(row)
    .filter((leaf) => !hasArrived(leaf, record, expectation))
    .map(({ path, sent }) => {
      const got = JSON.stringify(at(record, ...path));
      return `${path.join('.')}: sent ${JSON.stringify(sent)}, got ${got}`;
    });
}

/** In its field, in `extra_fields`, or nowhere for a secret. */
function hasArrived({ path, sent }: Leaf, record: JsonObject, { schema, secrets }: Expectation): boolean {
  const got = at(record, ...path);
  const kept = at(record, 'extra_fields', ...path);
  const isSecret = path.some((name) => typeof name === 'string' && secrets.has(name));
  if (isSecret) return got === undefined && kept === undefined;
  if (sent === null) return got === undefined || got === null;
  if (got !== undefined && isDeepStrictEqual(got, valueFor(schemaAt(schema, path), sent))) return true;
  return kept !== undefined && isDeepStrictEqual(kept, withoutKeys(sent));
}

function schemaAt(schema: JsonObject, path: Path): JsonObject | undefined {
  return path.reduce<JsonObject | undefined>((found, key) => {
    const inner = typeof key === 'number' ? found?.['items'] : propertiesOf(found ?? {})[key];
    return isJsonObject(inner) ? inner : undefined;
  }, schema);
}

/** What a value becomes in a field of this type. */
function valueFor(schema: JsonObject | undefined, sent: JsonValue): JsonValue {
  const [type = ''] = typesOf(schema ?? {}).filter((name) => name !== 'null');
  switch (type) {
    case 'string':
      return isTime(schema) ? timeFor(sent) : withoutKeys(textOf(sent));
    case 'integer':
    case 'number':
      return sent === '' ? null : Number(sent);
    case 'boolean':
      return [true, 1, '1', 'true'].some((yes) => yes === sent);
    case 'array':
      return isJsonArray(sent) ? sent : [sent];
    default:
      return withoutKeys(sent);
  }
}

function isTime(schema: JsonObject | undefined): boolean {
  return schema?.['format'] === 'date-time';
}

/** The log of meeting activities writes `2026-11-20 12:30:00:123`, in UTC. */
function timeFor(sent: JsonValue): JsonValue {
  if (sent === '') return null;
  if (typeof sent !== 'string') return textOf(sent);
  return withoutKeys(sent.replace(/^(\S{10}) (\d\d:\d\d:\d\d):(\d{3})$/, '$1T$2.$3Z'));
}

function textOf(sent: JsonValue): JsonValue {
  return typeof sent === 'number' || typeof sent === 'boolean' ? String(sent) : sent;
}

/** Links stay, without the parameters that open something. */
function withoutKeys(sent: JsonValue): JsonValue {
  if (typeof sent !== 'string' || !sent.includes('=SECRET-')) return sent;
  const [start = '', query = ''] = sent.split('?');
  const rest = query.split('&').filter((pair) => !pair.includes('=SECRET-'));
  return rest.length === 0 ? start : `${start}?${rest.join('&')}`;
}
