import type { JsonObject, JsonValue } from '../../src/json.js';
import { at, objectAt, textAt } from '../support/json-paths.js';
import { propertiesOf } from '../support/schema-walk.js';
import { keyFields } from './connector.js';

/** What a release promises of a catalog, in little: key, cursor and types by stream. */
export function summarize(streams: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(streams.map((stream) => [textAt(stream, 'name'), summaryOf(stream)]));
}

function summaryOf(stream: JsonObject): JsonObject {
  const fields = Object.entries(propertiesOf(objectAt(stream, 'json_schema')));
  return {
    key: keyFields(stream),
    cursor: at(stream, 'default_cursor_field', 0) ?? null,
    fields: Object.fromEntries(fields.map(([name, field]) => [name, typeText(field)])),
  };
}

function typeText(field: JsonValue): string {
  const types = [at(field, 'type')].flat().map(String);
  return [...types, ...[at(field, 'format') ?? []].flat().map(String)].join(' ');
}
