import { isJsonArray } from '../../../src/json.js';
import type { JsonValue } from '../../../src/json.js';
import { ApiError, refusal } from '../api-error.js';
import { requireUser } from '../routes/access.js';
import type { Context, Route } from '../routes/route.js';
import { inWindow, keptSince } from '../windows.js';
import type { Endpoint, ParentData, Products, RefusalData, Row, SelectData, VariantData } from './data.js';
import { holds } from './fields.js';
import { askedPeriods } from './periods.js';
import { selectRows, variantsOf, type Served } from './select.js';

/** The ids of the path, or the one among the parameters. */
function idsOf({ ids, query }: Context, { parameter }: ParentData): readonly string[] {
  if (parameter === undefined) return ids;
  const id = query.get(parameter);
  if (id === null) throw refusal.field(parameter, 'This field is required.');
  return [id];
}

function findParent(context: Context, data: ParentData, ids: readonly string[]): Row | undefined {
  const rows = context.account.tables.rows(data.table);
  if (data.table === 'people') {
    const user = requireUser({ ...context, id: ids[0] ?? '' });
    return rows.find((row) => row['id'] === user.id);
  }
  const columns = [data.by].flat();
  return rows.find((row) => columns.every((column, index) => textOf(row[column]) === ids[index]));
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;
}

/** The row that the request names; throws the API's refusal where there is none, or none that may be read. */
function parentOf(context: Context, data: ParentData): Row {
  const ids = idsOf(context, data);
  const { unknown, refused } = data;
  const parent = findParent(context, data, ids);
  if (parent === undefined) throw refusalOf(unknown ?? unknownId, ids);
  if (refused?.where.every((each) => holds(each, parent, {})) === true) throw refusalOf(refused, ids);
  return parent;
}

const unknownId: RefusalData = { status: 404, code: 300, message: 'Unknown: {id}.' };

function refusalOf({ status, code, message }: RefusalData, ids: readonly string[]): ApiError {
  return new ApiError(status, code, message.replace('{id}', ids.at(-1) ?? ''));
}

function fits(context: Context, { parameter, column = '', absent }: VariantData, served: Served): boolean {
  const asked = context.query.get(parameter) ?? absent;
  if (asked === null) return true;
  const value = served.slice ?? served.source[column] ?? served.row[column];
  return isJsonArray(value) ? value.includes(asked) : value === asked;
}

/** Its time lies in the window, and is kept. */
function isServed({ window, now, options }: Context, select: SelectData, { at }: Served): boolean {
  const { window: rule, sums } = select;
  if (rule === undefined || sums !== undefined || at === null) return true;
  return inWindow(window, at) && at >= keptSince(rule, { now, options });
}

function isAskedFor(context: Context, select: SelectData, served: Served): boolean {
  if (!isServed(context, select, served)) return false;
  return variantsOf(select).every((variant) => fits(context, variant, served));
}

/** Of the values of an `option` each has its own reply. */
function requireSlice({ query }: Context, { parameter, slices, absent }: VariantData): void {
  if (slices === undefined || (query.get(parameter) ?? absent ?? '') in slices) return;
  throw refusal.field(parameter, 'Invalid value.');
}

function answer(context: Context, { select, rows: list }: Endpoint): ReturnType<Route['answer']> {
  const parent = select.parent === undefined ? {} : parentOf(context, select.parent);
  for (const variant of variantsOf(select)) requireSlice(context, variant);
  const periods =
    select.sums === undefined ? {} : { periods: askedPeriods(select, context.window, context.now) };
  const served = selectRows({ tables: context.account.tables, select, parent, ...periods });
  const rows = served.filter((one) => isAskedFor(context, select, one)).map(({ row }) => row);
  return list === null ? { object: rows[0] ?? {} } : { rows };
}

function routeOf(endpoint: Endpoint): Route {
  const { path } = endpoint;
  const { window, echo, pageNumber } = endpoint.select;
  return {
    path,
    segments: path.slice(1).split('/'),
    label: endpoint.label,
    pool: endpoint.pool,
    granular: endpoint.granular,
    classic: endpoint.classic,
    pageSize: endpoint.pageSize,
    rowsKey: endpoint.rows ?? '',
    ...(window === undefined ? {} : { window }),
    ...(echo === undefined ? {} : { echo }),
    ...(pageNumber === undefined ? {} : { pageNumber }),
    answer: (context) => answer(context, endpoint),
  };
}

export function derivedRoutes({ endpoints }: Products): readonly Route[] {
  return [...endpoints.values()].map(routeOf);
}
