import type { JsonObject, JsonValue } from '../../src/json.js';

/** The few words of SQL that answers in TypeScript need. */

/** What of a row is missing counts as null. */
type Value = JsonValue | undefined;

export const day = 86_400_000;

export const filled = (...values: readonly Value[]): JsonValue =>
  values.find((value) => value !== undefined && value !== null && value !== '') ?? null;
export const numberOf = (value: Value): number => Number(value ?? 0);
export const lower = (value: Value): JsonValue => (typeof value === 'string' ? value.toLowerCase() : null);
export const textOf = (value: Value): string => (typeof value === 'string' ? value : '');
export const isoTime = (at: number): string => new Date(at).toISOString();
export const monthOf = (value: Value): string => `${textOf(value).slice(0, 7)}-01`;
export const isOf =
  (...words: readonly string[]) =>
  (value: Value): boolean =>
    typeof value === 'string' && words.includes(value);

export const latest = (values: readonly Value[]): JsonValue =>
  values.map(textOf).reduce((last, one) => (one > last ? one : last), '') || null;
export const earliest = (values: readonly Value[]): JsonValue =>
  values
    .map(textOf)
    .filter((one) => one !== '')
    .sort()[0] ?? null;
export const sum = (rows: readonly JsonObject[], field: string): number =>
  rows.reduce((total, row) => total + numberOf(row[field]), 0);

/** Rows that agree in what `key` says of them, and what that is. */
export function grouped(
  rows: readonly JsonObject[],
  key: (row: JsonObject) => JsonObject,
): readonly (readonly [JsonObject, readonly JsonObject[]])[] {
  const groups = new Map<string, [JsonObject, JsonObject[]]>();
  for (const row of rows) {
    const common = key(row);
    const name = JSON.stringify(common);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [common, [row]]);
    else group[1].push(row);
  }
  return [...groups.values()];
}
