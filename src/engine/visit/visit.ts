import { ReadError, StoppedError } from '../../errors.js';
import type { Component, StreamNode } from '../plan/plan.js';
import { isRoot } from '../plan/plan.js';
import type { Partition } from '../plan/partitions.js';
import { failWork } from './failed-work.js';
import { noteServed, readOwnedWindow, rootOrigin } from './owned-rows.js';
import { everything, type Range } from '../time/ranges.js';
import { isOldNews } from './old-news.js';
import { RecentKeys } from './recent-keys.js';
import { HeldTuples, Leads, type Tuple } from './leads.js';
import type { RunContext } from './run-context.js';
import type { Listing } from './listing.js';
import { textOf } from '../records/fields.js';
import { blockedBy, type StreamRun } from './stream-run.js';
import type { Work } from './open-work.js';
import { itemOf, noteAnswered, remember, type Attempt, type Origin } from './attempt.js';
import { SparedItems } from './spared-items.js';
import { visitedStreams } from './visited-streams.js';
import type { VisitedStream } from './visited-stream.js';
import { keptSince, type Window } from '../time/windows.js';
import { dueWindows } from './due-windows.js';

/** The next window of a list, or the next partition, is begun only while fewer requests wait. */
export const mostWaiting = 5_000;

export interface VisitTask {
  readonly component: Component;
  readonly partition: Partition;
  /** Its place among the visits of the component. */
  readonly order: number;
}

/** Everything that one sync reads of one partition for the streams of one component. */
export class Visit {
  private readonly streams: readonly VisitedStream[];
  private readonly partition: Partition;
  private readonly startedAt: number;
  private resolve: () => void = () => undefined;
  /** Streams that are still being read; a child that wants nothing here is attached but never among them. */
  private readonly unclosed: Set<VisitedStream>;
  private readonly held = new HeldTuples();
  private readonly spared: SparedItems;

  constructor(
    private readonly context: RunContext,
    private readonly runs: ReadonlyMap<StreamNode, StreamRun>,
    private readonly task: VisitTask,
  ) {
    this.partition = task.partition;
    this.startedAt = context.clock.now();
    this.streams = visitedStreams(task, runs, this.startedAt);
    this.unclosed = new Set(this.streams);
    this.spared = new SparedItems(this.streams);
  }

  /** Nothing is wanted of the partition. */
  get isIdle(): boolean {
    return this.streams.length === 0;
  }

  /** Resolves when nothing more can be read of the partition in this run. Never rejects for what the service answers. */
  async run(): Promise<void> {
    if (this.streams.length === 0) return;
    const finished = new Promise<void>((resolve) => {
      this.resolve = resolve;
    });
    for (const stream of this.streams) {
      if (stream.wanted.length > 0) {
        this.context.outbox.start(stream.node.name);
        stream.run.state?.begin(this.partition.id, () => stream.unpromised());
      }
    }
    const roots = this.streams.filter(({ node }) => isRoot(node));
    await Promise.all([finished, ...roots.map((stream) => this.readRoot(stream))]);
  }

  private async readRoot(stream: VisitedStream): Promise<void> {
    const listing = this.listing(stream, { ...rootOrigin(stream.node, this.partition), at: -Infinity });
    const windows = this.windows(stream);
    const work = windows.map((window) => ({ window, work: stream.addWork(window.core.from) }));
    const { windows: counts } = stream.run;
    counts.waiting += work.length;
    for (const { window, work: item } of work) {
      await this.roomForChildren(stream);
      await this.attempt(stream, item, { listing, window, lost: window.core });
      counts.waiting -= 1;
      counts.read += 1;
      listing.keys.rotate();
    }
    if (work.length === 0) this.settle(stream);
    else noteServed(stream, this.partition);
  }

  private windows(stream: VisitedStream, parentAt = -Infinity): readonly Window[] {
    const windows = dueWindows(this.context, stream, parentAt);
    const { narrowing } = stream.run;
    if (narrowing === null) return windows;
    const value = textOf(this.partition.row[narrowing.partitionField]);
    const active = windows.filter(({ core }) => !narrowing.activity.isQuiet(value, core));
    const news = active.filter(({ core }) => !isOldNews(stream, value, core));
    if (news.length < active.length) this.context.stats.unchanged(stream.node.name);
    return news;
  }

  private listing(stream: VisitedStream, origin: Origin): Listing {
    const { partition, order } = this.task;
    return {
      stream,
      partition,
      order,
      keys: new RecentKeys(),
      leads: new Leads(),
      seeks: null,
      file: null,
      hears: null,
      ...origin,
    };
  }

  private async roomForChildren({ children }: VisitedStream): Promise<void> {
    await Promise.all(children.map((child) => child.run.queue.whenBelow(mostWaiting)));
  }

