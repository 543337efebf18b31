import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StreamDeclaration } from '../engine/declaration.js';
import { isJsonObject } from '../json.js';
import type { JsonObject } from '../json.js';

/** Two levels up, from `src/streams` as from `dist/streams`. */
const schemaFolder = join(import.meta.dirname, '..', '..', 'schemas');

/** Reads the JSON Schema of a stream's records. Each call reads the file: ask for it once. */
export function loadSchema({ product, name }: Pick<StreamDeclaration, 'product' | 'name'>): JsonObject {
  const schema: unknown = JSON.parse(readFileSync(join(schemaFolder, product, `${name}.json`), 'utf8'));
  if (!isJsonObject(schema)) throw new Error(`schemas/${product}/${name}.json holds no object`);
  return schema;
}
