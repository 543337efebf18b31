import { setMaxListeners } from 'node:events';
import type { Clock } from '../../clock.js';
import { StoppedError } from '../../errors.js';
import type { RatePool } from '../declaration.js';
import type { ConfiguredStream, ReadRequest, StreamDefinition } from '../catalog.js';
import type { EventSink } from '../events.js';
import type { Secrets } from '../records/hidden.js';
import { Outbox } from '../report/outbox.js';
import type { PageReader } from '../page-reader.js';
import { accountPartition, concerning, type Partition } from '../plan/partitions.js';
import { makePlan, rootOf, type Component, type Plan, type StreamNode } from '../plan/plan.js';
import type { Progress } from './progress.js';
import type { RunContext } from '../visit/run-context.js';
import type { ReadOutcome } from '../source.js';

import { adviceOf } from '../report/advice.js';
import { leftOutWarnings } from '../report/left-out.js';
import { takeRoad, type RoadChoice } from '../plan/roads.js';
import type { Stats } from '../report/stats.js';
import { textOf, wasServed, type StreamRun } from '../visit/stream-run.js';
import { openStreams } from './open-streams.js';
import type { StateCaps } from '../state/state-room.js';
import { endStream, refusalNote, unknownStreamProblem } from '../report/stream-ends.js';
import { Visit } from '../visit/visit.js';
import type { Wording } from '../wording.js';

/** Partitions under way in one component. More than the watermark passes, so that no label's budget lies idle. */
const visitsAtOnce = 16;
const mostWaiting = 5_000;

export interface SyncOptions {
  readonly definitions: ReadonlyMap<string, StreamDefinition>;
  readonly request: ReadRequest;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly road: RoadChoice;
  readonly readPages: PageReader;
  readonly stats: Stats;
  readonly wording: Wording;
  readonly startDate: number | null;
  readonly endDate: number | null;
  /** Milliseconds. */
  readonly lookback: number;
  readonly maxConcurrency: number;
  readonly secrets: Secrets;
  /** For accounts too small to reach the usual ones. */
  readonly caps?: StateCaps;
  readonly skipUnauthorizedStreams: boolean;
  /** What the token may do; rejects with ReadError when there is no token to be had. */
  readonly grantedScopes: (signal: AbortSignal) => Promise<ReadonlySet<string>>;
  /** Calls back when the rate limit makes a stream wait until some time, epoch milliseconds. */
  readonly onWait?: (listener: (stream: string, until: number) => void) => void;
  /** Calls back with what people should know of the service. */
  readonly onNotice?: (listener: (message: string) => void) => void;
  /** Tells the pool's budget what earlier runs of the same UTC day used of it. */
  readonly addSpentToday: (calls: number, pool: RatePool) => void;
}

/** One sync: reads what the catalog selects, says it to the sink, and never throws for what Zoom answers. */
export async function sync(options: SyncOptions): Promise<ReadOutcome> {
  const { definitions, road, clock, request, wording, stats } = options;
  const { streams } = request;
  const taken = await takeRoad({ ...options, streams, now: clock.now(), wording: wording.roads });
  const advice = () => adviceOf({ definitions, road: road.wanted, stats }, wording.advice);
  return new Sync({ ...options, definitions: taken, advice }).run();
}

class Sync {
  private readonly outbox: Outbox;
  private readonly stopping = new AbortController();
  private fatal: Error | null = null;
  private readonly plan: Plan;
  private readonly runStart: number;
  private readonly progress: Progress;
  private allComplete = true;
  private readonly warned = new Set<string>();

  constructor(private readonly options: SyncOptions & { readonly advice: () => readonly string[] }) {
    const { clock, sink, stats, request, definitions, wording } = options;
    this.runStart = clock.now();
    this.outbox = new Outbox(sink, clock, stats);
    const known = request.streams.filter(({ name }) => definitions.has(name));
    this.plan = makePlan(definitions, known);
    this.progress = openStreams(this.plan, {
      ...options,
      outbox: this.outbox,
      runStart: this.runStart,
      wording: wording.answers,
    });
  }

