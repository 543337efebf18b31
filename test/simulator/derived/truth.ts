import { isJsonArray, isJsonObject } from '../../../src/json.js';
import type { JsonObject, JsonValue } from '../../../src/json.js';
import type { AnswerKey, Known, Truth } from '../answers/world.js';
import type { EmbeddedData, Endpoint, Row, SelectData } from './data.js';
import { parentsOf, servedOf } from './reach.js';
import { countedTime, variantsOf, type Served } from './select.js';

/** What a connector adds to a row of this parent: the parent's keys under its own names for them. */
function inheritedOf({ parent: data }: SelectData, parent: Row): JsonObject {
  return columnsOf(data?.adds, parent);
}

/** Columns of a row under the connector's names. */
function columnsOf(names: SelectData['adds'], row: Row): JsonObject {
  return Object.fromEntries(Object.entries(names ?? {}).map(([name, column]) => [name, row[column] ?? null]));
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
  const { array, period, source } = served;
  const also = select.also?.[array ?? '']?.adds;
  return { ...timesOf(select, served), ...also, ...period?.added, ...columnsOf(select.adds, source) };
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

/** How many times each list must be asked for: once for each value of a parameter that hides the rows of others. */
export function passesOf({ account }: Truth, { select }: Endpoint): number {
  return variantsOf(select).reduce((passes, { slices, column, absent }) => {
    if (slices !== undefined) return passes * Object.keys(slices).length;
    if (absent === null) return passes;
    const values = account.tables.rows(select.table).flatMap((row) => row[column ?? ''] ?? []);
    return passes * Math.max(1, new Set(values).size);
  }, 1);
}

/** The answer key of the endpoint that the stream reads; none where the account has no such endpoint. */
export function derivedAnswer({ account }: Truth, stream: string): AnswerKey | undefined {
  const endpoints = [...account.products.endpoints.values()];
  const endpoint = endpoints.find((one) => one.stream === stream);
  if (endpoint !== undefined) return (truth) => listsOf(truth, endpoint).flat();
  const around = endpoints.find(({ embedded }) => embedded?.[stream] !== undefined);
  const data = around?.embedded?.[stream];
  if (around === undefined || data === undefined) return undefined;
  return (truth) =>
    listsOf(truth, around)
      .flat()
      .flatMap((known) => embeddedIn(known, data));
}

function embeddedIn({ row, at }: Known, { field, adds }: EmbeddedData): readonly Known[] {
  const added = Object.entries(adds).map(([name, from]): [string, JsonValue] => [name, row[from] ?? null]);
  const list = row[field];
  const rows = isJsonArray(list) ? list.filter(isJsonObject) : [];
  return rows.map((one) => ({ row: { ...one, ...Object.fromEntries(added) }, at }));
}
