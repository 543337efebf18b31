import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import type { ParentLink } from '../declaration.js';
import { plainValue } from '../records/fields.js';
import { passes } from '../visit/parent-rows.js';
import type { SampledRow } from './stream-sample.js';

/** What a row of a parent leads to: one request of the child, or several. */
export interface Item {
  /** The same for all roads to it. */
  readonly key: string;
  readonly home: string;
  readonly values: Readonly<Record<string, string>>;
  readonly added: JsonObject;
  readonly at: number;
  /** How many it stands for. */
  readonly weight: number;
}

/** The rows' items by partition: each once there. */
export function itemsThrough(
  rows: readonly SampledRow[],
  link: ParentLink,
  isNeeded: (row: SampledRow) => boolean,
): readonly Item[] {
  const found = new Map<string, Item>();
  const first = firstValues(rows, link);
  for (const row of rows) {
    if (!isNeeded(row) || !passes(row.record, link.where)) continue;
    if (link.firstOf !== null && first.get(row.holder) !== plainValue(row.record, link.firstOf.field))
      continue;
    for (const record of recordsIn(row, link)) {
      const item = itemOf(row, record, link);
      if (item !== null && !found.has(`${row.home}\u0000${item.key}`))
        found.set(`${row.home}\u0000${item.key}`, item);
    }
  }
  return [...found.values()];
}

function recordsIn({ raw, record }: SampledRow, { each }: ParentLink): readonly JsonObject[] {
  const held = each === null ? undefined : raw[each];
  const entries = isJsonArray(held) ? held.filter(isJsonObject) : [];
  return entries.length === 0 ? [record] : entries.map((entry) => ({ ...record, ...entry }));
}

function itemOf(
  { home, at, weight }: SampledRow,
  record: JsonObject,
  { partition, inherit }: ParentLink,
): Item | null {
  const values: Record<string, string> = {};
  for (const [placeholder, field] of Object.entries(partition)) {
    const value = plainValue(record, field);
    if (value === null) return null;
    values[placeholder] = String(value);
  }
  const added: Record<string, JsonValue> = { ...values };
  for (const [own, field] of Object.entries(inherit)) added[own] = record[field] ?? null;
  return { key: Object.values(values).join('\u0000'), home, values, added, at, weight };
}

/** Of rows that came inside one, the value that goes before the others. */
function firstValues(
  rows: readonly SampledRow[],
  { firstOf }: ParentLink,
): ReadonlyMap<number, string | number> {
  const first = new Map<number, string | number>();
  if (firstOf === null) return first;
  const { field, values } = firstOf;
  const place = (value: string | number | null): number => values.indexOf(String(value));
  for (const { holder, record } of rows) {
    const value = plainValue(record, field);
    if (value === null || place(value) < 0) continue;
    const known = first.get(holder) ?? null;
    if (known === null || place(value) < place(known)) first.set(holder, value);
  }
  return first;
}
