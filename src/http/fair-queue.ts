/** Who goes first: continuation pages, then the deepest, then the streams in turn, then first come. */
export interface Priority {
  /** A further page of a list that is already open: its page token is ageing. */
  readonly continuation: boolean;
  readonly depth: number;
  readonly stream: string;
}

const CONTINUATION_RANK = Number.MAX_SAFE_INTEGER;

/** The queue of one bucket. Ranks are few (the depths), streams some hundreds, items thousands. */
export class FairQueue<T> {
  /** Rank -> stream -> items. A Map keeps insertion order, which is the order of the streams' turns. */
  readonly #ranks = new Map<number, Map<string, T[]>>();
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
    const rank = priority.continuation ? CONTINUATION_RANK : priority.depth;
    let streams = this.#ranks.get(rank);
    if (streams === undefined) {
      streams = new Map();
      this.#ranks.set(rank, streams);
    }
    const items = streams.get(priority.stream);
    if (items === undefined) streams.set(priority.stream, [item]);
    else items.push(item);
    this.#size += 1;
  }

  shift(): T | undefined {
    const rank = this.topRank;
    const streams = this.#ranks.get(rank);
    for (const [stream, items] of streams ?? []) {
      const item = items.shift();
      streams?.delete(stream);
      if (items.length > 0) streams?.set(stream, items);
      if (streams?.size === 0) this.#ranks.delete(rank);
      this.#size -= 1;
      return item;
    }
    return undefined;
  }

  /** Takes out all items that the predicate names, wherever they wait. */
  remove(predicate: (item: T) => boolean): readonly T[] {
    const removed: T[] = [];
    for (const [rank, streams] of this.#ranks) {
      for (const [stream, items] of streams) {
        const kept: T[] = [];
        for (const item of items) (predicate(item) ? removed : kept).push(item);
        if (kept.length > 0) streams.set(stream, kept);
        else streams.delete(stream);
      }
      if (streams.size === 0) this.#ranks.delete(rank);
    }
    this.#size -= removed.length;
    return removed;
  }
}
