import { ApiError } from '../api-error.js';
import { requireUser } from '../routes/access.js';
import type { Context, Route } from '../routes/route.js';
import { inWindow } from '../windows.js';
import type { EndpointData, ParentData, Row, SelectData } from './data.js';
import { endpoints } from './products.js';
import { selectRows, type Served } from './select.js';

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

function isAskedFor(context: Context, { variant }: SelectData, { row, at }: Served): boolean {
  if (at !== null && !inWindow(context.window, at)) return false;
  if (variant === undefined) return true;
  const asked = context.query.get(variant.parameter) ?? variant.absent;
  return asked === null || row[variant.column] === asked;
}

function answer(context: Context, { select, rows: list }: EndpointData): ReturnType<Route['answer']> {
  const parent = select.parent === undefined ? {} : parentOf(context, select.parent);
  const served = selectRows({ tables: context.account.tables, select, parent });
  const rows = served.filter((one) => isAskedFor(context, select, one)).map(({ row }) => row);
  return list === null ? { object: rows[0] ?? {} } : { rows };
}

function routeOf([path, endpoint]: readonly [string, EndpointData]): Route {
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

export const derivedRoutes: readonly Route[] = [...endpoints].map(routeOf);
