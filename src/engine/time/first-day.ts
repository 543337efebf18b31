import { isJsonObject } from '../../json.js';
import type { StreamDefinition } from '../catalog.js';
import { dayOf } from './windows.js';

/**
 * The start date as a stream's rows tell time: rows of days stand for all of their day, so a start in the middle of one begins
 * with it.
 */
export function startFor(
  { schema, declaration: { cursorField } }: StreamDefinition,
  startDate: number | null,
): number | null {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const field = cursorField === null ? undefined : properties[cursorField];
  const isOfDays = isJsonObject(field) && field['format'] === 'date';
  return startDate !== null && isOfDays ? dayOf(startDate) : startDate;
}
