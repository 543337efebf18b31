import type { JsonObject } from '../../json.js';
import { Fingerprints } from './content.js';

/**
 * The ids of one reading of a list, restarts included. Rows that are equal in every field are one row, however often and
 * on whichever page they come. Rows that differ and have the same natural id get a number; those of one page in the
 * order of their content, so that it does not depend on the order in which they came.
 *
 * Of the pages before the present one, nothing is kept but the natural ids and a hash of each row.
 */
export class RowIds {
  /** By natural id: its rows by content, with their numbers from 1. */
  private readonly numbered = new Map<string, Map<string, number> | string>();
  private readonly fingerprints = new Fingerprints();
  private readonly madeUp = new WeakSet<JsonObject>();
  private naturals: readonly (string | null)[] = [];
  private records: readonly JsonObject[] = [];

  /** Remembers that a record's key is none of Zoom's. */
  standingIn(record: JsonObject): JsonObject {
    this.madeUp.add(record);
    return record;
  }

  /** True where nothing can be asked by the record's key. */
  isStandIn(record: JsonObject): boolean {
    return this.madeUp.has(record);
  }

  /**
   * Gives an id to each row of a page: null to those that came before, and to those whose natural id is null because they
   * have one of their own.
   */
  number(naturals: readonly (string | null)[], records: readonly JsonObject[]): readonly (string | null)[] {
    this.remember();
    this.naturals = naturals;
    this.records = records;
    if (this.areAllNew(naturals)) return naturals;
    const ids = [...naturals];
    for (const [id, places] of this.shared(naturals)) this.settle(id, places, ids);
    return ids;
  }

  /** The page before this one, of which no more than hashes is kept. */
  private remember(): void {
    for (const [place, id] of this.naturals.entries()) {
      if (id !== null && !this.numbered.has(id)) this.numbered.set(id, this.fingerprint(place));
    }
  }

  private fingerprint(place: number): string {
    return this.fingerprints.of(this.records[place] ?? {});
  }

  private areAllNew(naturals: readonly (string | null)[]): boolean {
    const ids = new Set<string>();
    let count = 0;
    for (const id of naturals) {
      if (id === null) continue;
      if (this.numbered.size > 0 && this.numbered.has(id)) return false;
      ids.add(id);
      count += 1;
    }
    return ids.size === count;
  }

  /** Places in the page, by natural id, where it is no new one or there are several. */
  private shared(naturals: readonly (string | null)[]): ReadonlyMap<string, readonly number[]> {
    const places = new Map<string, number[]>();
    for (const [place, id] of naturals.entries()) {
      if (id === null) continue;
      const others = places.get(id);
      if (others === undefined) places.set(id, [place]);
      else others.push(place);
    }
    for (const [id, { length }] of places) {
      if (length === 1 && !this.numbered.has(id)) places.delete(id);
    }
    return places;
  }

  private settle(id: string, places: readonly number[], ids: (string | null)[]): void {
    const numbers = this.numbersOf(id);
    const news = new Map<string, number>();
    for (const place of places) {
      const content = this.fingerprint(place);
      ids[place] = null;
      if (!numbers.has(content) && !news.has(content)) news.set(content, place);
    }
    for (const [content, place] of [...news].sort(([a], [b]) => (a < b ? -1 : 1))) {
      numbers.set(content, numbers.size + 1);
      ids[place] = numbers.size === 1 ? id : `${id}|${numbers.size}`;
    }
  }

  private numbersOf(id: string): Map<string, number> {
    const known = this.numbered.get(id);
    if (known instanceof Map) return known;
    const numbers = new Map<string, number>(known === undefined ? [] : [[known, 1]]);
    this.numbered.set(id, numbers);
    return numbers;
  }
}
