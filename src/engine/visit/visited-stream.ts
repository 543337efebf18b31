import type { ReadError } from '../../errors.js';
import { everything, union, type Range } from '../time/ranges.js';
import { followsExactly, hasAncestor, isOfAnyAge, isRoot, type StreamNode } from '../plan/plan.js';
import type { Standing } from '../state/refusals.js';
import { ListAnswers } from './list-answers.js';
import { LostRanges } from './lost-ranges.js';
import { OpenWork, type Work } from './open-work.js';
import type { StreamRun } from './stream-run.js';

/** What was asked of one parent's row, and how that was refused; null where another answer may come any time. */
export interface Refused {
  readonly item: string;
  readonly answer: string | null;
}

/**
 * The bookkeeping of one stream in one partition: what is wanted, what is still open, what was lost. It is closed
 * when its own work is done and all its parents are closed; only then does the state hear of it.
 */
export class VisitedStream {
  /** Keys of the parent rows that were asked already, by whichever road. */
  readonly asked = new Set<string>();
  readonly children: VisitedStream[] = [];
  private readonly parents: VisitedStream[] = [];
  /** Its list's, where the partition has one; a child asks for others with each item. */
  readonly answers = new ListAnswers();
  private readonly work = new OpenWork();
  private readonly lost: LostRanges;
  private readonly ancestors: VisitedStream[] = [];
  private neededRanges: readonly Range[] | null = null;
  private waits: boolean | null = null;
  private open = 0;
  private closed = false;
  private halted = false;
  private refused = false;
  private unasked = false;
  private lacking = false;
  private bearable = true;

  constructor(
    readonly run: StreamRun,
    /** Ranges that the stream itself wants in this partition. */
    readonly wanted: readonly Range[],
    /** See StreamState. */
    readonly settledBefore: number | null,
    private readonly startedAt: number,
  ) {
    this.lost = new LostRanges(wanted, run.node.cursorSource, startedAt);
  }

  get node(): StreamNode {
    return this.run.node;
  }

  get isHalted(): boolean {
    return this.halted;
  }

  /** Takes note of what a window was answered; null: with rows, or with none. */
  noteAnswer(refusal: ReadError | null): void {
    if (isRoot(this.node)) this.answers.note(refusal);
  }

  /** True where every request was answered. */
  get isWhole(): boolean {
    return !this.halted && !this.refused && !this.lacking;
  }

  /** Ranges that the stream must be read for: its own and those of its descendants. */
  get needed(): readonly Range[] {
    this.neededRanges ??= this.reckonNeeded();
    return this.neededRanges;
  }

  private reckonNeeded(): readonly Range[] {
    if (this.run.lists !== null) return [everything];
    const theirs = this.children.flatMap((child) => child.neededOfParent);
    const all = union([...this.wanted, ...theirs, ...this.run.alsoNeeded()]);
    return this.node.cursorSource === 'none' && all.length > 0 ? [everything] : all;
  }

  /** The parent rows that must be followed. Rows that judge by their own time may hang on any later parent row. */
  get neededOfParent(): readonly Range[] {
    const { needed } = this;
    if (this.node.cursorSource === 'parent' || needed.length === 0) return needed;
    if (isOfAnyAge(this.node)) return [everything];
    return needed.map(({ from }) => ({ from, to: Infinity }));
  }

  attach(parent: VisitedStream): void {
    this.parents.push(parent);
    parent.children.push(this);
    this.open += 1;
  }

  /** To be called when all streams are attached. */
  link(all: readonly VisitedStream[]): void {
    for (const other of all) if (hasAncestor(this.node, other.node)) this.ancestors.push(other);
  }

  /**
   * True where an ancestor judges by its own time: until it is read to its end, an older row may still come. What is
   * asked before that could not be told as progress, so a run that ends early would ask it again.
   */
  get waitsForParents(): boolean {
    if (this.node.cursorSource !== 'parent') return false;
    this.waits ??= this.ancestors.some(({ node }) => !followsExactly(this.node, node));
    return this.waits;
  }

  /** No parent will lead to more of its rows. */
  get isFed(): boolean {
    return this.parents.every(({ closed }) => closed);
  }

  addWork(at: number): Work {
    this.open += 1;
    return this.work.add(at);
  }

  /** The work is answered and its rows are handed over. */
  done(work: Work): void {
    this.work.delete(work);
    this.open -= 1;
  }

