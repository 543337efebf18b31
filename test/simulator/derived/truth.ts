import { isJsonArray } from '../../../src/json.js';
import type { JsonObject, JsonValue } from '../../../src/json.js';
import type { AnswerKey, Known, Truth } from '../answers/world.js';
import { readableUsers } from '../answers/world.js';
import type { Endpoint, ParentData, Row, SelectData } from './data.js';
import { holds } from './fields.js';
import { selectRows, variantsOf, type Served } from './select.js';

/** What a connector adds to a row of this parent: the parent's keys under its own names for them. */
function inheritedOf({ parent: data }: SelectData, parent: Row): JsonObject {
  const added = Object.entries(data?.adds ?? {});
  return Object.fromEntries(added.map(([name, column]) => [name, parent[column] ?? null]));
}

/** A row for each value of the parameter with which it is given, where the connector names the value. */
function byVariant(select: SelectData, { source, slice }: Served): readonly JsonObject[] {
  return variantsOf(select).reduce<readonly JsonObject[]>(
    (rows, { adds, column }) => {
      if (adds === undefined) return rows;
      const value: JsonValue = slice ?? source[column ?? ''] ?? null;
      const values = isJsonArray(value) ? value : [value];
      return rows.flatMap((row) => values.map((one) => ({ ...row, [adds]: one })));
    },
    [{}],
  );
}

/** What every answer of one parent must bring. */
function knownOf({ account }: Truth, { select }: Endpoint, parent: Row): readonly Known[] {
  const inherited = inheritedOf(select, parent);
  return selectRows({ tables: account.tables, select, parent }).flatMap((served) =>
    byVariant(select, served).map((added) => ({
      row: { ...served.row, ...inherited, ...added },
      at: served.at,
    })),
  );
}

function parentsOf(truth: Truth, { path, select }: Endpoint): readonly Row[] {
  if (select.parent === undefined) return [{}];
  const { table, where = [] }: ParentData = select.parent;
  const rows = truth.account.tables.rows(table).filter((row) => where.every((each) => holds(each, row, {})));
  if (!path.includes('{userId}')) return rows;
  const readable = new Set(readableUsers(truth).map((user) => user.id));
  return table === 'people' ? rows.filter(({ id }) => typeof id === 'string' && readable.has(id)) : rows;
}

/** The rows of each list that must be asked for: one list, or one for each parent. */
export function listsOf(truth: Truth, endpoint: Endpoint): readonly (readonly Known[])[] {
  return parentsOf(truth, endpoint).map((parent) => knownOf(truth, endpoint, parent));
}

/** The answer key of the endpoint that the stream reads; none where the account has no such endpoint. */
export function derivedAnswer({ account }: Truth, stream: string): AnswerKey | undefined {
  const endpoint = [...account.products.endpoints.values()].find((one) => one.stream === stream);
  return endpoint === undefined ? undefined : (truth) => listsOf(truth, endpoint).flat();
}
