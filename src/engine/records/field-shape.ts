import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import { fieldsBefore, put } from './fields.js';
import { isSecret, withoutSecrets, type Secrets } from './hidden.js';
import type { Misfits } from './misfits.js';

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

export interface ShapeContext {
  readonly secrets: Secrets;
  /** Hears of values inside others that do not fit: null takes their place, and all around them stays. */
  readonly misfits: Misfits;
}

/** Compiles a property's schema once, so that the hot path only calls. */
export function compileField(schema: JsonValue | undefined, context: ShapeContext): FieldShape {
  if (!isJsonObject(schema)) return undescribed(context);
  switch (typeOf(schema)) {
    case 'string':
      return stringShape(schema['format'], context);
    case 'integer':
      return (value) => numberFrom(value, Number.isInteger);
    case 'number':
      return (value) => numberFrom(value, Number.isFinite);
    case 'boolean':
      return booleanFrom;
    case 'array':
      return arrayShape(schema['items'], context);
    case 'object':
      return objectShape(schema, context);
    default:
      return undescribed(context);
  }
}

function typeOf(schema: JsonObject): string {
  const type = schema['type'];
  const names = isJsonArray(type) ? type : [type];
  const name = names.find((item) => item !== 'null');
  return typeof name === 'string' ? name : '';
}

function stringShape(format: JsonValue | undefined, { secrets }: ShapeContext): FieldShape {
  if (format === 'date-time') return dateTimeFrom;
  if (format === 'date') return dateFrom;
  return secrets.areKept
    ? 'text'
    : (value) => (typeof value === 'string' ? secrets.clean(value) : textFrom(value));
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

/**
 * `2026-11-20 12:30:00:123`, as the log of meeting activities alone has it, is in UTC.
 * https://developers.zoom.us/docs/api/meetings/#tag/reports/GET/report/meeting_activities (2026-11)
 */
const utcOfLog = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}):(\d{3})$/;

/** RFC 3339 in UTC. A time without a zone is not guessed at; one that is counted from 1970 has none to guess. */
function dateTimeFrom(value: JsonValue): JsonValue | undefined {
  if (typeof value === 'number') return timeFromEpoch(value);
  if (typeof value !== 'string') return undefined;
  if (plainUtc.test(value)) return value;
  if (value === '') return null;
  if (epoch.test(value)) return timeFromEpoch(Number(value));
  return utcFrom(value.replace(utcOfLog, '$1T$2.$3Z'));
}

function utcFrom(value: string): string | undefined {
  const ms = withOffset.test(value) && isCalendarDay(value.slice(0, 10)) ? Date.parse(value) : NaN;
  if (Number.isNaN(ms)) return undefined;
  // RFC 3339 knows no hour 24, and no year of more than four digits.
  if (utcSeconds.test(value) && !value.includes('T24')) return value;
  const utc = new Date(ms).toISOString();
  return utcSeconds.test(utc) ? utc : undefined;
}

/** Of the years 2001 to 2286, where ten digits are seconds and thirteen milliseconds. */
const epoch = /^\d{10}(?:\d{3})?$/;

function timeFromEpoch(count: number): JsonValue | undefined {
  const digits = String(count);
  return epoch.test(digits) ? new Date(digits.length === 10 ? count * 1000 : count).toISOString() : undefined;
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
  if (typeof value !== 'string' || !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) return undefined;
  const number = Number(value);
  return fits(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

/** Zoom's older services send 0 and 1. */
const truths: ReadonlyMap<JsonValue, boolean | null> = new Map<JsonValue, boolean | null>([
  ['', null],
  [1, true],
  ['1', true],
  ['true', true],
  [0, false],
  ['0', false],
  ['false', false],
]);

function booleanFrom(value: JsonValue): JsonValue | undefined {
  if (typeof value === 'boolean') return value;
  return truths.get(typeof value === 'string' ? value.toLowerCase() : value);
}

/** A list of one comes without its list, here and there. */
function arrayShape(items: JsonValue | undefined, { misfits, ...context }: ShapeContext): Shape {
  const shape = compileField(items, { misfits, ...context });
  return (value) => {
    if (isJsonArray(value)) return mapped(value, shape, misfits);
    if (value === '') return null;
    const before = misfits.count;
    const only = applyShape(shape, value);
    misfits.within(0, before);
    return only === undefined ? undefined : [only];
  };
}

/** Unknown fields of a nested object stay where they are: no target makes columns of them. */
function objectShape(schema: JsonObject, context: ShapeContext): Shape {
  const fields = new Map<string, FieldShape>();
  const properties = schema['properties'];
  if (isJsonObject(properties)) {
    for (const [name, property] of Object.entries(properties))
      fields.set(name, compileField(property, context));
  }
  const unknown = undescribed(context);
  const known = { hidden: hiddenNames(context.secrets), misfits: context.misfits };
  const shapeOf = (name: string): FieldShape => fields.get(name) ?? unknown;
  return (value) => {
    if (isJsonObject(value)) return mappedFields(value, shapeOf, known);
    return value === '' ? null : undefined;
  };
}

const nothing: ReadonlySet<string> = new Set();

export function hiddenNames({ fields, areKept }: Secrets): ReadonlySet<string> {
  return areKept ? nothing : fields;
}

/** The list itself where no item changes. */
function mapped(list: readonly JsonValue[], shape: FieldShape, misfits: Misfits): readonly JsonValue[] {
  let copy: JsonValue[] | null = null;
  for (const [index, item] of list.entries()) {
    const before = misfits.count;
    const shaped = applyShape(shape, item);
    const taken = shaped === undefined ? misfits.take(item) : shaped;
    misfits.within(index, before);
    if (copy === null && taken !== item) copy = list.slice(0, index);
    copy?.push(taken);
  }
  return copy ?? list;
}

/** The object itself where no field changes and none is a secret. */
function mappedFields(
  object: JsonObject,
  shapeOf: (name: string) => FieldShape,
  { hidden, misfits }: { readonly hidden: ReadonlySet<string>; readonly misfits: Misfits },
): JsonObject {
  let copy: Record<string, JsonValue> | null = null;
  for (const name of Object.keys(object)) {
    const item = object[name] ?? null;
    if (isSecret(name, item, hidden)) {
      copy ??= fieldsBefore(name, object);
      continue;
    }
    const before = misfits.count;
    const shaped = applyShape(shapeOf(name), item);
    const taken = shaped === undefined ? misfits.take(item) : shaped;
    misfits.within(name, before);
    if (taken !== item) copy ??= fieldsBefore(name, object);
    if (copy !== null) put(copy, name, taken);
  }
  return copy ?? object;
}

/** For what the schema does not describe: only secrets are taken out. */
function undescribed({ secrets }: ShapeContext): FieldShape {
  return secrets.areKept ? 'as-is' : (value) => withoutSecrets(value, secrets);
}
