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

/** Fields that no record will carry are not offered. What has none is not copied: most of a catalog is so. */
export function withoutSecretFields(schema: JsonObject, secrets: Secrets): JsonObject {
  if (secrets.areKept) return schema;
  const { properties, items } = schema;
  const changed: Record<string, JsonValue> = {};
  if (isJsonObject(properties)) changed['properties'] = keptOf(properties, secrets);
  if (items !== undefined) changed['items'] = cleaned(items, secrets);
  const isSame = Object.entries(changed).every(([key, value]) => schema[key] === value);
  return isSame ? schema : { ...schema, ...changed };
}

function keptOf(properties: JsonObject, secrets: Secrets): JsonObject {
  const kept: Record<string, JsonValue> = {};
  let isSame = true;
  for (const [name, item] of Object.entries(properties)) {
    const isKept = !secrets.fields.has(name) || isTruth(item);
    if (isKept) kept[name] = cleaned(item, secrets);
    isSame &&= isKept && kept[name] === item;
  }
  return isSame ? properties : kept;
}

function cleaned(value: JsonValue, secrets: Secrets): JsonValue {
  return isJsonObject(value) ? withoutSecretFields(value, secrets) : value;
}

/** What must be set, say, and not what it is set to. */
function isTruth(schema: JsonValue): boolean {
  const type = isJsonObject(schema) ? schema['type'] : undefined;
  return type === 'boolean' || (isJsonArray(type) && type.includes('boolean'));
}
