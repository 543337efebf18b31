import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '../json.js';
import type { JsonObject } from '../json.js';

/** Two levels up, from `src/config` as from `dist/config`. */
const specFile = join(import.meta.dirname, '..', '..', 'spec.json');

/** The content of an Airbyte SPEC message: documentation link and the JSON Schema of the configuration. */
export function loadSpec(): JsonObject {
  const spec: unknown = JSON.parse(readFileSync(specFile, 'utf8'));
  if (!isJsonObject(spec)) throw new Error('spec.json holds no object');
  return spec;
}

/** The JSON Schema of the configuration. */
export function loadConfigSchema(): JsonObject {
  return objectAt(loadSpec(), 'connectionSpecification');
}

export function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  if (!isJsonObject(value)) throw new Error(`spec.json has no object ${key}`);
  return value;
}
