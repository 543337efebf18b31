import type { ReadError } from '../../errors.js';
import type { Retention } from '../declaration.js';
import { toIso } from '../time/ranges.js';
import { day, dayOf, keptSince, type Window } from '../time/windows.js';
import type { AnswerWording } from '../wording.js';

/**
 * Starts that are later than this much after what is declared to be kept are served for certain, and without a
 * declaration those of the last 150 days: an endpoint may want the whole month to lie within the last six
 * (Zoom's dashboards, seen in clients, 2026-11).
 */
const doubtfulDays = 31;
const safeDays = 150;

/** Where the edge is so much later than declared, what is missing is worth a warning. */
const lateDays = 5;

/**
 * Since when the service keeps a stream, as far as this run knows: the starts of windows that it refused and served.
 * The docs say "six months"; a start of exactly six months ago is refused from one day to the next, in whose timezone
 * is not said, and the edge moves with the clock. So the earliest start that may do is asked for first, what is refused
 * moves on by a day, and all partitions share what was learned.
 */
export class ServedEdge {
  /** The newest start that was refused, and the oldest one that was served: whole UTC days. */
  private refused = -Infinity;
  private served = Infinity;
  private inRow = 0;
  private lastRefusal: ReadError | null = null;
  private search: { readonly over: Promise<void>; readonly end: () => void } | null = null;
  private cut: number | null = null;

  constructor(
    private readonly stream: string,
    private readonly retention: Retention | null,
  ) {}

  get refusedDay(): number {
    return this.refused;
  }

  /** What the last refusal said. */
  get refusal(): ReadError | null {
    return this.lastRefusal;
  }

  /** Refusals since a start was served. */
  get refusals(): number {
    return this.inRow;
  }

  /** A later start was served, so what is refused is refused for its age. */
  get isKnown(): boolean {
    return this.served < Infinity;
  }

  /** The part of the window that the service may serve; null where it has refused all of its starts. */
  within(window: Window): Window | null {
    const { asked, core } = window;
    if (asked === null || asked.fromDay > this.refused) return window;
    const fromDay = this.refused + day;
    return fromDay > asked.toDay ? null : { core, asked: { fromDay, toDay: asked.toDay } };
  }

  refuse(fromDay: number, error: ReadError | null): void {
    this.refused = Math.max(this.refused, fromDay);
    this.lastRefusal = error;
    this.inRow += 1;
    if (this.served <= this.refused) this.served = Infinity;
  }

  serve(fromDay: number): void {
    if (fromDay <= this.refused || fromDay >= this.served) return;
    this.served = fromDay;
    this.inRow = 0;
    this.endSearch();
  }

  /** The refusals were none for age after all. */
  forget(refusedDay: number): void {
    this.refused = refusedDay;
    this.served = Infinity;
    this.inRow = 0;
  }

  /**
   * One asks in doubt and the others wait, so that a refusal costs one request and not one for each partition. Null
   * where the window may be asked for: then what is returned by `enter` is to be called afterwards.
   */
  turnOf(window: Window, now: number): Promise<void> | null {
    return this.isOpen(window, now) ? null : (this.search?.over ?? null);
  }

  enter(window: Window, now: number): () => void {
    if (this.isOpen(window, now)) return () => undefined;
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const own = { over, end };
    this.search = own;
    return () => {
      if (this.search === own) this.endSearch();
    };
  }

  private endSearch(): void {
    const { search } = this;
    this.search = null;
    search?.end();
  }

  private isOpen({ asked }: Window, now: number): boolean {
    if (asked === null || asked.fromDay >= this.served) return true;
    return this.refused === -Infinity && asked.fromDay > this.doubtfulUntil(now);
  }

  private doubtfulUntil(now: number): number {
    const today = dayOf(now);
    if (this.retention === null) return today - safeDays * day;
    return Math.min(keptSince(this.retention, now) + doubtfulDays * day, today - day);
  }

  /** Whether something so old may lie beyond the edge. */
  mayBeBeyond(at: number, now: number): boolean {
    return at <= this.doubtfulUntil(now);
  }

  /** Something older than that was wanted. */
  cutAt(since: number): void {
    this.cut = Math.max(this.cut ?? -Infinity, since);
  }

  /** What is to be said of rows that were wanted and are out of reach. */
  notes(
    now: number,
    wording: AnswerWording,
  ): readonly { readonly level: 'info' | 'warn'; readonly text: string }[] {
    if (this.cut === null) return [];
    const since = toIso(this.cut).slice(0, 10);
    const level = this.isLate(now) ? 'warn' : 'info';
    return [{ level, text: wording.nothingBefore(this.stream, since) }];
  }

  /** Since when rows tell everything: not of what lies before an edge that is later than declared. */
  tellsSince(now: number): number {
    return this.isLate(now) ? this.refused + day : -Infinity;
  }

  /** True where the service serves clearly less than what is declared. */
  private isLate(now: number): boolean {
    return this.retention !== null && this.refused > keptSince(this.retention, now) + lateDays * day;
  }
}
