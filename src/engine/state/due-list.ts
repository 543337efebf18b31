import { condense, everything, formatRanges, hull, type Range } from '../time/ranges.js';
import { lifted, type StoredState } from './stored-state.js';
import type { Room } from './state-room.js';

/** Quotes, colon and comma of a member in JSON. */
const punctuation = 6;

function entryBytes(id: string, ranges: readonly Range[]): number {
  return Buffer.byteLength(id) + formatRanges(ranges).length + punctuation;
}

function markBytes(id: string): number {
  // Spelled by an earlier version, or by nobody of ours.
  return Buffer.byteLength(JSON.stringify(id)) - 2 + lifted.length + punctuation;
}

/** What the entries of a stored state take. */
export function dueBytes({ due }: Pick<StoredState, 'due'>): number {
  let bytes = 0;
  for (const [id, ranges] of due) bytes += entryBytes(id, ranges);
  return bytes;
}

/**
 * Ranges that are not promised, by partition, within the room that the stream has for them. Where an entry does not fit,
 * it is made shorter by covering more: what is read again without need is found out by its key.
 */
export class DueList {
  private readonly entries: Map<string, readonly Range[]>;
  /** What was due and may be no longer: keys of the stored state. */
  private readonly marks = new Set<string>();

  /** The room of the stored entries is taken already. */
  constructor(
    stored: Pick<StoredState, 'due' | 'lifted'>,
    private readonly room: Room,
    { forgets }: { readonly forgets: boolean },
  ) {
    this.entries = new Map(stored.due);
    for (const id of stored.lifted) if (room.take(markBytes(id))) this.marks.add(id);
    for (const id of stored.due.keys()) {
      this.marks.add(id);
      if (forgets) this.delete(id);
    }
  }

  get(id: string): readonly Range[] | undefined {
    return this.entries.get(id);
  }

  has(id: string): boolean {
    return this.entries.has(id);
  }

  keys(): Iterable<string> {
    return this.entries.keys();
  }

  get size(): number {
    return this.entries.size;
  }

  /** False, and nothing changes, where there is no room even for the shortest form. */
  set(id: string, ranges: readonly Range[]): boolean {
    if (ranges.length === 0) {
      this.delete(id);
      return true;
    }
    const isKnown = this.has(id);
    for (const form of formsOf(ranges, isKnown)) {
      if (!this.room.take(entryBytes(id, form) - this.bytesOf(id))) continue;
      this.entries.set(id, form);
      return true;
    }
    return false;
  }

  delete(id: string): void {
    const before = this.bytesOf(id);
    this.entries.delete(id);
    this.room.take(this.bytesOf(id) - before);
  }

  private bytesOf(id: string): number {
    const ranges = this.get(id);
    if (ranges !== undefined) return entryBytes(id, ranges);
    return this.marks.has(id) ? markBytes(id) : 0;
  }

  /** A copy to which so many bytes may be added, for what holds at one moment. */
  draft(bytes: number): DueDraft {
    return new DueDraft(this.entries, bytes);
  }

  /** A merge of states, like Meltano's, never deletes a key: what is gone must be said. */
  toJson(entries: ReadonlyMap<string, readonly Range[]> = this.entries): Readonly<Record<string, string>> {
    return Object.fromEntries([
      ...[...this.marks].map((id) => [id, lifted] as const),
      ...[...entries].map(([id, ranges]) => [id, formatRanges(ranges)] as const),
    ]);
  }
}

/** From the exact form to shorter ones. One that stands there already can always be made as short as it is. */
function formsOf(ranges: readonly Range[], isKnown: boolean): readonly (readonly Range[])[] {
  const whole = hull(ranges);
  const known = isKnown ? [[{ from: whole.from, to: Infinity }], [everything]] : [];
  return [condense(ranges), [whole], ...known];
}

/** What is due at one moment, with the partitions that are under way. */
export class DueDraft {
  readonly entries: Map<string, readonly Range[]>;

  constructor(
    entries: ReadonlyMap<string, readonly Range[]>,
    private left: number,
  ) {
    this.entries = new Map(entries);
  }

  /** False, and nothing changes, where there is no room: what is not written must not be passed. */
  set(id: string, ranges: readonly Range[]): boolean {
    if (ranges.length === 0) {
      this.entries.delete(id);
      return true;
    }
    const known = this.entries.get(id);
    const before = known === undefined ? 0 : entryBytes(id, known);
    for (const form of [condense(ranges), [{ from: hull(ranges).from, to: Infinity }]]) {
      const more = Math.max(0, entryBytes(id, form) - before);
      if (more > this.left) continue;
      this.left -= more;
      this.entries.set(id, form);
      return true;
    }
    return false;
  }
}
