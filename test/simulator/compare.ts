import { isJsonObject } from '../../src/json.js';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { identityParts } from './identity.js';
import { valueDifferences } from './values.js';

export interface Comparison {
  /** Identities that are expected and were not delivered. */
  readonly missing: readonly string[];
  /** Delivered and not expected. */
  readonly strange: readonly string[];
  /** Delivered more often than they exist. */
  readonly doubled: readonly string[];
  /** Delivered with other values than Zoom's, with the fields. */
  readonly wrong: readonly string[];
}

/** Sorted keys, numbers of ids as text, empty text as null: two tellings of the same thing become equal. */
function canonical(value: JsonValue | undefined): JsonValue {
  if (value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.map(canonical);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, canonical(value[key])]),
  );
}

export function identify(stream: string, row: JsonObject): string {
  const values = identityParts(stream).map((alternatives) => {
    const filled = alternatives.find((name) => canonical(row[name]) !== null);
    const value = canonical(filled === undefined ? undefined : row[filled]);
    return typeof value === 'number' ? String(value) : value;
  });
  return JSON.stringify(values);
}

function byIdentity(stream: string, rows: readonly JsonObject[]): ReadonlyMap<string, readonly JsonObject[]> {
  const groups = new Map<string, JsonObject[]>();
  for (const row of rows) {
    const id = identify(stream, row);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  return groups;
}

/**
 * What the delivered rows of one identity say that none of the expected ones does. Where a row comes several times, as
 * it may when syncs are put together, each of them must say what is expected.
 */
function wrongValues(delivered: readonly JsonObject[], expected: readonly JsonObject[]): readonly string[] {
  return delivered.flatMap((row) => {
    const found = expected.map((one) => valueDifferences(one, row));
    const [closest = []] = found.sort((a, b) => a.length - b.length);
    return closest;
  });
}

/** Compares two multisets by identity, and the values of what has the same one. */
export function compareRows(
  stream: string,
  delivered: readonly JsonObject[],
  expected: readonly JsonObject[],
): Comparison {
  const got = byIdentity(stream, delivered);
  const wanted = byIdentity(stream, expected);
  const counted = (groups: typeof got, id: string): number => groups.get(id)?.length ?? 0;
  return {
    missing: [...wanted.keys()].filter((id) => counted(got, id) < counted(wanted, id)),
    strange: [...got.keys()].filter((id) => !wanted.has(id)),
    doubled: [...got.keys()].filter((id) => counted(got, id) > Math.max(1, counted(wanted, id))),
    wrong: [...got].flatMap(([id, rows]) =>
      wrongValues(rows, wanted.get(id) ?? []).map((difference) => `${id} ${difference}`),
    ),
  };
}
