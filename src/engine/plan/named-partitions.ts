import type { Partition } from './partitions.js';

/** Those of a list that somebody named, by id or by what the list calls them for people, in whatever case. */
export class NamedPartitions {
  readonly chosen = new Set<Partition>();
  private readonly open: Map<string, string>;
  private readonly wanted: ReadonlySet<string>;

  constructor(names: readonly string[]) {
    this.open = new Map(names.map((name) => [name.toLowerCase(), name]));
    this.wanted = new Set(this.open.keys());
  }

  offer(partition: Partition, names: readonly string[]): void {
    for (const name of names.map((one) => one.toLowerCase())) {
      if (!this.wanted.has(name)) continue;
      this.open.delete(name);
      this.chosen.add(partition);
    }
  }

  /** Names that nobody listed has. */
  get missing(): readonly string[] {
    return [...this.open.values()];
  }
}
