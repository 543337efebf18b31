import { isJsonArray } from '../../../src/json.js';
import type { JsonValue } from '../../../src/json.js';
import { ApiError, refusal } from '../api-error.js';
import { requireUser } from '../routes/access.js';
import { arrayMark } from '../routes/route.js';
import type { Context, Route } from '../routes/route.js';
import { inWindow, keptSince } from '../windows.js';
import type { Endpoint, ParentData, Products, RefusalData, Row, SelectData, VariantData } from './data.js';
import { askedPeriods } from './periods.js';
import { isMissing } from './reach.js';
import { refusedBy } from './refused.js';
import { selectRows, timeOf, variantsOf, type Served } from './select.js';

/** The ids of the path, or the one among the parameters. */
function idsOf({ ids, query }: Context, { parameter }: ParentData): readonly string[] {
  if (parameter === undefined) return ids;
  const id = query.get(parameter);
  if (id === null) throw refusal.field(parameter, 'This field is required.');
  return [id];
}

function findParent(context: Context, data: ParentData, ids: readonly string[]): Row | undefined {
  const { tables } = context.account;
  if (data.table === 'people') {
    const user = requireUser({ ...context, id: ids[0] ?? '' });
    return tables.with(data.table, 'id', user.id)[0];
  }
  const columns = [data.by].flat();
  const near = [ids[0], Number(ids[0])].flatMap((id) => tables.with(data.table, columns[0] ?? '', id));
  return near.find((row) => columns.every((column, index) => textOf(row[column]) === ids[index]));
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;
}

/** The row that the request names; throws the API's refusal where there is none, or none that may be read. */
function parentOf(context: Context, data: ParentData): Row {
  const ids = idsOf(context, data);
  const parent = findParent(context, data, ids);
  if (parent === undefined) throw refusalOf(data.unknown ?? unknownId, ids);
  const refused = refusedBy(data, parent);
  if (refused !== undefined) throw refusalOf(refused, ids);
  return parent;
}

const withoutProduct: RefusalData = { status: 400, code: 200, message: 'No permission.' };
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

/** The one by which the request wants rows to be chosen. */
function chosenTime({ query }: Context, { timeBy }: SelectData, { source, at }: Served): number | null {
  if (timeBy === undefined) return at;
  return timeOf(source[query.get(timeBy.parameter) ?? timeBy.absent]);
}

/** Its time lies in the window, and is kept. */
function isServed(context: Context, select: SelectData, served: Served): boolean {
  const { window, now, options } = context;
  const { window: rule, sums } = select;
  const at = chosenTime(context, select, served);
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

/** Whether this array is wanted, of those that come only where they are. */
function isWanted({ query }: Context, { also }: SelectData, { array }: Served): boolean {
  const asked = also?.[array ?? '']?.asked;
  return asked === undefined || (query.get(asked.parameter) ?? '').split(',').includes(asked.value);
}

function answer(context: Context, endpoint: Endpoint): ReturnType<Route['answer']> {
  const { select, rows: list } = endpoint;
  if (isMissing(context, endpoint)) throw refusalOf(endpoint.refusal ?? withoutProduct, []);
  const parent = select.parent === undefined ? {} : parentOf(context, select.parent);
  for (const variant of variantsOf(select)) requireSlice(context, variant);
  const periods =
    select.sums === undefined ? {} : { periods: askedPeriods(select, context.window, context.now) };
  const served = selectRows({ tables: context.account.tables, select, parent, ...periods });
  const asked = served.filter((one) => isAskedFor(context, select, one) && isWanted(context, select, one));
  if (list === null) return { object: asked[0]?.row ?? {} };
  return { rows: asked.map(({ row, array }) => (array === null ? row : { ...row, [arrayMark]: array })) };
}

function routeOf(endpoint: Endpoint): Route {
  const { path } = endpoint;
  const { window, echo, pageNumber, tokenAfterEnd, loops, also } = endpoint.select;
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
    ...(echo === true ? { echo } : {}),
    ...(pageNumber === undefined ? {} : { pageNumber }),
    ...(tokenAfterEnd === undefined ? {} : { tokenAfterEnd }),
    ...(loops === undefined ? {} : { loops }),
    ...(also === undefined ? {} : { moreKeys: Object.keys(also) }),
    ...(endpoint.errors === undefined ? {} : { errors: endpoint.errors }),
    ...(endpoint.select.parent?.encodedTwice === true ? { encodedTwice: true } : {}),
    answer: (context) => answer(context, endpoint),
  };
}

export function derivedRoutes({ endpoints }: Products): readonly Route[] {
  return [...endpoints.values()].map(routeOf);
}
