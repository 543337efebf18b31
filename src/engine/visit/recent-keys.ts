/**
 * Finds rows that were already delivered, across the variants and restarts of one window. Rows with a cursor value
 * belong to one window only, by their value; those without one come with every window and are remembered throughout.
 */
export class RecentKeys {
  private readonly undated = new Set<string>();
  private readonly window = new Set<string>();

  /** False when the key was there already. */
  add(key: string, { isDated }: { readonly isDated: boolean }): boolean {
    const keys = isDated ? this.window : this.undated;
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  }

  /** All that are remembered. */
  *[Symbol.iterator](): IterableIterator<string> {
    yield* this.undated;
    yield* this.window;
  }

  /** The next window begins. */
  rotate(): void {
    this.window.clear();
  }
}
