type Variant = Readonly<Record<string, string>>;

/** What the service says, unasked, of how many rows a list has, by variant. */
export class ListTotals {
  private readonly totals = new Map<string, number>();

  constructor(private readonly variants: readonly Variant[]) {}

  /** The rows of all variants, when the last of them is known for the first time; else null. */
  note(variant: Variant, total: number): number | null {
    const key = JSON.stringify(variant);
    if (this.totals.has(key)) return null;
    this.totals.set(key, total);
    const all = new Set(this.variants.map((one) => JSON.stringify(one)));
    return all.size === this.totals.size
      ? [...this.totals.values()].reduce((sum, one) => sum + one, 0)
      : null;
  }
}
