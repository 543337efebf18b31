import { setMaxListeners } from 'node:events';
import type { Clock } from '../../clock.js';
import { StoppedError } from '../../errors.js';
import type { ConfiguredStream, ReadRequest, StreamDefinition } from '../catalog.js';
import type { EventSink } from '../events.js';
import { listenerOf } from '../report/listener.js';
import { Outbox } from '../report/outbox.js';
import { accountPartition, concerning, type Partition } from '../plan/partitions.js';
import { makePlan, rootOf, type Component, type Plan, type StreamNode } from '../plan/plan.js';
import type { Progress } from './progress.js';
import type { RunContext } from '../visit/run-context.js';
import type { Connect, Service } from '../service.js';
import type { ReadOutcome } from '../source.js';
import type { SyncSettings } from './sync-settings.js';
import { adviceOf } from '../report/advice.js';
import { leftOutWarnings } from '../report/left-out.js';
import { takeRoad } from '../plan/roads.js';
import { Stats } from '../report/stats.js';
import { textOf, wasServed, type StreamRun } from '../visit/stream-run.js';
import { openStreams } from './open-streams.js';
import type { StateCaps } from '../state/state-room.js';
import { endStream, refusalNote, unknownStreamProblem } from '../report/stream-ends.js';
import { Visit } from '../visit/visit.js';

/** Partitions under way in one component. More than the watermark passes, so that no label's budget lies idle. */
const visitsAtOnce = 16;
const mostWaiting = 5_000;

export interface SyncOptions {
  readonly definitions: ReadonlyMap<string, StreamDefinition>;
  readonly request: ReadRequest;
  readonly settings: SyncSettings;
  readonly connect: Connect;
  readonly sink: EventSink;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** For accounts too small to reach the usual ones. */
  readonly caps?: StateCaps;
}

/** One sync: reads what the catalog selects, says it to the sink, and never throws for what the service answers. */
export async function sync(options: SyncOptions): Promise<ReadOutcome> {
  const { definitions, request, settings, connect, sink, clock, signal } = options;
  const stats = new Stats();
  const outbox = new Outbox(sink, clock, stats);
  const service = connect(listenerOf(stats, outbox));
  const { road } = settings;
  const { streams } = request;
  const taken = await takeRoad({ definitions, road, streams, service, outbox, signal, now: clock.now() });
  const advice = () => adviceOf({ definitions, road: road.wanted, stats }, service.wording.advice);
  return new Sync({ ...options, definitions: taken }, { stats, outbox, service, advice }).run();
}

/** What a sync works with. */
interface Means {
  readonly stats: Stats;
  readonly outbox: Outbox;
  readonly service: Service;
  readonly advice: () => readonly string[];
}

class Sync {
  private readonly outbox: Outbox;
  private readonly stopping = new AbortController();
  private fatal: Error | null = null;
  private readonly plan: Plan;
  private readonly context: RunContext;
  private readonly runStart: number;
  private readonly progress: Progress;
  private allComplete = true;
  private readonly warned = new Set<string>();

  constructor(
    private readonly options: SyncOptions,
    private readonly means: Means,
  ) {
    const { clock, request, definitions, settings } = options;
    this.runStart = clock.now();
    this.outbox = means.outbox;
    const known = request.streams.filter(({ name }) => definitions.has(name));
    this.plan = makePlan(definitions, known);
    this.context = {
      clock,
      service: means.service,
      outbox: means.outbox,
      stats: means.stats,
      startDate: settings.startDate,
      endDate: settings.endDate,
      signal: this.stopping.signal,
      stop: (reason) => this.stop(reason),
    };
    this.progress = openStreams(this.plan, { ...options, context: this.context, runStart: this.runStart });
  }

  async run(): Promise<ReadOutcome> {
    const { signal, clock, sink, definitions, request } = this.options;
    const { advice, stats } = this.means;
    // Every request in flight listens to the one signal; that is no leak.
    setMaxListeners(0, this.stopping.signal);
    const onAbort = (): void => this.stopping.abort();
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    this.endUnknown(request.streams.filter(({ name }) => !definitions.has(name)));
    await this.readEverything();
    for (const node of this.plan.nodes) this.end(node);
    signal.removeEventListener('abort', onAbort);
    for (const text of advice()) this.outbox.log('info', text);
    const seconds = (clock.now() - this.runStart) / 1000;
    sink.write({ type: 'summary', summary: this.progress.summary(stats, seconds) });
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
    const { service } = this.means;
    try {
      for (const [pool, calls] of this.progress.spentToday()) service.addSpentToday(calls, pool);
      const access = await service.access(this.stopping.signal);
      this.progress.warnOfAccess(access, this.outbox, service.wording.access);
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
      const note = this.means.service.wording.roads.strangers(by.name, strangers);
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
    const { stats } = this.means;
    stats.planVisits(partitions.length);
    for (const [order, partition] of partitions.entries()) {
      if (this.stopping.signal.aborted) break;
      const task = { component, partition, order };
      const visit = new Visit(this.context, this.progress.runs, task).run().finally(() => {
        active.delete(visit);
        stats.visit();
      });
      active.add(visit);
      if (active.size >= visitsAtOnce) await Promise.race(active);
      await Promise.all(runs.map(({ queue }) => queue.whenBelow(mostWaiting)));
    }
    await Promise.all(active);
  }

  /** A plan that the account lacks is an answer: nothing to read, complete. A missing permission is none. */
  private settleRefusals(runs: readonly StreamRun[]): void {
    const { stats, service } = this.means;
    for (const run of runs) {
      if (run.gate.verdict?.verdict === 'stream-unavailable') run.gate.release();
      const note = refusalNote(run, stats, service.wording.answers);
      if (note !== null && run.node.configured !== null) this.outbox.log('warn', note, run.node.name);
    }
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
    const { service, stats } = this.means;
    const { secrets, skipUnauthorizedStreams } = this.options.settings;
    const run = this.progress.runs.get(node);
    if (run === undefined || this.progress.hasEnded(node)) return;
    for (const text of leftOutWarnings(node.name, { stats, secrets })) this.warnOnce(text, node.name);
    if (node.configured === null) return;
    const ended = endStream(run, {
      runs: this.progress.runs,
      fatal: this.fatal,
      stopped: this.options.signal.aborted,
      listingFailure: this.listingFailure(rootOf(node, this.plan)),
      skipUnauthorized: skipUnauthorizedStreams,
      stats,
      wording: service.wording.access,
    });
    if (ended.warning !== null) this.outbox.log('warn', ended.warning, node.name);
    for (const { level, text } of run.edge.notes(this.runStart, service.wording.answers)) {
      this.outbox.log(level, text, node.name);
    }
    if (ended.problem !== null || ended.stopped) this.allComplete = false;
    this.progress.markEnded(node, ended.problem === null && !ended.stopped);
    this.outbox.end(node.name, { problem: ended.problem, stopped: ended.stopped });
  }
}
