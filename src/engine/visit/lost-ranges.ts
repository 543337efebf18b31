import type { CursorSource } from '../plan/plan.js';
import { everything, touch, type Range } from '../time/ranges.js';

/** What failed of a visit, of the ranges that are wanted in it: it stays due. */
export class LostRanges {
  private readonly lost: Range[] = [];

  constructor(
    private readonly wanted: readonly Range[],
    private readonly cursorSource: CursorSource,
    /** What is wanted without an end is lost up to here. */
    private readonly startedAt: number,
  ) {}

  /** False where the range touches nothing that is wanted. */
  add(range: Range): boolean {
    if (this.cursorSource === 'none' || range.from === -Infinity) return this.addWhole();
    const closed = this.closed(range);
    if (!this.wanted.some((wanted) => touch(wanted, closed))) return false;
    this.lost.push(closed);
    return true;
  }

  addWhole(): boolean {
    for (const range of this.whole()) this.lost.push(range);
    return this.wanted.length > 0;
  }

  get all(): readonly Range[] {
    return this.lost;
  }

  private whole(): readonly Range[] {
    if (this.cursorSource === 'none') return this.wanted.length > 0 ? [everything] : [];
    return this.wanted.map((range) => this.closed(range));
  }

  private closed({ from, to }: Range): Range {
    return { from, to: to === Infinity ? this.startedAt : to };
  }
}
