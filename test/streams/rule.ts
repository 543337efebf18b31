import type { StreamDeclaration } from '../../src/engine/declaration.js';
import { loadSchema } from '../../src/streams/index.js';
import { nodesOf, propertiesOf } from '../support/schema-walk.js';
import type { SchemaNode } from '../support/schema-walk.js';

/** One rule for every stream: what is wrong, one line each. */
export type Rule = readonly [name: string, faults: (stream: StreamDeclaration) => readonly string[]];

export function fieldsOf(stream: StreamDeclaration): readonly string[] {
  return Object.keys(propertiesOf(loadSchema(stream)));
}

export function topNode(stream: StreamDeclaration, field: string): SchemaNode | undefined {
  return nodesOf(loadSchema(stream)).find((node) => node.path === field);
}
