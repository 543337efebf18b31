import type { JsonObject, JsonValue } from '../../json.js';
import type { StreamDeclaration } from '../declaration.js';
import { contentHash } from './content.js';
import { objectWithout, type Secrets } from './hidden.js';
import type { RowIds } from './row-ids.js';
import { lacks, ownKeyOf } from './row-key.js';

/** Gives the records of a page the ids that Zoom does not send; null for a row that came before. */
export type RowNamer = (
  rows: readonly JsonObject[],
  records: readonly JsonObject[],
  ids: RowIds,
) => readonly (JsonObject | null)[];

/** Null where the rows of the stream are keyed by what Zoom sends, and by nothing else. */
export function compileRowNamer(declaration: StreamDeclaration, secrets: Secrets): RowNamer | null {
  const { rowId, standIn } = declaration;
  if (rowId !== null) return rowIdNamer(compileRule(declaration, rowId, secrets));
  // What the request tells is never lacking.
  const key = ownKeyOf(declaration).find((field) => declaration.fromRequest[field] === undefined);
  return standIn === null || key === undefined
    ? null
    : standInNamer(key, compileRule(declaration, standIn, secrets));
}

function rowIdNamer(rule: Rule): RowNamer {
  return (rows, records, ids) => {
    const own = rows.map(rule.own);
    const shared = ids.number(
      rows.map((row, place) => ((own[place] ?? null) === null ? rule.shared(row) : null)),
      records,
    );
    return records.map((record, place) => {
      const id = own[place] ?? shared[place] ?? null;
      // In this order: V8 takes twice the time, and four times the memory, to add a field to a copy that is complete.
      return id === null ? null : { row_id: id, ...record };
    });
  };
}

function standInNamer(key: string, rule: Rule): RowNamer {
  return (rows, records, ids) => {
    if (!records.some((record) => lacks(record, key))) return records;
    const naturals = records.map((record, place) =>
      lacks(record, key) ? rule.shared(rows[place] ?? record) : null,
    );
    const shared = ids.number(naturals, records);
    return records.map((record, place) => {
      if (naturals[place] === null) return record;
      const id = shared[place] ?? null;
      return id === null ? null : ids.standingIn({ ...record, [key]: id });
    });
  };
}

interface Rule {
  /** An id that no other row has; null where the row has none. */
  readonly own: (row: JsonObject) => string | null;
  /** An id that other rows may have as well; empty where the row says nothing at all. */
  readonly shared: (row: JsonObject) => string;
}

/** The alternatives but the last are ids, and a row that shows one twice is the same one, as it is at that moment. */
function compileRule(
  { embedded, standIn }: StreamDeclaration,
  rule: 'content' | readonly (readonly string[])[],
  secrets: Secrets,
): Rule {
  const content = (row: JsonObject): string =>
    Object.keys(row).some((name) => !lacks(row, name)) ? contentHash(objectWithout(row, secrets)) : '';
  if (rule === 'content') return { own: content, shared: content };
  // Rows that came with one parent are of one moment: none of them is another one's earlier or later state.
  const ids = embedded === null && standIn === null ? rule.slice(0, -1) : [];
  const others = rule.slice(ids.length, -1);
  const last = rule.at(-1) ?? [];
  const blank = joined({}, last);
  return {
    own: (row) => firstFilled(row, ids),
    shared: (row) => {
      const id = firstFilled(row, others) ?? joined(row, last);
      return id === blank ? content(row) : id;
    },
  };
}

function firstFilled(row: JsonObject, alternatives: readonly (readonly string[])[]): string | null {
  for (const fields of alternatives) {
    if (fields.every((name) => partOf(row[name]) !== '')) return joined(row, fields);
  }
  return null;
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
