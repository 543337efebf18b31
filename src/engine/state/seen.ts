import type { JsonObject } from '../../json.js';
import { SeenEntries, shortHash, type StoredSeen } from './seen-entries.js';

const hour = 3_600_000;
/**
 * After so long nothing late comes any more. Zoom fills in participants and durations for hours after a meeting's end
 * (https://devforum.zoom.us, threads of 2023 to 2026, read 2026-11).
 */
const longestLateness = 48 * hour;

export interface SeenOptions {
  /** Entries that may be kept. */
  readonly cap: number;
  readonly lookback: number;
  /** Start of the open pass, epoch milliseconds: what ended a lookback before it is not kept. */
  readonly pass: number;
  /** Up to which everything was read before, epoch milliseconds; null: nothing. A lookback before it this pass begins. */
  readonly cursor: number | null;
  readonly now: () => number;
}

/**
 * Remembers which instances inside the lookback were asked and look the same since, so that a sync without news asks
 * nothing of them. An entry is a hash of the instance, of its parent's row, and of whether it is old enough for nothing
 * late to come; so each is asked once more at that age, even when its parent's row did not change.
 */
export class Seen {
  private readonly entries: SeenEntries;

  constructor(
    stored: StoredSeen,
    private readonly options: SeenOptions,
  ) {
    const { cap, pass, lookback } = options;
    this.entries = new SeenEntries(stored, { cap, since: pass - lookback });
  }

  /** Null for rows that are too old to be remembered, now and when the last pass ended, or that have no time. */
  hashOf(key: string, row: JsonObject, at: number): string | null {
    const { pass, cursor, lookback } = this.options;
    if (at === -Infinity || at < Math.min(pass, cursor ?? pass) - lookback) return null;
    const aged = this.options.now() - at >= this.lateness;
    return shortHash(`${key}\u0000${String(aged)}\u0000${JSON.stringify(row)}`);
  }

  /**
   * True when there is nothing to ask. `settledBefore`: the time up to which everything of the partition was asked by
   * an earlier sync, epoch milliseconds; null when something of it is open.
   */
  covers(hash: string | null, at: number, settledBefore: number | null): boolean {
    if (hash !== null && this.entries.has(hash)) return true;
    if (settledBefore === null || at > this.entries.droppedUpTo || at >= settledBefore) return false;
    const crossesLateness = settledBefore - at < this.lateness && this.options.now() - at >= this.lateness;
    return !crossesLateness;
  }

  /** The instance's rows are handed over. */
  add(hash: string, at: number): void {
    this.entries.add(hash, at);
  }

  private get lateness(): number {
    return Math.min(longestLateness, this.options.lookback);
  }

  toState(): StoredSeen {
    return this.entries.toState();
  }
}
