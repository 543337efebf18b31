import { loadSchema } from '../../src/streams/index.js';
import { depthOf, flatColumns, nodesOf, typesOf } from '../support/schema-walk.js';
import type { SchemaNode } from '../support/schema-walk.js';
import { fieldsOf, topNode } from './rule.js';
import type { Rule } from './rule.js';

/** Rules about each node below the top of a schema. */
function eachNode(isFaulty: (node: SchemaNode) => boolean): Rule[1] {
  return (stream) =>
    nodesOf(loadSchema(stream))
      .filter((node) => node.path !== '' && isFaulty(node))
      .map((node) => node.path);
}

/** https://docs.airbyte.com/understanding-airbyte/supported-data-types and what common Singer targets map. */
export const schemaRules: readonly Rule[] = [
  [
    'the top is an open object',
    (stream) => {
      const schema = loadSchema(stream);
      return schema['type'] === 'object' && schema['additionalProperties'] === true ? [] : ['top'];
    },
  ],
  [
    'every type is an array with exactly one type beside null',
    eachNode((node) => typesOf(node.schema).filter((type) => type !== 'null').length !== 1),
  ],
  [
    'no type is listed twice',
    eachNode(({ schema }) => new Set(typesOf(schema)).size !== typesOf(schema).length),
  ],
  [
    'only keys are not nullable',
    (stream) =>
      eachNode((node) => !typesOf(node.schema).includes('null'))(stream).filter(
        (path) => !stream.primaryKey.includes(path),
      ),
  ],
  [
    'no keyword that a target trips over',
    (stream) => {
      const barred = new Set(
        'enum const pattern required minLength maxLength minimum maximum multipleOf minItems maxItems $ref allOf anyOf oneOf not default'.split(
          ' ',
        ),
      );
      return nodesOf(loadSchema(stream)).flatMap((node) =>
        Object.keys(node.schema)
          .filter((keyword) => barred.has(keyword))
          .map((keyword) => `${node.path}: ${keyword}`),
      );
    },
  ],
  [
    'formats are date-time or date, and on text',
    eachNode(({ schema }) => {
      const format = schema['format'];
      if (typeof format !== 'string') return format !== undefined;
      return !['date-time', 'date'].includes(format) || !typesOf(schema).includes('string');
    }),
  ],
  [
    'arrays have items',
    eachNode(({ schema }) => typesOf(schema).includes('array') && typeof schema['items'] !== 'object'),
  ],
  [
    'objects have properties or are open maps',
    eachNode(({ schema }) => typesOf(schema).includes('object') && schema['additionalProperties'] !== true),
  ],
  ['nothing lies deeper than five fields', (stream) => (depthOf(loadSchema(stream)) > 5 ? ['depth'] : [])],
  [
    'flattened column names have at most 63 characters',
    (stream) => flatColumns(loadSchema(stream)).filter((column) => column.length > 63),
  ],
  [
    'flattened column names differ by more than case',
    (stream) => {
      const columns = flatColumns(loadSchema(stream)).map((column) => column.toLowerCase());
      return columns.filter((column, index) => columns.indexOf(column) !== index);
    },
  ],
  ['names are made of a-z, 0-9 and _', eachNode((node) => !/^[a-z][a-z0-9_]*$/.test(node.name))],
  [
    'no name is taken by targets',
    (stream) =>
      fieldsOf(stream).filter((field) => /^_(sdc|airbyte|ab)_/.test(field) || field === '__loaded_at'),
  ],
  [
    'extra_fields is an open map',
    (stream) => {
      const schema = topNode(stream, 'extra_fields')?.schema;
      return schema?.['additionalProperties'] === true && schema['properties'] === undefined
        ? []
        : ['extra_fields'];
    },
  ],
  [
    'ids of meetings and webinars are text',
    eachNode(
      ({ name, schema }) =>
        ['id', 'pmi', 'meeting_id', 'webinar_id', 'meeting_number'].includes(name) &&
        !typesOf(schema).includes('string'),
    ),
  ],
];
