import type { JsonObject } from '../../json.js';
import type { StreamDeclaration } from '../declaration.js';

/**
 * Gives rows the fields that only their request tells: which variant, which period. Null where the stream has none. A
 * field that the row has itself stays as it is.
 */
export function requestStamp(
  { fromRequest }: StreamDeclaration,
  query: Readonly<Record<string, string>>,
): ((row: JsonObject) => JsonObject) | null {
  const fields: Record<string, string> = {};
  for (const [field, { parameter, absent }] of Object.entries(fromRequest)) {
    const value = query[parameter] ?? absent;
    if (value !== null) fields[field] = value;
  }
  return Object.keys(fields).length === 0 ? null : (row) => ({ ...fields, ...row });
}
