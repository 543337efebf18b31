import { readableUsers } from '../answers/world.js';
import type { AnswerKey, Truth } from '../answers/world.js';
import { leadingToReports } from '../answers/held.js';
import { writtenAnswers } from '../answers/written.js';
import { keptSince, knownUntil } from '../windows.js';
import type { Endpoint, ParentData, Row, SelectData } from './data.js';
import { holds } from './fields.js';
import { knownPeriods } from './periods.js';
import { refusedBy } from './refused.js';
import { selectRows, type Served } from './select.js';

/** What a connector that does everything right reaches: the rows of which it learns whom to ask for. */

/** The times of which the API still tells, or already. */
function isServed({ window, sums }: SelectData, at: number | null, truth: Truth): boolean {
  if (window === undefined || sums !== undefined || at === null) return true;
  return at >= keptSince(window, truth) && at < knownUntil(window, truth);
}

/** Everything that an endpoint has to give of one parent, in all its windows. */
export function servedOf(truth: Truth, { select }: Endpoint, parent: Row): readonly Served[] {
  const { sums, window } = select;
  const periods =
    sums === undefined || window === undefined ? {} : { periods: knownPeriods(select, window, truth) };
  const served = selectRows({ tables: truth.account.tables, select, parent, ...periods });
  return served.filter(({ at }) => isServed(select, at, truth));
}

/** The rows by which an endpoint can be asked: those that lists give, and that are not refused. No parent: one empty row. */
export function parentsOf(truth: Truth, endpoint: Endpoint): readonly Row[] {
  const { parent } = endpoint.select;
  if (isMissing(truth, endpoint)) return [];
  if (parent === undefined) return [{}];
  const { table, where = [] } = parent;
  const tests = [isListed(truth, parent), isInRole(truth, endpoint)];
  return truth.account.tables
    .rows(table)
    .filter((row) => where.every((each) => holds(each, row, {})))
    .filter((row) => refusedBy(parent, row) === undefined)
    .filter((row) => tests.every((test) => test(row)));
}

/** The account has not got the product. */
export function isMissing({ options }: Pick<Truth, 'options'>, { product }: Endpoint): boolean {
  return options.missing.products?.includes(product) === true;
}

type Test = (row: Row) => boolean;

function isInRole(truth: Truth, { path, select }: Endpoint): Test {
  if (!path.includes('{userId}') || select.parent?.table !== 'people') return () => true;
  const readable = new Set(readableUsers(truth).map((user) => user.id));
  return ({ id }) => typeof id === 'string' && readable.has(id);
}

/** By table: the rows that lists give, where code works them out. */
const leading: Readonly<Record<string, AnswerKey>> = { ...writtenAnswers, report_meetings: leadingToReports };

/** Rows of which no list tells are known from elsewhere, as people are. */
function isListed(truth: Truth, parent: ParentData): Test {
  const { tables, products } = truth.account;
  const told = products.tables[parent.table] === undefined ? leading[parent.table] : undefined;
  if (told !== undefined) {
    const keys = new Set(told(truth).map(({ row }) => keyOf(row, parent)));
    // Rows of the same key are one parent: the first of them that is left takes the key.
    return (row) => keys.delete(keyOf(row, parent));
  }
  const lists = [...products.endpoints.values()].filter((one) => tells(one, parent));
  if (lists.length === 0 || tables.isGiven(parent.table)) return () => true;
  const served = lists.flatMap((list) =>
    parentsOf(truth, list).flatMap((above) => servedOf(truth, list, above).map(({ source }) => source)),
  );
  const known = new Set(served);
  return (row) => known.has(row);
}

function keyOf(row: Row, { by }: ParentData): string {
  return JSON.stringify([by].flat().map((column) => row[column] ?? null));
}

/** What is asked for by a row of the same table is a detail of it. */
function tells({ stream, rows, select }: Endpoint, parent: ParentData): boolean {
  if (parent.stream !== undefined) return stream === parent.stream;
  return rows !== null && select.table === parent.table && select.parent?.table !== select.table;
}
