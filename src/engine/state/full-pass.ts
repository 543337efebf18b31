import type { StoredState } from './stored-state.js';

/**
 * A full pass reads everything from nothing. The time at which the last one began stays in the state (`full`) and is
 * the same for every row that was read in it and since, so that a destination can tell older rows from these.
 */
type Standing = Pick<StoredState, 'cursor' | 'pass' | 'full'>;

/** Later than the last one by what the state can tell apart: whole seconds. */
const smallestStep = 1_000;

/**
 * Whether the open pass is a full one whose end makes all older rows stale. Where an earlier start date made the stream
 * begin anew it is not: the rows that Zoom no longer serves are still wanted.
 */
export function replaces({ cursor, pass, full }: Standing): boolean {
  return cursor === null && pass !== null && full !== null && full >= pass;
}

/** When the last full pass began, now that a pass was opened or resumed. */
export function fullSince(
  stored: Pick<StoredState, 'full'>,
  opened: { readonly anew: boolean; readonly cursor: number | null; readonly pass: number },
): number | null {
  const { anew, cursor, pass } = opened;
  if (anew) return Math.max(pass, stored.full === null ? pass : stored.full + smallestStep);
  return stored.full ?? (cursor === null ? pass : null);
}

/** What stays of `full` when the open pass is given up. */
export function fullWithoutPass(standing: Standing): number | null {
  return replaces(standing) ? null : standing.full;
}
