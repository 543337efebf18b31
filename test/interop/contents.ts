import type { JsonObject, JsonValue } from '../../src/json.js';
import { isJsonObject } from '../../src/json.js';
import { parseJson } from '../support/json-paths.js';
import type { Tables } from './destinations.js';

/** Whether a destination still tells what was delivered, whatever its own way of writing it. */
export function isSame(delivered: JsonValue | undefined, stored: JsonValue | undefined): boolean {
  if (delivered === undefined || delivered === null) return stored === undefined || stored === null;
  if (stored === undefined || stored === null) return false;
  if (typeof delivered === 'object') return canonical(delivered) === canonical(parsed(stored));
  // SQLite knows no booleans; some write numbers as text.
  if (typeof delivered === 'boolean') return stored === delivered || stored === Number(delivered);
  if (typeof delivered === 'number') return Number(stored) === delivered;
  return stored === delivered || isSameTime(delivered, stored);
}

/** Databases leave out the zone of what they know to be UTC. */
function isSameTime(delivered: string, stored: JsonValue): boolean {
  return typeof stored === 'string' && timeOf(delivered) !== null && timeOf(delivered) === timeOf(stored);
}

const timestamp = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(?:Z|\+00(?::?00)?)?$/;

function timeOf(text: string): number | null {
  const [, date, time] = timestamp.exec(text) ?? [];
  return date === undefined || time === undefined ? null : Date.parse(`${date}T${time}Z`);
}

/** Rows as the answer key writes them. */
export function rowsOf(tables: Tables): ReadonlyMap<string, readonly JsonObject[]> {
  return new Map(
    [...tables].map(([name, { rows }]) => [
      name,
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([column, value]) => [column, asZoomWrites(value)])),
      ),
    ]),
  );
}

function asZoomWrites(value: JsonValue): JsonValue {
  if (typeof value !== 'string') return value;
  const time = timeOf(value);
  if (time !== null) return new Date(time).toISOString().replace('.000Z', 'Z');
  return value.startsWith('[') || value.startsWith('{') ? parsed(value) : value;
}

/** Arrays and objects come back as JSON text where a database has no type for them. */
function parsed(value: JsonValue): JsonValue {
  if (typeof value !== 'string') return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}

/** Keys in one order: databases keep their own. What is null may be left out. */
function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_key, part: JsonValue) =>
    isJsonObject(part)
      ? Object.fromEntries(
          Object.keys(part)
            .sort()
            .map((key) => [key, part[key]]),
        )
      : part,
  );
}

/** What differs between rows with the same key, as `stream.column: delivered, stored`. */
export function changedValues(stream: string, delivered: JsonObject, stored: JsonObject): readonly string[] {
  return Object.entries(delivered)
    .filter(([column, value]) => !isSame(value, stored[column]))
    .map(([column, value]) => `${stream}.${column}: ${shown(value)}, ${shown(stored[column])}`);
}

function shown(value: JsonValue | undefined): string {
  return (JSON.stringify(value) as string | undefined)?.slice(0, 120) ?? 'absent';
}
