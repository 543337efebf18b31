/** Calendar arithmetic in UTC. All times are epoch milliseconds. */

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** `2026-11-22T08:00:00Z`: Zoom's date-times carry no fractions. */
export function isoTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** `2026-11-22` */
export function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

export function startOfDay(at: number): number {
  return Math.floor(at / day) * day;
}

/** The same day of another month, or that month's last day where it has no such day. */
export function addMonths(at: number, months: number): number {
  const date = new Date(at);
  const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return target.getTime() + (at - startOfDay(at));
}
