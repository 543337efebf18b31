import { SeenEntries, shortHash, type SeenEntriesOptions, type StoredSeen } from './seen-entries.js';

/**
 * Remembers which rows of the lookback were delivered. A row whose key is its content never changes: in a destination that
 * appends, it would stand there again each time that it is read again. What does not fit into the state is delivered once more.
 */
export class SeenRows {
  private readonly entries: SeenEntries;

  constructor(
    stored: StoredSeen,
    private readonly options: SeenEntriesOptions,
  ) {
    this.entries = new SeenEntries(stored, options);
  }

  /** True for a row that was not delivered before; it counts as delivered from now on. */
  isNews(key: string, at: number): boolean {
    const hash = shortHash(key);
    if (this.entries.has(hash)) return false;
    // Neither this sync nor the next one reads anything of before that again.
    if (at >= this.options.since) this.entries.add(hash, at);
    return true;
  }

  toState(): StoredSeen {
    return this.entries.toState();
  }
}
