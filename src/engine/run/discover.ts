import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import type { CatalogStream, StreamDefinition } from '../catalog.js';
import type { Secrets } from '../records/hidden.js';

/** A stream as the catalog offers it: the same schema that its records obey. */
export function catalogStream(definition: StreamDefinition, secrets: Secrets): CatalogStream {
  const { declaration, schema } = definition;
  const { name, primaryKey, cursorField } = declaration;
  return {
    name,
    schema: withoutSecretFields(schema, secrets),
    syncModes: cursorField === null ? ['full_refresh'] : ['full_refresh', 'incremental'],
    primaryKey,
    cursorField,
  };
}

/** Fields that no record will carry are not offered. */
export function withoutSecretFields(schema: JsonObject, secrets: Secrets): JsonObject {
  if (secrets.areKept) return schema;
  const copy: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && isJsonObject(value)) {
      const kept = Object.entries(value).filter(([name, item]) => !secrets.fields.has(name) || isTruth(item));
      copy[key] = Object.fromEntries(kept.map(([name, item]) => [name, cleaned(item, secrets)]));
    } else {
      copy[key] = key === 'items' ? cleaned(value, secrets) : value;
    }
  }
  return copy;
}

function cleaned(value: JsonValue, secrets: Secrets): JsonValue {
  return isJsonObject(value) && !isJsonArray(value) ? withoutSecretFields(value, secrets) : value;
}

/** What must be set, say, and not what it is set to. */
function isTruth(schema: JsonValue): boolean {
  const type = isJsonObject(schema) ? schema['type'] : undefined;
  return type === 'boolean' || (isJsonArray(type) && type.includes('boolean'));
}
