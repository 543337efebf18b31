import { createHash } from 'node:crypto';
import type { JsonObject } from '../../json.js';

const hour = 3_600_000;
/** 48 bits of a hash as 8 letters, and the hour of the row's time as 4. */
const hashLength = 8;
const entryLength = 12;
const entryForm = /^[\w+/]{8}[0-9a-z]{4}$/;
/** What an entry takes in the state. */
export const seenBytes = entryLength;
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
  readonly now: () => number;
}

/**
 * Remembers which instances inside the lookback were asked and look the same since, so that a sync without news asks
 * nothing of them. An entry is a hash of the instance, of its parent's row, and of whether it is old enough for nothing
 * late to come; so each is asked once more at that age, even when its parent's row did not change.
 */
export class Seen {
  private readonly entries = new Map<string, number>();
  private droppedUpTo: number;

  constructor(
    stored: { readonly seen: string; readonly seenFrom: number | null },
    private readonly options: SeenOptions,
  ) {
    this.droppedUpTo = stored.seenFrom ?? -Infinity;
    for (let index = 0; index + entryLength <= stored.seen.length; index += entryLength) {
      const entry = stored.seen.slice(index, index + entryLength);
      const at = parseInt(entry.slice(hashLength), 36) * hour;
      if (entryForm.test(entry)) this.entries.set(entry.slice(0, hashLength), at);
    }
  }

  /** Null for rows that are too old to be remembered, or that have no time. */
  hashOf(key: string, row: JsonObject, at: number): string | null {
    if (at === -Infinity || at < this.options.pass - this.options.lookback) return null;
    const aged = this.options.now() - at >= this.lateness;
    return createHash('sha1')
      .update(`${key}\u0000${String(aged)}\u0000${JSON.stringify(row)}`)
      .digest('base64')
      .slice(0, hashLength);
  }

  /**
   * True when there is nothing to ask. `settledBefore`: the time up to which everything of the partition was asked by
   * an earlier sync, epoch milliseconds; null when something of it is open.
   */
  covers(hash: string | null, at: number, settledBefore: number | null): boolean {
    if (hash !== null && this.entries.has(hash)) return true;
    if (settledBefore === null || at > this.droppedUpTo || at >= settledBefore) return false;
    const crossesLateness = settledBefore - at < this.lateness && this.options.now() - at >= this.lateness;
    return !crossesLateness;
  }

  /** The instance's rows are handed over. */
  add(hash: string, at: number): void {
    this.entries.set(hash, Math.ceil(at / hour) * hour);
    if (this.entries.size > this.options.cap * 1.25) this.trim();
  }

  private trim(): void {
    const newestFirst = [...this.entries].sort(([, a], [, b]) => b - a);
    for (const [hash, at] of newestFirst.slice(this.options.cap)) {
      this.entries.delete(hash);
      this.droppedUpTo = Math.max(this.droppedUpTo, at);
    }
  }

  private get lateness(): number {
    return Math.min(longestLateness, this.options.lookback);
  }

  toState(): { readonly seen: string; readonly seenFrom: number | null } {
    const oldest = this.options.pass - this.options.lookback;
    for (const [hash, at] of this.entries) if (at < oldest) this.entries.delete(hash);
    if (this.entries.size > this.options.cap) this.trim();
    const seen = [...this.entries]
      .map(([hash, at]) => hash + (at / hour).toString(36).padStart(4, '0'))
      .join('');
    return { seen, seenFrom: this.droppedUpTo > oldest ? this.droppedUpTo : null };
  }
}
