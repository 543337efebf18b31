import { isJsonArray } from '../../../src/json.js';
import { ApiError, refusal } from '../api-error.js';
import { requireUser } from '../routes/access.js';
import type { Context, Route } from '../routes/route.js';
import { inWindow } from '../windows.js';
import type { Endpoint, ParentData, Products, Row, SelectData, VariantData } from './data.js';
import { selectRows, variantsOf, type Served } from './select.js';

/** The row that the path names; throws the API's refusal where there is none. */
function parentOf(context: Context, { table, by, unknown }: ParentData): Row {
  const { account, id } = context;
  if (table === 'people') {
    const user = requireUser(context);
    return account.tables.rows(table).find((row) => row['id'] === user.id) ?? {};
  }
  const parent = account.tables.rows(table).find((row) => row[by] === id);
  if (parent !== undefined) return parent;
  const { status = 404, code = 300, message = 'Unknown: {id}.' } = unknown ?? {};
  throw new ApiError(status, code, message.replace('{id}', id));
}

function fits(context: Context, { parameter, column = '', absent }: VariantData, served: Served): boolean {
  const asked = context.query.get(parameter) ?? absent;
  if (asked === null) return true;
  const value = served.slice ?? served.source[column] ?? served.row[column];
  return isJsonArray(value) ? value.includes(asked) : value === asked;
}

function isAskedFor(context: Context, select: SelectData, served: Served): boolean {
  if (served.at !== null && !inWindow(context.window, served.at)) return false;
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
  const served = selectRows({ tables: context.account.tables, select, parent });
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
