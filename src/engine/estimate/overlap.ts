import type { Item } from './items.js';

/** What one road leads to. */
export interface Way {
  readonly items: readonly Item[];
  /** Partitions of which all of its items are known; null: of all. */
  readonly whole: ReadonlySet<string> | null;
}

export interface Joined {
  /** Their weights together are what there is. */
  readonly items: readonly Item[];
  /** By way: how many of them no other one had led to before. */
  readonly fresh: readonly number[];
  readonly isGuessed: boolean;
}

/**
 * What several roads lead to, each once. Where all that the earlier ones lead to is known of a partition, what a later one
 * shows there tells which part of it is new.
 */
export function join(ways: readonly Way[]): Joined {
  const known = new Map<string, Set<string>>();
  const fresh = new Map<Way, number>();
  const items: Item[] = [];
  const earlier: Way[] = [];
  let isGuessed = false;
  for (const way of [...ways].sort((a, b) => sizeOf(b) - sizeOf(a))) {
    const told = way.items.filter(({ home }) =>
      earlier.every(({ whole }) => whole === null || whole.has(home)),
    );
    isGuessed ||= told.length === 0 && way.items.length > 0;
    const own = told.length === 0 ? way.items : newOf(way, told, known);
    items.push(...own);
    fresh.set(way, weightOf(own));
    earlier.push(way);
    for (const { home, key } of way.items) known.set(home, (known.get(home) ?? new Set()).add(key));
  }
  return { items, fresh: ways.map((way) => fresh.get(way) ?? 0), isGuessed };
}

/** Each stands for the more, the fewer can be told apart. */
function newOf(
  way: Way,
  told: readonly Item[],
  known: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Item[] {
  const factor = weightOf(way.items) / Math.max(1e-9, weightOf(told));
  return told
    .filter(({ home, key }) => known.get(home)?.has(key) !== true)
    .map((item) => ({ ...item, weight: item.weight * factor }));
}

/** Those of which most is known come first. */
function sizeOf({ whole }: Way): number {
  return whole === null ? Infinity : whole.size;
}

export function weightOf(items: readonly { readonly weight: number }[]): number {
  return items.reduce((sum, { weight }) => sum + weight, 0);
}
