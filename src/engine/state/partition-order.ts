/** Look-ups in a list that is sorted by id, so that the many streams of a sync can share one and keep no index of it. */

interface Identified {
  readonly id: string;
}

/** Index of the first one whose id is greater, in code-unit order; the length of the list when there is none. */
export function firstAfter(id: string, sorted: readonly Identified[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = sorted[middle];
    if (found !== undefined && found.id > id) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function isAmong(id: string, sorted: readonly Identified[]): boolean {
  return sorted[firstAfter(id, sorted) - 1]?.id === id;
}
