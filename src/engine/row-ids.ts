import type { JsonObject } from '../json.js';
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
  private page: readonly Candidate[] = [];

  /** Remembers that a record's key is none of Zoom's. */
  standingIn(record: JsonObject): JsonObject {
    this.madeUp.add(record);
    return record;
  }

  /** True where nothing can be asked by the record's key. */
  isStandIn(record: JsonObject): boolean {
    return this.madeUp.has(record);
  }

  /** Gives an id to each row of a page; null to those that came before. */
  number(page: readonly Candidate[]): readonly (string | null)[] {
    for (const { id, record } of this.page) {
      if (!this.numbered.has(id)) this.numbered.set(id, this.fingerprints.of(record));
    }
    this.page = page;
    const ids: (string | null)[] = page.map(({ id }) => id);
    for (const [id, places] of this.shared(page)) this.settle(id, places, ids);
    return ids;
  }

  /** Places in the page, by natural id, where it is no new one or there are several. */
  private shared(page: readonly Candidate[]): ReadonlyMap<string, readonly number[]> {
    const first = new Map<string, number>();
    const shared = new Map<string, number[]>();
    for (const [place, { id }] of page.entries()) {
      const at = first.get(id);
      if (at === undefined) {
        first.set(id, place);
        if (this.numbered.has(id)) shared.set(id, [place]);
        continue;
      }
      const places = shared.get(id);
      if (places === undefined) shared.set(id, [at, place]);
      else places.push(place);
    }
    return shared;
  }

  private settle(id: string, places: readonly number[], ids: (string | null)[]): void {
    const numbers = this.numbersOf(id);
    const news = new Map<string, number>();
    for (const place of places) {
      const content = this.fingerprints.of(this.page[place]?.record ?? {});
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

/** A row that others may share their natural id with. */
export interface Candidate {
  readonly id: string;
  readonly record: JsonObject;
}
