import type { JsonObject } from '../../json.js';
import type { StreamDeclaration } from '../declaration.js';

/** Why a row is left out that no destination could merge. */
export const keyless = 'row without its key';

/** The fields of the key that the row has itself; the others come from its parents. */
export function ownKeyOf({ primaryKey, parents }: StreamDeclaration): readonly string[] {
  const added = new Set(
    parents.flatMap(({ partition, inherit }) => [...Object.keys(partition), ...Object.keys(inherit)]),
  );
  return primaryKey.filter((field) => !added.has(field));
}

/** True where a destination could not merge by the field: some of Zoom's lists send empty text for what is not there. */
export function lacks(record: JsonObject, field: string): boolean {
  const value = record[field];
  return value === undefined || value === null || value === '';
}

export function lacksKey(record: JsonObject, key: readonly string[]): boolean {
  for (const field of key) if (lacks(record, field)) return true;
  return false;
}
