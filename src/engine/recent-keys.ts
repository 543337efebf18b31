/**
 * Finds rows that were already delivered, across the passes of a window and across neighbouring windows, which
 * overlap by a few days. Older keys are forgotten, so that memory follows the window and not the history.
 */
export class RecentKeys {
  private current = new Set<string>();
  private previous = new Set<string>();

  /** False when the key was there already. */
  add(key: string): boolean {
    if (this.current.has(key) || this.previous.has(key)) return false;
    this.current.add(key);
    return true;
  }

  /** The next window begins. */
  rotate(): void {
    this.previous = this.current;
    this.current = new Set();
  }
}