  async run(): Promise<ReadOutcome> {
    const { signal, clock, sink, stats, definitions, request } = this.options;
    // Every request in flight listens to the one signal; that is no leak.
    setMaxListeners(0, this.stopping.signal);
    this.options.onWait?.((stream, until) => this.outbox.waiting(stream, until));
    this.options.onNotice?.((message) => this.outbox.log('warn', message));
    const onAbort = (): void => this.stopping.abort();
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    this.endUnknown(request.streams.filter(({ name }) => !definitions.has(name)));
    await this.readEverything();
    for (const node of this.plan.nodes) this.end(node);
    signal.removeEventListener('abort', onAbort);
    for (const advice of this.options.advice()) this.outbox.log('info', advice);
    sink.write({
      type: 'summary',
      summary: this.progress.summary(stats, (clock.now() - this.runStart) / 1000),
    });
    await sink.ready();
    return { complete: this.allComplete, stopped: signal.aborted };
  }

  private endUnknown(streams: readonly ConfiguredStream[]): void {
    for (const { name } of streams) {
      this.allComplete = false;
      this.outbox.open(name, () => this.progress.emptyState());
      this.outbox.end(name, { problem: unknownStreamProblem(name), stopped: false });
    }
  }

  private async readEverything(): Promise<void> {
    try {
      for (const [pool, calls] of this.progress.spentToday()) this.options.addSpentToday(calls, pool);
      const granted = await this.options.grantedScopes(this.stopping.signal);
      this.progress.warnOfScopes(granted, this.outbox, this.options.wording.access);
      await this.readComponents();
    } catch (error) {
      if (!(error instanceof StoppedError)) this.stop(error);
    }
  }

  private async readComponents(): Promise<void> {
    const { components } = this.plan;
    const roots = new Set(components.flatMap(({ root }) => root ?? []));
    const others = components.filter(
      ({ root, nodes }) => root === null && !nodes.some((one) => roots.has(one)),
    );
    await Promise.all([
      ...[...roots].map((root) => this.readFrom(root)),
      ...others.map((component) => this.walk(component, [accountPartition])),
    ]);
  }

  /** A list of partitions, and then everything that goes through it. */
  private async readFrom(root: StreamNode): Promise<void> {
    const { components } = this.plan;
    const listing = components.filter(({ nodes }) => nodes.includes(root));
    await Promise.all(listing.map((component) => this.walk(component, [accountPartition])));
    // A list that is not whole must not be taken for all there is: passes would close without the rest.
    if (this.listingFailure(root) !== null || this.stopping.signal.aborted) return;
    const led = components.filter((component) => component.root === root);
    await Promise.all(
      led.map(async (component) => this.walk(component, await this.partitionsOf(component, root))),
    );
  }

  /** The listed partitions, and those of a narrowed stream that are no listed ones. */
  private async partitionsOf({ nodes }: Component, root: StreamNode): Promise<readonly Partition[]> {
    const list = this.progress.runs.get(root)?.lists ?? null;
    const narrowed = nodes.find(({ narrowing }) => narrowing !== null);
    const activity = narrowed?.narrowing ? this.progress.runs.get(narrowed.narrowing.by)?.activity : null;
    const listed = list?.sorted() ?? [];
    if (list === null || !narrowed?.narrowing || !activity) return listed;
    await activity.known;
    const { partitionField, by } = narrowed.narrowing;
    const strangers = activity.strangers(listed.map(({ row }) => textOf(row[partitionField])));
    if (strangers.length > 0) {
      const note = this.options.wording.roads.strangers(by.name, strangers);
      this.outbox.log('info', note, narrowed.name);
    }
    return list.withStrangers(narrowed, strangers);
  }

  /** Why the rows of a root are not wholly known; null when they are. */
  private listingFailure(root: StreamNode | null): Error | null {
    const run = root === null ? undefined : this.progress.runs.get(root);
    if (run === undefined) return null;
    const { gate, firstFailure } = run;
    return gate.closed ?? gate.verdict ?? firstFailure;
  }