  /** Reads a window and sends the children on their way; whatever happens, the work is settled once. */
  private async attempt(stream: VisitedStream, work: Work, task: Attempt): Promise<void> {
    const { leads } = task.listing;
    try {
      if (this.context.signal.aborted) throw new StoppedError('stopped before the request');
      const refusal = stream.run.gate.closed ?? stream.answers.refusal;
      if (refusal !== null) throw refusal;
      await readOwnedWindow(this.context, task.listing, task.window);
      this.dispatch(leads.take());
      noteAnswered(stream, work, task);
    } catch (error) {
      const found = leads.take();
      // The pages before the failure were delivered, and what they lead to may never be listed again.
      if (error instanceof ReadError) this.dispatch(found);
      if (error instanceof ReadError && error.isOfContent) remember(stream, task);
      const { listing, window, lost, item = null } = task;
      const asked = { values: listing.values, window };
      // Who is known from another list alone, and is gone, is gone for all windows: a user who is listed need not be.
      const isOfAll = this.partition.root === stream.node;
      failWork(this.context, stream, work, { error, lost, asked, item, isOfAll });
    }
    this.settle(stream);
  }

  private dispatch(tuples: readonly Tuple[]): void {
    const ready: Tuple[] = [];
    for (const tuple of tuples) {
      if (tuple.child.waitsForParents) this.held.add(tuple);
      else ready.push(tuple);
    }
    this.ask(ready);
  }

  /** In ascending order of the cursor, so that what is still open says how far the children are. */
  private ask(tuples: readonly Tuple[]): void {
    const now = this.context.clock.now();
    for (const tuple of this.spared.inOrder(tuples.toSorted((a, b) => a.at - b.at))) {
      const { child, at } = tuple;
      const { retention } = child.node.declaration;
      const { cursorSource } = child.node;
      if (cursorSource === 'parent' && at !== -Infinity && at < keptSince(retention, now)) {
        const { tooOld } = this.context.service.wording.answers;
        this.context.stats.skip(child.node.name, tooOld, Object.values(tuple.values).join(' '));
        continue;
      }
      const work = child.addWork(at);
      this.spared.decide(tuple, (isSpared) => {
        if (isSpared) this.spare(tuple, work);
        else child.run.queue.add(this, () => this.readItem(tuple, work));
      });
    }
  }

  private spare({ child, values }: Tuple, work: Work): void {
    const { name, declaration } = child.node;
    this.context.stats.skip(name, declaration.spared?.reason ?? '', Object.values(values).join(' '));
    child.done(work);
    this.settle(child);
  }

  private async readItem(tuple: Tuple, work: Work): Promise<void> {
    try {
      await this.readWindows(tuple, work);
    } finally {
      this.spared.end(tuple);
    }
  }

  private async readWindows(tuple: Tuple, work: Work): Promise<void> {
    const { child, values, added, at, file } = tuple;
    const hears = this.spared.hears(tuple);
    const listing = this.listing(child, { values, added, at, file, hears });
    const windows =
      child.node.cursorSource === 'own' ? this.windows(child, at) : [{ core: everything, asked: null }];
    const [first, ...more] = windows;
    const lost = child.node.cursorSource === 'parent' ? { from: at, to: at } : everything;
    // All at once, so that the child is not taken for done between two of them.
    const items = more.map((window) => ({ window, work: child.addWork(at) }));
    if (first === undefined) {
      child.done(work);
      this.settle(child);
      return;
    }
    const item = windows.length === 1 && first.asked === null ? itemOf(tuple) : undefined;
    await this.attempt(child, work, {
      listing,
      window: first,
      lost,
      tuple,
      ...(item === undefined ? {} : { item }),
    });
    for (const one of items) {
      listing.keys.rotate();
      await this.attempt(child, one.work, { listing, window: one.window, lost });
    }
  }

  private settle(stream: VisitedStream): void {
    stream.closeIfDone((closed) => this.onClosed(closed));
  }

  private onClosed(stream: VisitedStream): void {
    const { state, activity } = stream.run;
    activity?.settle(stream.isWhole ? this.toldBy(stream) : null, this.context.clock.now());
    if (stream.wanted.length > 0 && state !== null && !stream.isHalted) {
      const finish = (): void => state.finish(this.partition.id, stream.failed, stream);
      stream.whenDecided(finish);
    }
    if (stream.isHalted) this.haltChildren(stream);
    for (const child of stream.children) if (child.isFed) this.ask(this.held.takeOf(child));
    this.unclosed.delete(stream);
    if (this.unclosed.size === 0) this.resolve();
  }

  /** Of which times the rows of a stream tell everything: what lies between its ranges was not read. */
  private toldBy({ needed, run: { edge } }: VisitedStream): readonly Range[] {
    const since = edge.tellsSince(this.context.clock.now());
    const told = needed.map(({ from, to }) => ({ from: Math.max(from, since), to }));
    return told.filter(({ from, to }) => from <= to);
  }

  /** What hangs on a stream that stopped is not complete either, unless it lacks a permission and others lead there. */
  private haltChildren({ run, children }: VisitedStream): void {
    const lacksPermission = run.gate.closed?.verdict === 'unauthorized';
    for (const child of children) {
      if (lacksPermission && blockedBy(child.node, this.runs) === null) continue;
      child.markHalted();
    }
  }
}
