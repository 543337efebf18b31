import { createHash } from 'node:crypto';

const hour = 3_600_000;
/** 48 bits of a hash as 8 letters, and the hour of the row's time as 4. */
const hashLength = 8;
const entryLength = 12;
const entryForm = /^[\w+/]{8}[0-9a-z]{4}$/;
/** What an entry takes in the state. */
export const seenBytes = entryLength;

export interface SeenEntriesOptions {
  /** Entries that may be kept. */
  readonly cap: number;
  /** Epoch milliseconds: what is of a time before that is not kept. */
  readonly since: number;
}

/** As the state holds them. */
export interface StoredSeen {
  readonly seen: string;
  /** Epoch milliseconds; null when nothing was dropped. */
  readonly seenFrom: number | null;
}

/** Short hashes of what was seen, with the hour of its time; the oldest ones go where there are too many. */
export class SeenEntries {
  private readonly entries = new Map<string, number>();
  private dropped: number;

  constructor(
    stored: StoredSeen,
    private readonly options: SeenEntriesOptions,
  ) {
    this.dropped = stored.seenFrom ?? -Infinity;
    for (let index = 0; index + entryLength <= stored.seen.length; index += entryLength) {
      const entry = stored.seen.slice(index, index + entryLength);
      const at = parseInt(entry.slice(hashLength), 36) * hour;
      if (entryForm.test(entry)) this.entries.set(entry.slice(0, hashLength), at);
    }
  }

  /** Up to that time some were dropped for want of room. */
  get droppedUpTo(): number {
    return this.dropped;
  }

  has(hash: string): boolean {
    return this.entries.has(hash);
  }

  add(hash: string, at: number): void {
    this.entries.set(hash, Math.ceil(at / hour) * hour);
    if (this.entries.size > this.options.cap * 1.25) this.trim();
  }

  private trim(): void {
    const newestFirst = [...this.entries].sort(([, a], [, b]) => b - a);
    for (const [hash, at] of newestFirst.slice(this.options.cap)) {
      this.entries.delete(hash);
      this.dropped = Math.max(this.dropped, at);
    }
  }

  toState(): StoredSeen {
    const { since, cap } = this.options;
    // What is too old to be kept is not forgotten here: states are written while this sync still reads it.
    const isKept = ([, at]: readonly [string, number]): boolean => at >= since;
    if ([...this.entries].filter(isKept).length > cap) this.trim();
    const seen = [...this.entries]
      .filter(isKept)
      .map(([hash, at]) => hash + (at / hour).toString(36).padStart(4, '0'))
      .join('');
    return { seen, seenFrom: this.dropped > since ? this.dropped : null };
  }
}

export function shortHash(text: string): string {
  return createHash('sha1').update(text).digest('base64').slice(0, hashLength);
}
