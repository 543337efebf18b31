/** Looks up by a key in lists that only grow: each row is looked at once, however often somebody asks. */
export function growingIndex<T, K>(keysOf: (one: T) => readonly K[]): Lookup<T, K> {
  const indices = new WeakMap<readonly T[], Index<T, K>>();
  return (list, key) => {
    const index = indices.get(list) ?? { read: 0, byKey: new Map<K, T[]>() };
    indices.set(list, index);
    for (const one of list.slice(index.read)) {
      for (const own of keysOf(one)) add(index.byKey, own, one);
    }
    index.read = list.length;
    return index.byKey.get(key) ?? [];
  };
}

export type Lookup<T, K> = (list: readonly T[], key: K) => readonly T[];

interface Index<T, K> {
  read: number;
  readonly byKey: Map<K, T[]>;
}

function add<T, K>(byKey: Map<K, T[]>, key: K, one: T): void {
  const same = byKey.get(key);
  if (same === undefined) byKey.set(key, [one]);
  else same.push(one);
}
