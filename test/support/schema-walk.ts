import { isJsonObject } from '../../src/json.js';
import type { JsonObject } from '../../src/json.js';

export interface SchemaNode {
  /** `settings.interpreters[].email`; empty for the top. */
  readonly path: string;
  /** The innermost field's name. */
  readonly name: string;
  readonly schema: JsonObject;
}

export function propertiesOf(schema: JsonObject): JsonObject {
  const properties = schema['properties'];
  return isJsonObject(properties) ? properties : {};
}

export function typesOf(schema: JsonObject): readonly string[] {
  const type = schema['type'];
  return Array.isArray(type) ? type.map(String) : [];
}

/** The schema itself, then every property and every array's items, in order. */
export function nodesOf(schema: JsonObject, path = '', name = ''): readonly SchemaNode[] {
  const items = schema['items'];
  return [
    { path, name, schema },
    ...(isJsonObject(items) ? nodesOf(items, `${path}[]`, name) : []),
    ...childrenOf(schema).flatMap(([child, inner]) =>
      nodesOf(inner, path === '' ? child : `${path}.${child}`, child),
    ),
  ];
}

/** How many field names lie on the longest way down. */
export function depthOf(schema: JsonObject): number {
  const below = childrenOf(schema).map(([, child]) => 1 + depthOf(child));
  const items = schema['items'];
  return Math.max(0, ...below, isJsonObject(items) ? depthOf(items) : 0);
}

/** Column names as targets make them that flatten objects: joined by two underscores, arrays kept whole. */
export function flatColumns(schema: JsonObject, prefix: readonly string[] = []): readonly string[] {
  return childrenOf(schema).flatMap(([name, child]) => {
    const path = [...prefix, name];
    return childrenOf(child).length > 0 ? flatColumns(child, path) : [path.join('__')];
  });
}

function childrenOf(schema: JsonObject): readonly (readonly [string, JsonObject])[] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, child]) =>
    isJsonObject(child) ? [[name, child] as const] : [],
  );
}
