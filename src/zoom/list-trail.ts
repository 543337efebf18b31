import type { RequestShape } from '../engine/declaration.js';
import type { JsonObject } from '../json.js';
import type { PageBody } from './page-shape.js';

/** Short pages may look the same once or twice: their rows may have no id. */
const MOST_REPEATS = 10;

/** Whether a page is one that the list has shown before: `endless` where that is no accident. */
export type Sight = 'new' | 'known' | 'endless';

/**
 * What is remembered of a list, so that one without an end is noticed: analytics of the Contact Center were seen to hand
 * out page one for ever, each time with another token (https://github.com/zoom/skills, 2026-07).
 */
export class ListTrail {
  pages = 0;
  /** How many pages in a row had no rows. */
  empties = 0;
  pageCount: number | null = null;
  private readonly tokens = new Set<string>();
  private first: PageBody | null = null;
  private previous: PageBody | null = null;
  /** Moves on at each power of two, so that pages that go round in a circle of any length come by it (R. P. Brent, 1980). */
  private anchor: PageBody | null = null;
  /** How often in a row the page was the one before it. */
  private repeats = 0;
  /** How often one came again since the anchor has moved. */
  private returns = 0;
  private total: number | null = null;
  /** Rows of pages that were new. */
  private given = 0;

  constructor(private readonly shape: RequestShape) {}

  /** Before the page is handed on. */
  look(page: PageBody): Sight {
    this.total = page.total ?? this.total;
    const isSame = isPage(page, this.previous);
    const isBack = !isSame && (isPage(page, this.first) || isPage(page, this.anchor));
    this.repeats = isSame ? this.repeats + 1 : 0;
    if (isBack) this.returns += 1;
    if (!isSame && !isBack) {
      this.given += page.rows.length;
      return 'new';
    }
    const most = isFull(page, this.shape) ? 1 : MOST_REPEATS;
    return Math.max(this.repeats, this.returns) >= most ? 'endless' : 'known';
  }

  /** After it was handed on. */
  passed(page: PageBody): void {
    const isEmpty = page.rows.length === 0;
    this.pages += 1;
    this.empties = isEmpty ? this.empties + 1 : 0;
    this.pageCount = page.pageCount ?? this.pageCount;
    if (isEmpty) return;
    this.first ??= page;
    this.previous = page;
    if (Number.isInteger(Math.log2(this.pages))) {
      this.anchor = page;
      this.returns = 0;
    }
  }

  /** False where the list has handed out this token before. */
  takes(token: string): boolean {
    if (this.tokens.has(token)) return false;
    this.tokens.add(token);
    return true;
  }

  /**
   * Whether the replies say that all was given. Zoom's counts are not to be trusted for the end of a list; but where a
   * list goes astray, they tell whether something is missing.
   */
  get saysAll(): boolean {
    const { total, pageCount } = this;
    if (!isCount(total) && !isCount(pageCount)) return false;
    return (!isCount(total) || this.given >= total) && (!isCount(pageCount) || this.pages >= pageCount);
  }
}

export function isFull(page: PageBody, shape: RequestShape): boolean {
  const size = page.pageSize ?? shape.pageSize;
  return page.rows.length > 0 && (size === null || page.rows.length >= size);
}

function isCount(value: number | null): value is number {
  return value !== null && value > 0;
}

function isPage({ rows }: PageBody, other: PageBody | null): boolean {
  return (
    other !== null &&
    rows.length > 0 &&
    rows.length === other.rows.length &&
    rows.every((row, index) => sameRow(row, other.rows[index]))
  );
}

function sameRow(row: JsonObject, other: JsonObject | undefined): boolean {
  return JSON.stringify(row) === JSON.stringify(other);
}
