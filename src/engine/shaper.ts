import { createHash } from 'node:crypto';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import type { RowId } from '../streams/define-stream.js';
import type { StreamDefinition } from './catalog.js';
import { applyShape, compileField, withoutSecrets, type FieldShape } from './field-shape.js';

/**
 * Makes one row of Zoom's into a record, without the fields of its parents: the row itself where nothing has to change.
 * `ids` counts the row ids of one slice: a new one for each reading of it.
 */
export type Shaper = (row: JsonObject, ids: Map<string, number>) => JsonObject;

export interface ShaperOptions {
  /** Names that hold secrets at any depth; empty when they are wanted. */
  readonly secrets: ReadonlySet<string>;
  /** Called with the names of top-level fields that the schema does not know, once each. */
  readonly onUnknown: (field: string) => void;
}

/**
 * Fields pass through as Zoom sends them, but for what the schema's types need: `""` becomes null in dates and
 * numbers, meeting ids become strings, secrets are left out. Unknown top-level fields, and values that are not of the
 * schema's type, go to `extra_fields` as they came; so does a field that is called like one of its parents'.
 */
export function compileShaper(definition: StreamDefinition, options: ShaperOptions): Shaper {
  const fields = fieldsOf(definition, options.secrets);
  const guess = new FieldGuess(fields);
  const misfits = new Misfits(fields, options);
  const { rowId } = definition.declaration;
  const idOf = rowId === null ? null : compileRowId(rowId);

  return (row, ids) => {
    let copy: Draft | null = null;
    let place = 0;
    for (const name in row) {
      const value = row[name] ?? null;
      const field = guess.at(place, name);
      place += 1;
      const shaped = field === undefined ? undefined : applyShape(field, value);
      if (copy === null) {
        if (shaped === value) continue;
        copy = { record: fieldsBefore(name, row), extra: null };
      }
      if (shaped === undefined) misfits.take(copy, name, value);
      else copy.record[name] = shaped;
    }
    const record = copy === null ? row : finished(copy);
    // In this order: V8 takes twice the time, and four times the memory, to add a field to a copy that is complete.
    return idOf === null ? record : { row_id: idOf(row, ids), ...record };
  };
}

/** Rows of a list have the same fields in the same order, nearly always: comparing two names is faster than a look-up. */
class FieldGuess {
  private readonly names: string[] = [];
  private readonly shapes: (FieldShape | undefined)[] = [];

  constructor(private readonly fields: ReadonlyMap<string, FieldShape>) {}

  /** @param place of the field in its row, from 0 */
  at(place: number, name: string): FieldShape | undefined {
    if (this.names[place] !== name) {
      this.names[place] = name;
      this.shapes[place] = this.fields.get(name);
    }
    return this.shapes[place];
  }
}

/** A record in the making, once it is clear that it differs from its row. */
interface Draft {
  readonly record: Record<string, JsonValue>;
  extra: Record<string, JsonValue> | null;
}

function fieldsBefore(end: string, row: JsonObject): Record<string, JsonValue> {
  const record: Record<string, JsonValue> = {};
  for (const name in row) {
    if (name === end) break;
    record[name] = row[name] ?? null;
  }
  return record;
}

function finished({ record, extra }: Draft): JsonObject {
  if (extra !== null) record['extra_fields'] = extra;
  return record;
}

/** What the schema does not know or cannot hold. */
class Misfits {
  private readonly unknown = new Set<string>();

  constructor(
    private readonly fields: ReadonlyMap<string, FieldShape>,
    private readonly options: ShaperOptions,
  ) {}

  take(draft: Draft, name: string, value: JsonValue): void {
    const { secrets, onUnknown } = this.options;
    if (secrets.has(name)) return;
    draft.extra ??= {};
    draft.extra[name] = withoutSecrets(value, secrets);
    if (this.fields.has(name)) draft.record[name] = null;
    else if (!this.unknown.has(name)) {
      this.unknown.add(name);
      onUnknown(name);
    }
  }
}

/** Shapes of the fields that a row may have itself, secrets apart. */
function fieldsOf(
  definition: StreamDefinition,
  secrets: ReadonlySet<string>,
): ReadonlyMap<string, FieldShape> {
  const added = addedFields(definition);
  const own = Object.entries(propertiesOf(definition.schema)).filter(
    ([name]) => !added.has(name) && !secrets.has(name),
  );
  return new Map(own.map(([name, property]) => [name, compileField(property, secrets)]));
}

/** Fields that come from parents or from us, never from the row. */
function addedFields({ declaration }: StreamDefinition): ReadonlySet<string> {
  const names = declaration.parents.flatMap(({ partition, inherit }) => [
    ...Object.keys(partition),
    ...Object.keys(inherit),
  ]);
  return new Set([...names, 'extra_fields', ...(declaration.rowId === null ? [] : ['row_id'])]);
}

export function propertiesOf(schema: JsonObject): JsonObject {
  const properties = schema['properties'];
  return isJsonObject(properties) ? properties : {};
}

type RowIdOf = (row: JsonObject, ids: Map<string, number>) => string;

function compileRowId(rule: RowId): RowIdOf {
  if (rule === 'content') return (row, ids) => counted(contentHash(row), ids);
  const last = rule.at(-1) ?? [];
  const others = rule.slice(0, -1);
  return (row, ids) => {
    const filled = others.find((fields) => fields.every((name) => partOf(row[name]) !== ''));
    return filled === undefined ? counted(joined(row, last), ids) : joined(row, filled);
  };
}

function joined(row: JsonObject, fields: readonly string[]): string {
  let id = '';
  for (let index = 0; index < fields.length; index += 1) {
    const part = partOf(row[fields[index] ?? '']);
    id = index === 0 ? part : `${id}|${part}`;
  }
  return id;
}

function partOf(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/** Rows that can't be told apart are told apart by their order. */
function counted(id: string, ids: Map<string, number>): string {
  const count = (ids.get(id) ?? 0) + 1;
  ids.set(id, count);
  return count === 1 ? id : `${id}|${count}`;
}

export function contentHash(row: JsonObject): string {
  return createHash('sha1').update(canonical(row)).digest('hex').slice(0, 16);
}

/** JSON with sorted keys: the same text for the same content. */
function canonical(value: JsonValue): string {
  if (isJsonArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${pairs.join(',')}}`;
}
