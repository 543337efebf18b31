import { hour, lateness } from './times.js';
import { listedAt } from './world.js';

type Listed = Parameters<typeof listedAt>[0];

/** Times are rounded in one list and not in the other: so much later a host is asked for the last time. */
const rounding = 3 * hour + 60_000;

/** The moment of which the stream owes what was there: hosts are asked when the history shows something new of them. */
export function seenBy(listed: Listed, endAt: number, base: number): number {
  if (endAt + lateness + rounding <= base) return base;
  return listedAt(listed, base) ?? -Infinity;
}