  /**
   * The work failed for good: its range stays due for this stream and for all that hang on it. Says how long the item has
   * been refused, where it is one and anybody remembers it.
   */
  lose(work: Work, range: Range, refused: Refused | null = null): Standing | null {
    this.lacking = true;
    let standing = this.lost.add(range) ? this.weigh(refused) : null;
    for (const heir of this.descendants()) {
      // Each counts for itself, whoever else remembers the item.
      const theirs = heir.loseThrough(this, range) ? heir.weigh(refused) : null;
      standing ??= theirs;
    }
    this.done(work);
    return standing;
  }

  /** The item is answered at last, for this stream and for all that hang on it. */
  answered(item: string): void {
    this.run.refusals?.forget(item);
    for (const heir of this.descendants()) heir.run.refusals?.forget(item);
  }

  private weigh(refused: Refused | null): Standing | null {
    const standing =
      refused === null ? null : (this.run.refusals?.meet(refused.item, refused.answer) ?? null);
    if (standing?.isOld !== true) this.bearable = false;
    return standing;
  }

  /** The stream may be complete without what failed here: each of it is an item that was refused for so long. */
  get isBearable(): boolean {
    return this.bearable;
  }

  /**
   * The user was refused: done here, unless it turns out that the whole stream is refused. Who was not asked any more
   * is done only where it is.
   */
  refuse(work: Work, { wasAsked }: { readonly wasAsked: boolean }): void {
    this.refused = true;
    if (!wasAsked) this.unasked = true;
    this.done(work);
  }

  /** Runs `settle` when it is known whether refusals were this partition's alone. */
  whenDecided(settle: () => void): void {
    const decider = this.heldBy();
    if (decider === null) settle();
    else decider.run.gate.whenDecided(settle, { wasAsked: !decider.unasked });
  }

  /** Whose gate decides: the stream's own, or that of the parents when every road leads through a refused one. */
  private heldBy(): VisitedStream | null {
    if (this.refused) return this;
    if (this.parents.length === 0 || isRoot(this.node)) return null;
    const deciders = this.parents.map((parent) => parent.heldBy());
    return deciders.includes(null) ? null : (deciders[0] ?? null);
  }

  /** The run stopped before the work was answered; it stays open in the state. */
  halt(): void {
    this.halted = true;
    this.open -= 1;
  }

  /** An ancestor's answer is missing: what it could have led to is due. */
  private loseThrough(ancestor: VisitedStream, range: Range): boolean {
    return followsExactly(this.node, ancestor.node) ? this.lost.add(range) : this.lost.addWhole();
  }

  descendants(): ReadonlySet<VisitedStream> {
    const found = new Set<VisitedStream>();
    const walk = (from: VisitedStream): void => {
      for (const child of from.children) {
        if (found.has(child)) continue;
        found.add(child);
        walk(child);
      }
    };
    walk(this);
    return found;
  }

  /** Closes what can be closed from here downwards; `onClosed` hears of each once. */
  closeIfDone(onClosed: (stream: VisitedStream) => void): void {
    if (this.open > 0 || this.closed) return;
    this.closed = true;
    onClosed(this);
    for (const child of this.children) {
      child.open -= 1;
      child.closeIfDone(onClosed);
    }
  }

  markHalted(): void {
    this.halted = true;
  }

  /** The ranges that failed, when closed. */
  get failed(): readonly Range[] {
    return this.lost.all;
  }

  /** What the state may not promise at this moment. */
  unpromised(): readonly Range[] {
    // Refused, and not decided yet whether that was this partition's own: nothing of it is read.
    if (this.heldBy() !== null) return [...this.wanted, ...this.lost.all];
    const open = this.wanted.find(({ to }) => to === Infinity);
    const holes = this.wanted.filter(({ to }) => to !== Infinity);
    if (open === undefined) return [...holes, ...this.lost.all];
    if (this.node.cursorSource === 'none') return [everything];
    const from = Math.max(open.from, Math.min(this.lowestOpen(), this.startedAt));
    return [...holes, ...this.lost.all, { from, to: Infinity }];
  }

  private lowestOpen(): number {
    const isExact = this.node.cursorSource === 'parent' || followsExactly(this.node, this.node);
    let lowest = this.work.lowest({ isExact });
    for (const { node, work } of this.ancestors) {
      lowest = Math.min(lowest, work.lowest({ isExact: followsExactly(this.node, node) }));
    }
    return lowest;
  }
}
