import { isJsonObject } from '../../src/json.js';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { identityParts } from './identity.js';

export interface Comparison {
  /** Identities that are expected and were not delivered. */
  readonly missing: readonly string[];
  /** Delivered and not expected. */
  readonly strange: readonly string[];
  /** Delivered more often than they exist. */
  readonly doubled: readonly string[];
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

function countOf(stream: string, rows: readonly JsonObject[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const id = identify(stream, row);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** Compares two multisets by identity. */
export function compareRows(
  stream: string,
  delivered: readonly JsonObject[],
  expected: readonly JsonObject[],
): Comparison {
  const got = countOf(stream, delivered);
  const wanted = countOf(stream, expected);
  const missing = [...wanted].filter(([id, count]) => (got.get(id) ?? 0) < count);
  const strange = [...got].filter(([id]) => !wanted.has(id));
  const doubled = [...got].filter(([id, count]) => count > Math.max(1, wanted.get(id) ?? 0));
  const names = (entries: readonly (readonly [string, number])[]): string[] => entries.map(([id]) => id);
  return { missing: names(missing), strange: names(strange), doubled: names(doubled) };
}
