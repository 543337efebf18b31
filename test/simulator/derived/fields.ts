import { isJsonArray, isJsonObject } from '../../../src/json.js';
import type { JsonObject, JsonValue } from '../../../src/json.js';
import type { Condition, Row, ValueData } from './data.js';
import type { Tables } from './tables.js';
import { valueOf } from './values.js';

/** A row on its way out of its table: what may be said of it, and of what. */
export interface Projection {
  readonly tables: Tables;
  readonly row: Row;
  /** The row by which this one is asked for; empty where it is the account's. */
  readonly parent: Row;
  readonly ordinal: number;
  /** Tells the values that are made here from those of all other rows. */
  readonly words: readonly (string | number)[];
}

export function holds([left, word, right]: Condition, row: Row, parent: Row): boolean {
  const [one, other] = [sideOf(left, row, parent), sideOf(right, row, parent)];
  return word === 'is' ? one === other : isJsonArray(one) && one.includes(other ?? null);
}

/** The columns by which a condition ties a row to its parent; null where it does not. */
export function joinOf([left, word, right]: Condition): {
  readonly column: string;
  readonly key: string;
} | null {
  if (word !== 'is') return null;
  const [row, parent] = [left, right].map((side) => (typeof side === 'string' ? reference.exec(side) : null));
  if (row?.[1] !== 'row' || parent?.[1] !== 'parent') return null;
  return { column: row[2] ?? '', key: parent[2] ?? '' };
}

const reference = /^(row|parent)[.](\w+)$/;

export function sideOf(side: JsonValue, row: Row, parent: Row): JsonValue | undefined {
  const match = typeof side === 'string' ? reference.exec(side) : null;
  if (match === null) return side;
  const [, whose, column = ''] = match;
  return (whose === 'row' ? row : parent)[column];
}

export function fieldsOf(columns: Readonly<Record<string, ValueData>>, projection: Projection): JsonObject {
  const made = Object.entries(columns).map(
    ([name, data]) => [name, fieldOf(name, data, projection)] as const,
  );
  return Object.fromEntries(made.filter((field): field is [string, JsonValue] => field[1] !== undefined));
}

function fieldOf(name: string, data: ValueData, projection: Projection): JsonValue | undefined {
  const { tables, row, parent, ordinal, words } = projection;
  if (typeof data === 'string' && reference.test(data)) return sideOf(data, row, parent);
  if (isJsonObject(data) && typeof data['count'] === 'string') {
    const where = conditionsOf(data['where']);
    const join = where.map(joinOf).find((one) => one !== null);
    const table = data['count'];
    const near = join === undefined ? tables.rows(table) : tables.with(table, join.column, row[join.key]);
    return near.filter((one) => where.every((each) => holds(each, one, row))).length;
  }
  return valueOf(data, { words: [...words, name], ordinal, parent, ...tables.making });
}

function conditionsOf(value: JsonValue | undefined): readonly Condition[] {
  if (!isJsonArray(value)) return [];
  return value.map((condition) => {
    const [left = null, word, right = null] = isJsonArray(condition) ? condition : [];
    if (word !== 'is' && word !== 'has') throw new Error(`no condition: ${JSON.stringify(condition)}`);
    return [left, word, right];
  });
}
