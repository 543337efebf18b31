/** How often each of some reasons was met. */
export type Counts = Readonly<Record<string, number>>;

export function countBy<T>(items: Iterable<T>, reasonOf: (item: T) => string | null): Counts {
  const counts = new Map<string, number>();
  for (const item of items) {
    const reason = reasonOf(item);
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return sorted(counts);
}

export function addUp(parts: Iterable<Counts>): Counts {
  const counts = new Map<string, number>();
  for (const part of parts) {
    for (const [reason, count] of Object.entries(part)) counts.set(reason, (counts.get(reason) ?? 0) + count);
  }
  return sorted(counts);
}

export function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

export function tell(counts: Counts): string {
  const parts = Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function sorted(counts: ReadonlyMap<string, number>): Counts {
  return Object.fromEntries([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
}
