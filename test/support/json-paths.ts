import { isJsonArray, isJsonObject } from '../../src/json.js';
import type { JsonObject, JsonValue } from '../../src/json.js';

/** Parsed JSON that tests look into. `JSON.parse` makes nothing but JSON. */
export function parseJson(text: string): JsonValue {
  const value: unknown = JSON.parse(text);
  if (!isJson(value)) throw new Error(`no JSON: ${text.slice(0, 80)}`);
  return value;
}

function isJson(value: unknown): value is JsonValue {
  return value !== undefined;
}

export function parseObject(text: string): JsonObject {
  const value = parseJson(text);
  if (!isJsonObject(value)) throw new Error(`no object: ${text.slice(0, 80)}`);
  return value;
}

/** Follows names and indexes; undefined where they lead nowhere. */
export function at(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((found, key) => {
    if (isJsonArray(found)) return itemAt(found, key);
    return isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }, value);
}

function itemAt(items: readonly JsonValue[], key: string | number): JsonValue | undefined {
  return typeof key === 'number' ? items.at(key) : undefined;
}

export function objectAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): JsonObject {
  const found = at(value, ...path);
  if (!isJsonObject(found)) throw new Error(`no object at ${path.join('.')}`);
  return found;
}

export function listAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): readonly JsonValue[] {
  const found = at(value, ...path);
  if (!isJsonArray(found)) throw new Error(`no list at ${path.join('.')}`);
  return found;
}

export function textAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string') throw new Error(`no text at ${path.join('.')}`);
  return found;
}
