import { SourceError } from '../../errors.js';
import { shortened } from '../../shortened.js';
import type { Activity } from '../plan/activity.js';
import { accountPartition, concerning, type Partition, type PartitionRows } from '../plan/partitions.js';
import type { Component, Plan, StreamNode } from '../plan/plan.js';
import { listingFailure, refusalNote } from '../report/stream-ends.js';
import type { RunContext } from '../visit/run-context.js';
import { textOf } from '../records/fields.js';
import { wasServed, type StreamRun } from '../visit/stream-run.js';
import { mostWaiting, Visit } from '../visit/visit.js';
import type { Progress } from './progress.js';

/** Partitions under way in one component. More than the watermark passes, so that no label's budget lies idle. */
const visitsAtOnce = 16;

/** A component with those of its streams that are read. */
interface Reading {
  readonly component: Component;
  readonly partitions: readonly Partition[];
  readonly runs: readonly StreamRun[];
}

/** Reads the components of a plan side by side, each after the list of its partitions. */
export class ComponentReader {
  constructor(
    private readonly context: RunContext,
    private readonly plan: Plan,
    private readonly progress: Progress,
    /** Told of each stream when its component is read. */
    private readonly end: (node: StreamNode) => void,
  ) {}

  async readAll(): Promise<void> {
    const { components } = this.plan;
    const roots = new Set(components.flatMap(({ root }) => root ?? []));
    const others = components.filter(
      ({ root, nodes }) => root === null && !nodes.some((one) => roots.has(one)),
    );
    await Promise.all([
      ...[...roots].map((root) => this.readFrom(root)),
      ...others.map((component) => this.read(component, [accountPartition])),
    ]);
  }

  /** A list of partitions, and then everything that goes through it. */
  private async readFrom(root: StreamNode): Promise<void> {
    const { components } = this.plan;
    const listing = components.filter(({ nodes }) => nodes.includes(root));
    await Promise.all(listing.map((component) => this.read(component, [accountPartition])));
    // A list that is not whole must not be taken for all there is: passes would close without the rest.
    if (listingFailure(root, this.progress.runs) !== null || this.context.signal.aborted) return;
    const missing = this.progress.runs.get(root)?.lists?.missing ?? [];
    if (missing.length > 0) {
      this.context.stop(nobodyNamed(root.name, missing));
      return;
    }
    const led = components.filter((component) => component.root === root);
    await Promise.all(
      led.map(async (component) => this.read(component, await this.partitionsOf(component, root))),
    );
  }

  private async partitionsOf({ nodes }: Component, root: StreamNode): Promise<readonly Partition[]> {
    const list = this.progress.runs.get(root)?.lists ?? null;
    if (list === null) return [];
    const narrowed = nodes.filter(({ narrowing }) => narrowing !== null);
    await Promise.all(narrowed.flatMap((node) => this.activityOver(node)?.known ?? []));
    const asking = narrowed.find(({ narrowing }) => narrowing?.asksStrangers === true);
    return asking === undefined ? list.sorted() : this.withStrangers(list, asking);
  }

  private activityOver({ narrowing }: StreamNode): Activity | null {
    return narrowing === null ? null : (this.progress.runs.get(narrowing.by)?.activity ?? null);
  }

  /** The listed partitions, and those of a narrowed stream that are no listed ones. */
  private withStrangers(list: PartitionRows, narrowed: StreamNode): readonly Partition[] {
    const { narrowing } = narrowed;
    const activity = this.activityOver(narrowed);
    const listed = list.sorted();
    if (narrowing === null || activity === null) return listed;
    const { partitionField, by } = narrowing;
    const strangers = activity.strangers(listed.map(({ row }) => textOf(row[partitionField])));
    if (strangers.length > 0) {
      const { family } = narrowing.road;
      const note = this.context.service.wording.roads(family).strangers(by.name, strangers);
      this.context.outbox.log('info', note, narrowed.name);
    }
    return list.withStrangers(narrowed, strangers);
  }

  /** Goes through the partitions of a component in order, and once more where an old pass was closed only now. */
  private async read(component: Component, partitions: readonly Partition[]): Promise<void> {
    const runs = component.nodes.flatMap((node) => this.progress.runs.get(node) ?? []);
    const reading = { component, partitions, runs };
    let open: readonly StreamRun[] = runs;
    while (open.length > 0) {
      await this.goThrough(reading, open);
      open = this.reopen(reading, open);
    }
    for (const { activity } of runs) activity?.settle(null, this.context.clock.now());
    for (const node of component.nodes) this.end(node);
    await this.context.outbox.breathe();
  }

  /** @param open the streams whose pass it is; those of the component that are done rest */
  private async goThrough(reading: Reading, open: readonly StreamRun[]): Promise<void> {
    for (const { state, node } of open) state?.list(concerning(node, reading.partitions));
    await this.visitAll(reading);
    this.settleRefusals(reading.runs);
    for (const run of open) this.close(run);
  }

  private async visitAll({ component, partitions, runs }: Reading): Promise<void> {
    const active = new Set<Promise<void>>();
    const { stats, signal } = this.context;
    const passage = stats.planVisits(
      component.nodes.map(({ name }) => name),
      partitions.length,
    );
    for (const [order, partition] of partitions.entries()) {
      if (signal.aborted) break;
      const task = { component, partition, order };
      const going = new Visit(this.context, this.progress.runs, task);
      if (going.isIdle) passage.planned -= 1;
      else passage.begun += 1;
      const visit = going.run().finally(() => {
        active.delete(visit);
        if (!going.isIdle) passage.finished += 1;
      });
      active.add(visit);
      if (active.size >= visitsAtOnce) await Promise.race(active);
      await Promise.all(runs.map(({ queue }) => queue.whenBelow(mostWaiting)));
    }
    await Promise.all(active);
  }

  /** A plan that the account lacks is an answer: nothing to read, complete. A missing permission is none. */
  private settleRefusals(runs: readonly StreamRun[]): void {
    const { stats, service, outbox } = this.context;
    for (const run of runs) {
      if (run.gate.verdict?.verdict === 'stream-unavailable') run.gate.release();
      const note = refusalNote(run, stats, service.wording.answers);
      if (note !== null && run.node.configured !== null) outbox.log('warn', note, run.node.name);
    }
  }

  private close({ node, state, refusals, news }: StreamRun): void {
    const end = state?.close();
    if (end?.closed === true) refusals?.close();
    if (end?.movesOn === true) news?.close();
    if (state?.replacedAll === true && wasServed(node, this.progress.runs)) {
      this.context.outbox.replaced(node.name);
    }
  }

  /** Begins the next pass of the streams whose last one had been open for too long; there may be none. */
  private reopen({ runs }: Reading, closed: readonly StreamRun[]): readonly StreamRun[] {
    const open = closed.filter(({ state }) => state?.wantsAnotherPass === true);
    if (open.length === 0) return open;
    this.context.outbox.checkpointAll();
    for (const { state } of runs) state?.rest();
    for (const { state } of open) state?.reopen();
    return open;
  }
}

const mostNamed = 5;

/** Who is pending is listed too, by an address alone. */
function nobodyNamed(list: string, names: readonly string[]): SourceError {
  const message =
    `${list} lists nobody who has an id under the name ${shortened(names, mostNamed)}, so nothing is read. ` +
    'Name ids or addresses as the list has them; of whoever has no id nothing can be read.';
  return new SourceError(message, { failureType: 'config_error' });
}
