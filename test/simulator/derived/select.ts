import type { JsonValue } from '../../../src/json.js';
import type { Row, SelectData, ValueData, VariantData } from './data.js';
import { fieldsOf, holds } from './fields.js';
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
  const { tables, select, parent } = selection;
  const { table, where = [] } = select;
  return tables
    .rows(table)
    .filter((row) => where.every((condition) => holds(condition, row, parent)))
    .flatMap((row, ordinal) => serve(selection, row, ordinal));
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
  return { row: project(selection, subject), source: row, at, slice, period };
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

function momentOf({ time }: SelectData, row: Row, parent: Row): number | null {
  if (time === undefined) return null;
  const [first, column = ''] = time.split('.');
  return timeOf(first === 'parent' ? parent[column] : row[time]);
}

/** A moment without a zone is one of UTC. */
function timeOf(value: JsonValue | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  return Date.parse(/^\S+ [\d:]+$/.test(value) ? `${value.replace(' ', 'T')}Z` : value);
}
