import { isJsonArray } from '../../../src/json.js';
import type { JsonObject, JsonValue } from '../../../src/json.js';
import type { AnswerKey, Known, Truth } from '../answers/world.js';
import type { Endpoint, Row, SelectData } from './data.js';
import { parentsOf, servedOf } from './reach.js';
import { countedTime, variantsOf, type Served } from './select.js';

/** What a connector adds to a row of this parent: the parent's keys under its own names for them. */
function inheritedOf({ parent: data }: SelectData, parent: Row): JsonObject {
  const added = Object.entries(data?.adds ?? {});
  return Object.fromEntries(added.map(([name, column]) => [name, parent[column] ?? null]));
}

/** What a connector makes of counts. */
function timesOf({ times = {} }: SelectData, { row, source }: Served): JsonObject {
  const made = Object.entries(times).map(([name, { column, unit }]): [string, JsonValue] => {
    const at = countedTime(row[column] ?? source[column], unit);
    return [name, at === null ? null : new Date(at).toISOString()];
  });
  return Object.fromEntries(made);
}

/** What a connector adds to a row, whoever asked for it. */
function addedOf(select: SelectData, served: Served): JsonObject {
  const { array, period } = served;
  return { ...timesOf(select, served), ...select.also?.[array ?? '']?.adds, ...period?.added };
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
function knownOf(truth: Truth, endpoint: Endpoint, parent: Row): readonly Known[] {
  const { select } = endpoint;
  const inherited = inheritedOf(select, parent);
  return servedOf(truth, endpoint, parent).flatMap((served) =>
    byVariant(select, served).map((added) => ({
      row: { ...served.row, ...inherited, ...added, ...addedOf(select, served) },
      at: served.at,
    })),
  );
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
