import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '../json.js';
import type { JsonObject } from '../json.js';
import type { StreamName } from './define-stream.js';

/** Two levels up, from `src/streams` as from `dist/streams`. */
const schemaFolder = join(import.meta.dirname, '..', '..', 'schemas');

/** Reads the JSON Schema of a stream's records. Each call reads the file: ask for it once. */
export function loadSchema(stream: StreamName): JsonObject {
  const schema: unknown = JSON.parse(readFileSync(join(schemaFolder, `${stream}.json`), 'utf8'));
  if (!isJsonObject(schema)) throw new Error(`schemas/${stream}.json holds no object`);
  return schema;
}
