import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.js';

/**
 * What happens to a value on its way into a field: nothing (`as-is`), nothing where it is text (`text`), or a function
 * that gives the value in the schema's type, undefined where it can't. What need not change is given back itself.
 */
export type FieldShape = 'as-is' | 'text' | Shape;

/** Null is of every type, and no function sees it. */
type Shape = (value: JsonValue) => JsonValue | undefined;

export function applyShape(shape: FieldShape, value: JsonValue): JsonValue | undefined {
  if (value === null || shape === 'as-is') return value;
  if (shape !== 'text') return shape(value);
  return typeof value === 'string' ? value : textFrom(value);
}

/** Compiles a property's schema once, so that the hot path only calls. */
export function compileField(schema: JsonValue | undefined, secrets: ReadonlySet<string>): FieldShape {
  if (!isJsonObject(schema)) return undescribed(secrets);
  switch (typeOf(schema)) {
    case 'string':
      return stringShape(schema['format']);
    case 'integer':
      return (value) => numberFrom(value, Number.isInteger);
    case 'number':
      return (value) => numberFrom(value, Number.isFinite);
    case 'boolean':
      return booleanFrom;
    case 'array':
      return arrayShape(schema['items'], secrets);
    case 'object':
      return objectShape(schema, secrets);
    default:
      return undescribed(secrets);
  }
}

function typeOf(schema: JsonObject): string {
  const type = schema['type'];
  const names = isJsonArray(type) ? type : [type];
  const name = names.find((item) => item !== 'null');
  return typeof name === 'string' ? name : '';
}

function stringShape(format: JsonValue | undefined): FieldShape {
  if (format === 'date-time') return dateTimeFrom;
  return format === 'date' ? dateFrom : 'text';
}

/** Zoom sends one and the same id as a number here and as text there. */
function textFrom(value: JsonValue): JsonValue | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Nearly every time that Zoom sends: in UTC, on a day that every month has. Nothing about it needs a closer look. */
const plainUtc =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;
const utcSeconds = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const withOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** RFC 3339 in UTC. A time without a zone is not guessed at. */
function dateTimeFrom(value: JsonValue): JsonValue | undefined {
  if (typeof value !== 'string') return undefined;
  if (plainUtc.test(value)) return value;
  if (value === '') return null;
  const ms = withOffset.test(value) && isCalendarDay(value.slice(0, 10)) ? Date.parse(value) : NaN;
  if (Number.isNaN(ms)) return undefined;
  // RFC 3339 knows no hour 24, and no year of more than four digits.
  if (utcSeconds.test(value) && !value.includes('T24')) return value;
  const utc = new Date(ms).toISOString();
  return utcSeconds.test(utc) ? utc : undefined;
}

/** Date.parse takes the 30th of February for the 2nd of March. */
function isCalendarDay(day: string): boolean {
  const ms = Date.parse(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

function dateFrom(value: JsonValue): JsonValue | undefined {
  if (typeof value !== 'string') return undefined;
  if (value === '') return null;
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && isCalendarDay(value) ? value : undefined;
}

function numberFrom(value: JsonValue, fits: (value: number) => boolean): JsonValue | undefined {
  if (typeof value === 'number') return fits(value) ? value : undefined;
  if (value === '') return null;
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return undefined;
  const number = Number(value);
  return fits(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

function booleanFrom(value: JsonValue): JsonValue | undefined {
  if (typeof value === 'boolean') return value;
  if (value === '') return null;
  if (value === 'true' || value === 'false') return value === 'true';
  return undefined;
}

function arrayShape(items: JsonValue | undefined, secrets: ReadonlySet<string>): Shape {
  const shape = compileField(items, secrets);
  return (value) => (isJsonArray(value) ? mapped(value, (item) => applyShape(shape, item)) : undefined);
}

/** Unknown fields of a nested object stay where they are: no target makes columns of them. */
function objectShape(schema: JsonObject, secrets: ReadonlySet<string>): Shape {
  const fields = new Map<string, FieldShape>();
  const properties = schema['properties'];
  if (isJsonObject(properties)) {
    for (const [name, property] of Object.entries(properties))
      fields.set(name, compileField(property, secrets));
  }
  const unknown = undescribed(secrets);
  const shapeOf = (item: JsonValue, name: string): JsonValue | undefined =>
    applyShape(fields.get(name) ?? unknown, item);
  return (value) => (isJsonObject(value) ? mappedFields(value, secrets, shapeOf) : undefined);
}

/** The list itself where no item changes; undefined where one does not fit. */
function mapped(
  list: readonly JsonValue[],
  shapeOf: (item: JsonValue) => JsonValue | undefined,
): readonly JsonValue[] | undefined {
  let copy: JsonValue[] | null = null;
  for (const [index, item] of list.entries()) {
    const shaped = shapeOf(item);
    if (shaped === undefined) return undefined;
    if (copy === null && shaped !== item) copy = list.slice(0, index);
    copy?.push(shaped);
  }
  return copy ?? list;
}

/** The object itself where no field changes and none is a secret; undefined where one does not fit. */
function mappedFields(
  object: JsonObject,
  secrets: ReadonlySet<string>,
  shapeOf: (item: JsonValue, name: string) => JsonValue | undefined,
): JsonObject | undefined {
  const copy: Record<string, JsonValue> = {};
  let isSame = true;
  for (const [name, item] of Object.entries(object)) {
    const shaped = secrets.has(name) ? null : shapeOf(item, name);
    if (shaped === undefined) return undefined;
    if (!secrets.has(name)) copy[name] = shaped;
    if (shaped !== item || secrets.has(name)) isSame = false;
  }
  return isSame ? object : copy;
}

/** For what the schema does not describe: only secrets are taken out. */
function undescribed(secrets: ReadonlySet<string>): FieldShape {
  return secrets.size === 0 ? 'as-is' : (value) => withoutSecrets(value, secrets);
}

/** Without the secret names, however deep. */
export function withoutSecrets(value: JsonValue, secrets: ReadonlySet<string>): JsonValue {
  if (secrets.size === 0 || typeof value !== 'object' || value === null) return value;
  const inner = (item: JsonValue): JsonValue => withoutSecrets(item, secrets);
  return (isJsonArray(value) ? mapped(value, inner) : mappedFields(value, secrets, inner)) ?? null;
}
