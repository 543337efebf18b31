/** Who goes first: continuation pages, then the highest rank, then the streams in turn, and of a stream the lowest order. */
export interface Priority {
  /** A further page of a list that is already open: its page token is ageing. */
  readonly continuation: boolean;
  readonly rank: number;
  readonly stream: string;
  /** Of equals, first come. */
  readonly order: number;
}

interface Queued<T> {
  readonly order: number;
  readonly item: T;
}

const CONTINUATION_RANK = Number.MAX_SAFE_INTEGER;

/** The queue of one bucket. Ranks are few, streams some hundreds, items of a stream as many as may be in flight. */
export class FairQueue<T> {
  /** Rank -> stream -> items. A Map keeps insertion order, which is the order of the streams' turns. */
  readonly #ranks = new Map<number, Map<string, Queued<T>[]>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Of the item that `shift` would give; -Infinity when empty. */
  get topRank(): number {
    let top = -Infinity;
    for (const rank of this.#ranks.keys()) if (rank > top) top = rank;
    return top;
  }

  push(priority: Priority, item: T): void {
    const rank = priority.continuation ? CONTINUATION_RANK : priority.rank;
    let streams = this.#ranks.get(rank);
    if (streams === undefined) {
      streams = new Map();
      this.#ranks.set(rank, streams);
    }
    const items = streams.get(priority.stream);
    const queued = { order: priority.order, item };
    if (items === undefined) streams.set(priority.stream, [queued]);
    else insert(items, queued);
    this.#size += 1;
  }

  shift(): T | undefined {
    const rank = this.topRank;
    const streams = this.#ranks.get(rank);
    for (const [stream, items] of streams ?? []) {
      const queued = items.shift();
      streams?.delete(stream);
      if (items.length > 0) streams?.set(stream, items);
      if (streams?.size === 0) this.#ranks.delete(rank);
      this.#size -= 1;
      return queued?.item;
    }
    return undefined;
  }

  /** Takes out all items that the predicate names, wherever they wait. */
  remove(predicate: (item: T) => boolean): readonly T[] {
    const removed: T[] = [];
    for (const [rank, streams] of this.#ranks) {
      for (const [stream, items] of streams) {
        const kept: Queued<T>[] = [];
        for (const queued of items) {
          if (predicate(queued.item)) removed.push(queued.item);
          else kept.push(queued);
        }
        if (kept.length > 0) streams.set(stream, kept);
        else streams.delete(stream);
      }
      if (streams.size === 0) this.#ranks.delete(rank);
    }
    this.#size -= removed.length;
    return removed;
  }
}

/** Most come in their order, so the place is looked for from the end. */
function insert<T>(items: Queued<T>[], queued: Queued<T>): void {
  let place = items.length;
  while (place > 0 && (items[place - 1]?.order ?? -Infinity) > queued.order) place -= 1;
  items.splice(place, 0, queued);
}
