import type { JsonObject, JsonValue } from '../../json.js';
import type { EpochField, StreamDeclaration } from '../declaration.js';

const factors: Readonly<Record<EpochField['unit'], number>> = { seconds: 1000, milliseconds: 1 };

/** What a date of JavaScript's can hold: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const mostMs = 8.64e15;

/** Adds the date-times that rows tell as a count since 1970; null where the stream has none. */
export function momentAdder({ moments }: StreamDeclaration): ((record: JsonObject) => JsonObject) | null {
  const fields = Object.entries(moments);
  if (fields.length === 0) return null;
  return (record) => {
    const times: Record<string, JsonValue> = {};
    for (const [name, { field, unit }] of fields) times[name] = momentOf(record[field], factors[unit]);
    return { ...times, ...record };
  };
}

/** Zero is how Zoom says that there is none. Counts come as text here and there. */
function momentOf(value: JsonValue | undefined, factor: number): string | null {
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof count !== 'number' || count <= 0 || count * factor > mostMs) return null;
  return new Date(count * factor).toISOString();
}
