import type { StreamStateJson } from '../events.js';
import { lifted } from '../state/stored-state.js';
import type { StreamLeft } from '../summary.js';
import { hull, parseRanges, toIso } from '../time/ranges.js';

/** What a state leaves to the next run. */
export function leftIn({ cursor, pass, due }: StreamStateJson): StreamLeft {
  const entries = Object.values(due).filter((entry) => entry !== lifted);
  const { from } = hull(entries.flatMap((entry) => parseRanges(entry) ?? []));
  const earliest = Number.isFinite(from) ? toIso(from) : null;
  return { cursor, pass, partitions: entries.length, earliest };
}
