import type { Partition } from '../plan/partitions.js';
import type { Range } from '../time/ranges.js';

/** So many keys are remembered; beyond that a row of nobody's may be delivered again, and is merged by its key. */
const mostTaken = 100_000;

/** So many readers are noted, of all owners together; beyond that a refused owner's rows are looked for in all lists. */
const mostNotes = 300_000;

/** In whose lists rows were seen and left to their owner, and the times of those rows. */
export interface Left {
  readonly readers: ReadonlySet<Partition>;
  readonly range: Range;
}

interface Note extends Left {
  readonly readers: Set<Partition>;
  range: Range;
}

/**
 * What a run knows of the owners of a stream's rows. A row that several partitions show comes from the list of the one
 * that it names; but that list may be refused or fail, and then the row must come from the others, once. So it is noted who
 * has left rows to an owner that was not read yet; from its refusal on, its rows belong to whoever shows them first.
 */
export class Owners {
  private readonly fates = new Map<string, 'served' | 'unserved'>();
  private readonly coming = new Map<string, boolean>();
  private readonly left = new Map<string, Note>();
  private notes = 0;
  private overflowed = false;
  /** Rows of no owner that can be asked, by key, with the partition that delivers them. */
  private readonly taken = new Map<string, string>();
  private sweeping: Promise<boolean> | null = null;
  private swept: Range | null = null;

  constructor(
    /** Whether the partition is read in this run. */
    private readonly isRead: (partition: Partition) => boolean,
  ) {}

  /** True where the rows of the owner are to be left to it: it was served, or its turn is still to come. */
  isTrusted(name: string, owner: Partition): boolean {
    const fate = this.fates.get(name);
    if (fate !== undefined) return fate === 'served';
    let isComing = this.coming.get(name);
    if (isComing === undefined) {
      isComing = this.isRead(owner);
      this.coming.set(name, isComing);
    }
    return isComing;
  }

  isUnserved(name: string): boolean {
    return this.fates.get(name) === 'unserved';
  }

  /** A reader leaves a row of that time to the owner. */
  leave(name: string, reader: Partition, at: number): void {
    if (this.fates.has(name) || this.overflowed) return;
    const note = this.left.get(name);
    if (note === undefined) this.left.set(name, { readers: new Set([reader]), range: { from: at, to: at } });
    else {
      if (note.readers.has(reader)) this.notes -= 1;
      note.readers.add(reader);
      note.range = { from: Math.min(note.range.from, at), to: Math.max(note.range.to, at) };
    }
    this.notes += 1;
    if (this.notes > mostNotes) {
      this.overflowed = true;
      this.left.clear();
    }
  }

  /** The owner's list was read. */
  serve(name: string): void {
    if (this.fates.has(name)) return;
    this.fates.set(name, 'served');
    this.forget(name);
  }

  /** The owner's list was refused or failed; `delivered`: keys of its rows that came before. */
  refuse(name: string, owner: Partition, delivered: Iterable<string>): void {
    this.fates.set(name, 'unserved');
    for (const key of delivered) this.take(key, owner);
  }

  /** Who left rows to the owner before it was refused; null where that is not known. */
  leftTo(name: string): Left | null {
    if (this.overflowed) return null;
    const none = { readers: new Set<Partition>(), range: { from: Infinity, to: -Infinity } };
    const found = this.left.get(name) ?? none;
    this.forget(name);
    return found;
  }

  private forget(name: string): void {
    this.notes -= this.left.get(name)?.readers.size ?? 0;
    this.left.delete(name);
  }

  /** False where another partition delivers the row. */
  take(key: string, { id }: Partition): boolean {
    const holder = this.taken.get(key);
    if (holder !== undefined) return holder === id;
    if (this.taken.size < mostTaken) this.taken.set(key, id);
    return true;
  }

  /** Looks through all lists for what they leave to whom, unless that was done; false: it led to nothing. */
  async sweep(range: Range, look: () => Promise<boolean>): Promise<void> {
    while (this.sweeping !== null) await this.sweeping.catch(() => undefined);
    if (this.swept !== null && this.swept.from <= range.from && this.swept.to >= range.to) return;
    this.sweeping = look();
    try {
      if (await this.sweeping) this.swept = range;
    } finally {
      this.sweeping = null;
    }
  }
}
