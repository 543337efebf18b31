const shape = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}:\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2}))?$/;

/** Which instant a day without a time stands for. */
export type DayEdge = 'start' | 'end';

/**
 * Reads `yyyy-MM-dd` or RFC 3339, fractions included, as epoch milliseconds; days are days of UTC.
 * Null when it is neither, or a day that no calendar has.
 */
export function parseDate(text: string, edge: DayEdge): number | null {
  const match = shape.exec(text);
  if (match === null) return null;
  const [, day = '', time = edgeTimes[edge], fraction = '', zone = 'Z'] = match;
  if (!isCalendarDay(day)) return null;
  const instant = Date.parse(`${day}T${time}${fraction.slice(0, 4)}${zone.toUpperCase()}`);
  return Number.isNaN(instant) ? null : instant;
}

const edgeTimes: Readonly<Record<DayEdge, string>> = { start: '00:00:00', end: '23:59:59' };

/** Date.parse takes 30 February for 1 March. */
function isCalendarDay(day: string): boolean {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}
