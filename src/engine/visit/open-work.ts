/** A request that is due within a visit; `at` is the smallest cursor value that its answer may hold. */
export interface Work {
  readonly at: number;
}

/** The requests that nobody has answered yet. */
export class OpenWork {
  private readonly work = new Set<Work>();

  add(at: number): Work {
    const work = { at };
    this.work.add(work);
    return work;
  }

  delete(work: Work): void {
    this.work.delete(work);
  }

  /**
   * The smallest cursor value that may still come; Infinity where nothing is open. Not exact: the rows that hang on the
   * work have times of their own, which may be any.
   */
  lowest({ isExact }: { readonly isExact: boolean }): number {
    if (!isExact && this.work.size > 0) return -Infinity;
    let lowest = Infinity;
    for (const { at } of this.work) if (at < lowest) lowest = at;
    return lowest;
  }
}
