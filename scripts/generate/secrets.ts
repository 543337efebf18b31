import type { StreamDeclaration } from '../../src/engine/declaration.js';
import { isJsonObject, type JsonValue } from '../../src/json.js';
import { loadSchema, secretFields } from '../../src/streams/index.js';

/** The secret fields that a stream's schema names, by path. */
export function secretsOf(stream: StreamDeclaration): readonly string[] {
  return secretsIn(loadSchema(stream), []);
}

function secretsIn(schema: JsonValue | undefined, path: readonly string[]): readonly string[] {
  if (!isJsonObject(schema)) return [];
  const { properties, items } = schema;
  const own = isJsonObject(properties) ? Object.entries(properties) : [];
  return [
    ...secretsIn(items, path),
    ...own.flatMap(([name, child]) =>
      secretFields.has(name) ? [[...path, name].join('.')] : secretsIn(child, [...path, name]),
    ),
  ];
}
