import { createHash } from 'node:crypto';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import type { RowId } from '../streams/define-stream.js';
import type { StreamDefinition } from './catalog.js';
import { compileField, withoutSecrets, type FieldShape } from './field-shape.js';

/** Makes one row of Zoom's into a record. `ids` counts the row ids of one slice: a new one for each reading of it. */
export type Shaper = (
  row: JsonObject,
  added: JsonObject,
  ids: Map<string, number>,
) => Record<string, JsonValue>;

export interface ShaperOptions {
  /** Names that hold secrets at any depth; empty when they are wanted. */
  readonly secrets: ReadonlySet<string>;
  /** Called with the names of top-level fields that the schema does not know, once each. */
  readonly onUnknown: (field: string) => void;
}

/**
 * Fields pass through as Zoom sends them, but for what the schema's types need: `""` becomes null in dates and
 * numbers, meeting ids become strings, secrets are left out. Unknown top-level fields, and values that are not of the
 * schema's type, go to `extra_fields` as they came; parents' fields never overwrite a field of the row.
 */
export function compileShaper(definition: StreamDefinition, options: ShaperOptions): Shaper {
  const { declaration, schema } = definition;
  const { secrets } = options;
  const added = addedFields(definition);
  const fields = new Map<string, FieldShape>();
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    if (!added.has(name)) fields.set(name, compileField(property, secrets));
  }
  const unknown = new Set<string>();
  const { rowId } = declaration;

  return (row, parents, ids) => {
    const record: Record<string, JsonValue> = {};
    let extra: Record<string, JsonValue> | null = null;
    for (const name in row) {
      const value = row[name];
      if (value === undefined || secrets.has(name)) continue;
      const field = fields.get(name);
      if (field === 'as-is') {
        record[name] = value;
        continue;
      }
      const shaped = field === undefined ? undefined : field(value);
      if (shaped === undefined) {
        extra ??= {};
        extra[name] = withoutSecrets(value, secrets);
        if (field === undefined && !unknown.has(name)) {
          unknown.add(name);
          options.onUnknown(name);
        }
        if (field !== undefined) record[name] = null;
      } else {
        record[name] = shaped;
      }
    }
    for (const name in parents) record[name] = parents[name] ?? null;
    if (extra !== null) record['extra_fields'] = extra;
    if (rowId !== null) record['row_id'] = rowIdOf(rowId, row, ids);
    return record;
  };
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

function rowIdOf(rule: RowId, row: JsonObject, ids: Map<string, number>): string {
  if (rule === 'content') return counted(contentHash(row), ids);
  for (const [index, fields] of rule.entries()) {
    const parts = fields.map((name) => partOf(row[name]));
    if (index === rule.length - 1) return counted(parts.join('|'), ids);
    if (parts.every((part) => part !== '')) return parts.join('|');
  }
  return counted('', ids);
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
