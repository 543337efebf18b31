const shape = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}:\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2}))?$/;

/** Which instant a day without a time stands for. */
export type DayEdge = 'start' | 'end';

/**
 * Reads `yyyy-MM-dd` or RFC 3339, fractions included, as epoch milliseconds; days are days of UTC.
 * Null when it is neither, or a day that no calendar has.
 */
export function parseDate(text: string, edge: DayEdge): number | null {
  const match = shape.exec(text);
  const day = match?.[1];
  if (day === undefined) return null;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return null;
  const time = match?.[2] ?? (edge === 'start' ? '00:00:00' : '23:59:59');
  const fraction = (match?.[3] ?? '').slice(0, 4);
  const instant = Date.parse(`${day}T${time}${fraction}${(match?.[4] ?? 'Z').toUpperCase()}`);
  return Number.isNaN(instant) ? null : instant;
}
