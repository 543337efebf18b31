import { holdMeeting } from '../../test/simulator/index.js';
import type { Series, Simulator } from '../../test/simulator/index.js';
import { textAt } from '../../test/support/json-paths.js';
import { day, pages } from './reckoning.js';

/** Hours that pass on a simulated account, and the fewest requests that can tell what was new in one. */

export const hour = 3_600_000;
export const lookback = 72 * hour;
/** At this age of a meeting's hour its host is asked once more: see `engine/visit/news.ts`. */
const ageOfLast = 50 * hour;

/** Meetings that ended in the hour before now, of as many series as the share of all says. */
export function hold(
  simulator: Simulator,
  { now, share, turn }: { readonly now: number; readonly share: number; readonly turn: number },
): number {
  const listed = [...simulator.account.series.values()].filter(
    ({ listed: isListed, kind }) => isListed && kind === 'meeting',
  );
  const many = Math.max(1, Math.round(listed.length * share));
  const chosen = Array.from(
    { length: many },
    (_, index) => listed[(turn * 7_919 + index * 104_729) % listed.length],
  );
  const held = chosen.filter((series): series is Series => series !== undefined);
  for (const [index, series] of held.entries()) {
    holdMeeting(simulator.account, series, { endAt: now - ((index % 50) + 5) * 60_000 });
  }
  return held.length;
}

/** What the account's list shows of the lookback, by uuid: as text, to see a change. */
export type Shown = ReadonlyMap<string, string>;

export function shown(simulator: Simulator, now: number): Shown {
  const rows = simulator.expected('report_history_meetings', { from: now - lookback });
  return new Map(rows.map((row) => [textAt(row, 'meeting_uuid'), JSON.stringify(row)]));
}

export interface Fewest {
  /** Where somebody knew in which time zone Zoom's days begin, and whether the first one is included. */
  readonly known: number;
  /** Nobody does, so the list is read from two days earlier on. */
  readonly safe: number;
}

/**
 * The list of the account, a list of each host of whom it shows something new or of whom nothing late can come any more,
 * and the participants of those meetings.
 */
export function fewestOf(
  simulator: Simulator,
  { now, before, after }: { readonly now: number; readonly before: Shown; readonly after: Shown },
): Fewest {
  const asked = [...simulator.account.instances.values()].filter(({ uuid, endAt }) => {
    const end = (Math.floor(endAt / hour) + 1) * hour + ageOfLast;
    const isAged = end <= now && end > now - hour;
    return isAged || (after.has(uuid) && after.get(uuid) !== before.get(uuid));
  });
  const news = new Set(asked.map(({ series }) => series.hostId)).size + asked.length;
  const firstDay = (Math.floor((now - lookback) / day) - 2) * day;
  const around = simulator.expected('report_history_meetings', { from: firstDay });
  return { known: news + pagesOf(after.size), safe: news + pagesOf(around.length) };
}

function pagesOf(rows: number): number {
  return Math.max(1, pages(rows, '/report/history_meetings'));
}
