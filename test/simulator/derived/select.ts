import { isJsonArray, isJsonObject } from '../../../src/json.js';
import type { JsonObject, JsonValue } from '../../../src/json.js';
import type { Condition, Row, SelectData, ValueData } from './data.js';
import type { Tables } from './tables.js';
import { valueOf } from './values.js';

/** A row that an endpoint serves, and its own time where it has one. */
export interface Served {
  readonly row: Row;
  /** Epoch milliseconds. */
  readonly at: number | null;
}

export interface Selection {
  readonly tables: Tables;
  readonly select: SelectData;
  /** The row by which these are asked for; empty where they are the account's. */
  readonly parent: Row;
}

/** All rows of the endpoint for one parent, whatever the request's dates and variants. */
export function selectRows({ tables, select, parent }: Selection): readonly Served[] {
  const { table, where = [], time } = select;
  return tables
    .rows(table)
    .filter((row) => where.every((condition) => holds(condition, row, parent)))
    .map((row, ordinal) => ({
      row: project({ tables, select, parent, row, ordinal }),
      at: time === undefined ? null : momentOf(row[time]),
    }));
}

export function holds([left, word, right]: Condition, row: Row, parent: Row): boolean {
  const [one, other] = [sideOf(left, row, parent), sideOf(right, row, parent)];
  return word === 'is' ? one === other : isJsonArray(one) && one.includes(other ?? null);
}

const reference = /^(row|parent)[.](\w+)$/;

function sideOf(side: JsonValue, row: Row, parent: Row): JsonValue | undefined {
  const match = typeof side === 'string' ? reference.exec(side) : null;
  if (match === null) return side;
  const [, whose, column = ''] = match;
  return (whose === 'row' ? row : parent)[column];
}

function momentOf(value: JsonValue | undefined): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Date.parse(value) : null;
}

interface Projection extends Selection {
  readonly row: Row;
  readonly ordinal: number;
}

function project(projection: Projection): Row {
  const { select, row } = projection;
  const own = Object.entries(row).filter(([name]) => !name.startsWith('_'));
  const served =
    select.columns === undefined ? Object.fromEntries(own) : fieldsOf(select.columns, projection);
  return { ...served, ...fieldsOf(select.more ?? {}, projection) };
}

function fieldsOf(columns: Readonly<Record<string, ValueData>>, projection: Projection): JsonObject {
  const made = Object.entries(columns).map(
    ([name, data]) => [name, fieldOf(name, data, projection)] as const,
  );
  return Object.fromEntries(made.filter((field): field is [string, JsonValue] => field[1] !== undefined));
}

function fieldOf(name: string, data: ValueData, projection: Projection): JsonValue | undefined {
  const { tables, row, parent, ordinal } = projection;
  if (typeof data === 'string' && reference.test(data)) return sideOf(data, row, parent);
  if (isJsonObject(data) && typeof data['count'] === 'string') {
    const where = conditionsOf(data['where']);
    return tables.rows(data['count']).filter((one) => where.every((each) => holds(each, one, row))).length;
  }
  const words = [projection.select.table, name, typeof row['id'] === 'string' ? row['id'] : ordinal];
  return valueOf(data, { words, ordinal, bornAt: 0, parent, people: () => [] });
}

function conditionsOf(value: JsonValue | undefined): readonly Condition[] {
  if (!isJsonArray(value)) return [];
  return value.map((condition) => {
    const [left = null, word, right = null] = isJsonArray(condition) ? condition : [];
    if (word !== 'is' && word !== 'has') throw new Error(`no condition: ${JSON.stringify(condition)}`);
    return [left, word, right];
  });
}