  /** Goes through the partitions of a component in order, and once more where an old pass was closed only now. */
  private async walk(component: Component, partitions: readonly Partition[]): Promise<void> {
    const runs = component.nodes.flatMap((node) => this.progress.runs.get(node) ?? []);
    let open = runs;
    while (open.length > 0) {
      for (const { state, node } of open) state?.list(concerning(node, partitions));
      await this.visitAll(component, partitions, runs);
      this.settleRefusals(runs);
      for (const run of open) this.close(run);
      open = open.filter(({ state }) => state?.wantsAnotherPass === true);
      if (open.length === 0) break;
      this.outbox.checkpointAll();
      for (const { state } of runs) state?.rest();
      for (const { state } of open) state?.reopen();
    }
    for (const { activity } of runs) activity?.settle(null);
    for (const node of component.nodes) this.end(node);
    await this.outbox.breathe();
  }

  private close({ node, state, refusals }: StreamRun): void {
    if (state?.close().closed === true) refusals?.close();
    if (state?.replacedAll === true && wasServed(node, this.progress.runs)) this.outbox.replaced(node.name);
  }

  private async visitAll(
    component: Component,
    partitions: readonly Partition[],
    runs: readonly StreamRun[],
  ): Promise<void> {
    const active = new Set<Promise<void>>();
    const context = this.context();
    const { stats } = this.options;
    stats.planVisits(partitions.length);
    for (const [order, partition] of partitions.entries()) {
      if (this.stopping.signal.aborted) break;
      const task = { component, partition, order };
      const visit = new Visit(context, this.progress.runs, task).run().finally(() => {
        active.delete(visit);
        stats.visit();
      });
      active.add(visit);
      if (active.size >= visitsAtOnce) await Promise.race(active);
      await Promise.all(runs.map(({ queue }) => queue.whenBelow(mostWaiting)));
    }
    await Promise.all(active);
  }

  /** A plan that the account lacks is an answer: nothing to read, complete. A missing scope is none. */
  private settleRefusals(runs: readonly StreamRun[]): void {
    for (const run of runs) {
      if (run.gate.verdict?.verdict === 'stream-unavailable') run.gate.release();
      const note = refusalNote(run, this.options.stats, this.options.wording.answers);
      if (note !== null && run.node.configured !== null) this.outbox.log('warn', note, run.node.name);
    }
  }

  private context(): RunContext {
    return {
      ...this.options,
      outbox: this.outbox,
      signal: this.stopping.signal,
      stop: (reason) => this.stop(reason),
    };
  }

  private stop(reason: unknown): void {
    this.fatal ??= reason instanceof Error ? reason : new Error(String(reason));
    this.stopping.abort();
  }

  private warnOnce(text: string, stream: string): void {
    if (this.warned.has(text)) return;
    this.warned.add(text);
    this.outbox.log('warn', text, stream);
  }

  private end(node: StreamNode): void {
    const { wording } = this.options;
    const run = this.progress.runs.get(node);
    if (run === undefined || this.progress.hasEnded(node)) return;
    for (const text of leftOutWarnings(node.name, this.options)) this.warnOnce(text, node.name);
    if (node.configured === null) return;
    const ended = endStream(run, {
      runs: this.progress.runs,
      fatal: this.fatal,
      stopped: this.options.signal.aborted,
      listingFailure: this.listingFailure(rootOf(node, this.plan)),
      skipUnauthorized: this.options.skipUnauthorizedStreams,
      stats: this.options.stats,
      wording: wording.access,
    });
    if (ended.warning !== null) this.outbox.log('warn', ended.warning, node.name);
    for (const { level, text } of run.edge.notes(this.runStart, wording.answers)) {
      this.outbox.log(level, text, node.name);
    }
    if (ended.problem !== null || ended.stopped) this.allComplete = false;
    this.progress.markEnded(node, ended.problem === null && !ended.stopped);
    this.outbox.end(node.name, { problem: ended.problem, stopped: ended.stopped });
  }
}
