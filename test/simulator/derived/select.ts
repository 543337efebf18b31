import type { JsonValue } from '../../../src/json.js';
import { second } from '../time.js';
import type { Condition, Row, SelectData, ValueData, VariantData } from './data.js';
import { fieldsOf, holds, joinOf } from './fields.js';
import type { Period } from './periods.js';
import type { Tables } from './tables.js';

/** A row that an endpoint serves. */
export interface Served {
  readonly row: Row;
  /** As it stands in its table. */
  readonly source: Row;
  /** Its own time in epoch milliseconds; null where it has none. */
  readonly at: number | null;
  /** The parameter's value for which it is served, where that is no matter of its own. */
  readonly slice: string | null;
  /** What it is a sum over; null for all that is none. */
  readonly period: Period | null;
  /** The array in which it comes, of those that an endpoint has besides; null: its usual one. */
  readonly array: string | null;
}

export interface Selection {
  readonly tables: Tables;
  readonly select: SelectData;
  /** The row by which these are asked for; empty where they are the account's. */
  readonly parent: Row;
  /** Of sums: over what. */
  readonly periods?: readonly Period[];
}

/** All rows of the endpoint for one parent, whatever the request's dates and variants. */
export function selectRows(selection: Selection): readonly Served[] {
  const { select, parent } = selection;
  const { where = [], also = {} } = select;
  const arrays: readonly RowArray[] = [
    { name: null, where },
    ...Object.entries(also).map(([name, more]) => ({ name, where: more.where })),
  ];
  const rows = candidates(selection, arrays);
  return rows
    .map((row) => ({
      row,
      arrays: arrays.filter((one) => one.where.every((each) => holds(each, row, parent))),
    }))
    .filter((found) => found.arrays.length > 0)
    .flatMap(({ row, arrays: own }, ordinal) => {
      const served = serve(selection, row, ordinal);
      return own.flatMap(({ name }) => served.map((one) => ({ ...one, array: name })));
    });
}

interface RowArray {
  readonly name: string | null;
  readonly where: readonly Condition[];
}

/** The rows to look through: those of the parent alone where every array is chosen by the same column of it. */
function candidates({ tables, select, parent }: Selection, arrays: readonly RowArray[]): readonly Row[] {
  const [first, ...others] = arrays.map(({ where }) => where.map(joinOf).find((join) => join !== null));
  if (first === undefined) return tables.rows(select.table);
  const same = others.every((one) => one?.column === first.column && one.key === first.key);
  return same ? tables.with(select.table, first.column, parent[first.key]) : tables.rows(select.table);
}

export function variantsOf({ variant = [] }: SelectData): readonly VariantData[] {
  return 'parameter' in variant ? [variant] : variant;
}

type Columns = Readonly<Record<string, ValueData>> | undefined;

/** What one serving of a row is made of. */
interface Subject {
  readonly row: Row;
  readonly ordinal: number;
  readonly slice: string | null;
  readonly columns: Columns;
  readonly period: Period | null;
}

/** A row is served once; or once in each slice, or for each period. */
function serve(selection: Selection, row: Row, ordinal: number): readonly Served[] {
  const { select } = selection;
  const slices = variantsOf(select).find((variant) => variant.slices !== undefined)?.slices;
  const shapes: readonly (readonly [string | null, Columns])[] =
    slices === undefined ? [[null, select.columns]] : Object.entries(slices);
  const periods: readonly (Period | null)[] = selection.periods ?? [null];
  return shapes.flatMap(([slice, columns]) =>
    periods.map((period) => serveOne(selection, { row, ordinal, slice, columns, period })),
  );
}

function serveOne(selection: Selection, subject: Subject): Served {
  const { row, slice, period } = subject;
  const at = period === null ? momentOf(selection.select, row, selection.parent) : period.at;
  return { row: project(selection, subject), source: row, at, slice, period, array: null };
}

function project({ tables, select, parent }: Selection, subject: Subject): Row {
  const { row, ordinal, slice, columns, period } = subject;
  const own = Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('_')));
  const id = typeof row['id'] === 'string' ? row['id'] : ordinal;
  const words = [select.table, ...(slice === null ? [] : [slice]), id, ...(period?.words ?? [])];
  const projection = { tables, row, parent, ordinal, words };
  const served = columns === undefined ? own : fieldsOf(columns, projection);
  return { ...served, ...fieldsOf(select.more ?? {}, projection), ...period?.served };
}

function momentOf({ time, times }: SelectData, row: Row, parent: Row): number | null {
  if (time === undefined) return null;
  const count = times?.[time];
  if (count !== undefined) return countedTime(row[count.column], count.unit);
  const [first, column = ''] = time.split('.');
  return timeOf(first === 'parent' ? parent[column] : row[time]);
}

/** Epoch milliseconds of a count since 1970. */
export function countedTime(count: JsonValue | undefined, unit: 'seconds' | 'milliseconds'): number | null {
  const whole = typeof count === 'string' && count !== '' ? Number(count) : count;
  if (typeof whole !== 'number') return null;
  return unit === 'seconds' ? whole * second : whole;
}

/** Counts of seconds have ten digits, and of milliseconds more. A moment without a zone is one of UTC, `2026-11-20 12:30:00:123` too. */
export function timeOf(value: JsonValue | undefined): number | null {
  if (typeof value === 'number') return countedTime(value, value < 1e11 ? 'seconds' : 'milliseconds');
  if (typeof value !== 'string' || value === '') return null;
  if (!/^\S+ [\d:]+$/.test(value)) return Date.parse(value);
  return Date.parse(`${value.replace(' ', 'T').replace(/:(?=\d{3}$)/, '.')}Z`);
}
