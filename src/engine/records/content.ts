import { hash } from 'node:crypto';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../json.js';

/** The same 64 bits for the same content, whatever the order of its fields. They stand in keys, so they never change. */
export function contentHash(row: JsonObject): string {
  return hash('sha1', canonical(row), 'hex').slice(0, 16);
}

/** JSON with sorted keys: the same text for the same content. */
function canonical(value: JsonValue): string {
  if (isJsonArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${pairs.join(',')}}`;
}

/**
 * Hashes that tell the rows of one list apart, as long as that is read. Rows of a list have the same fields in the same
 * order, nearly always, and are not sorted then: that takes longer than the hash.
 */
export class Fingerprints {
  private usual: readonly string[] | null = null;

  of(row: JsonObject): string {
    const names = Object.keys(row);
    this.usual ??= names;
    return hash('sha1', JSON.stringify(same(names, this.usual) ? row : inOrder(row, this.usual)), 'base64');
  }
}

function same(names: readonly string[], others: readonly string[]): boolean {
  return names.length === others.length && names.every((name, index) => name === others[index]);
}

function inOrder(row: JsonObject, usual: readonly string[]): JsonObject {
  const place = new Map(usual.map((name, index) => [name, index]));
  const after = usual.length;
  const byPlace = Object.entries(row).sort(
    ([a], [b]) => (place.get(a) ?? after) - (place.get(b) ?? after) || (a < b ? -1 : 1),
  );
  return Object.fromEntries(byPlace);
}
