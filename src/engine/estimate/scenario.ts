import type { Clock } from '../../clock.js';
import type { ReadRequest, StreamDefinition } from '../catalog.js';
import type { LogLevel, SyncEvent } from '../events.js';
import { noLimits } from '../limits.js';
import { makePlan, isRoot, type Component, type Plan, type StreamNode } from '../plan/plan.js';
import { withoutResting } from '../plan/resting.js';
import { accountPartition, type Partition } from '../plan/partitions.js';
import { Outbox } from '../report/outbox.js';
import { Stats } from '../report/stats.js';
import { openStreams } from '../run/open-streams.js';
import type { Progress } from '../run/progress.js';
import type { SyncSettings } from '../run/sync-settings.js';
import type { Service } from '../service.js';
import type { Window } from '../time/windows.js';
import { dueWindows } from '../visit/due-windows.js';
import type { RunContext } from '../visit/run-context.js';
import type { VisitedStream } from '../visit/visited-stream.js';
import { visitedStreams } from '../visit/visited-streams.js';

export interface ScenarioOptions {
  /** As the road has them. */
  readonly definitions: ReadonlyMap<string, StreamDefinition>;
  readonly request: ReadRequest;
  readonly settings: SyncSettings;
  readonly service: Service;
  /** When it begins, epoch milliseconds. */
  readonly now: number;
  readonly signal: AbortSignal;
  readonly log: (level: LogLevel, message: string) => void;
}

/** A list that a sync would read. */
export interface Slice {
  readonly visited: VisitedStream;
  readonly partition: Partition;
  readonly window: Window;
}

/** What a sync would read of the lists that belong to a partition, by the rules of the sync itself. */
export class Scenario {
  readonly plan: Plan;
  readonly progress: Progress;
  readonly context: RunContext;
  private readonly slices = new Map<StreamNode, Slice[]>();
  private readonly visits = new Map<StreamNode, Map<string, VisitedStream>>();
  private readonly partitions = new Map<StreamNode, Map<string, Partition>>();
  /** Partitions for each one that is known. */
  private readonly scales = new Map<StreamNode, number>();

  constructor(private readonly options: ScenarioOptions) {
    const { definitions, settings, now } = options;
    this.context = contextOf(options);
    const request = withoutResting(options.request, { ...this.context, ...settings, definitions, now });
    this.plan = makePlan(definitions, request.streams);
    this.progress = openStreams(this.plan, { ...options, request, context: this.context, runStart: now });
    for (const component of this.plan.components) {
      if (component.root === null) this.layOut(component, [accountPartition], 1);
    }
  }

  get now(): number {
    return this.options.now;
  }

  /** Says which partitions a component goes through. */
  layOut(component: Component, partitions: readonly Partition[], scale: number): void {
    for (const node of component.nodes) this.scales.set(node, scale);
    for (const partition of partitions) {
      for (const visited of visitedStreams({ component, partition }, this.progress.runs, this.now)) {
        at(this.visits, visited.node, () => new Map()).set(partition.id, visited);
        at(this.partitions, visited.node, () => new Map()).set(partition.id, partition);
        if (!isRoot(visited.node)) continue;
        const windows = dueWindows(this.context, visited, -Infinity);
        const own = at(this.slices, visited.node, () => []);
        for (const window of windows) own.push({ visited, partition, window });
      }
    }
  }

  slicesOf(node: StreamNode): readonly Slice[] {
    return this.slices.get(node) ?? [];
  }

  scaleOf(node: StreamNode): number {
    return this.scales.get(node) ?? 1;
  }

  /** Those of which something of the stream is wanted. */
  partitionsOf(node: StreamNode): ReadonlyMap<string, Partition> {
    return this.partitions.get(node) ?? new Map();
  }

  visitOf(node: StreamNode, partition: string): VisitedStream | undefined {
    return this.visits.get(node)?.get(partition);
  }

  /** Windows that one parent's row of the time takes. */
  windowsOf(visited: VisitedStream, parentAt: number): readonly Window[] {
    return dueWindows(this.context, visited, parentAt);
  }
}

function at<V>(map: Map<StreamNode, V>, node: StreamNode, make: () => V): V {
  const known = map.get(node);
  if (known !== undefined) return known;
  const made = make();
  map.set(node, made);
  return made;
}

function contextOf({ service, settings, now, signal, log }: ScenarioOptions): RunContext {
  const stats = new Stats();
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
  const write = (event: SyncEvent): void => {
    if (event.type === 'log') log(event.level, event.message);
  };
  const outbox = new Outbox({ write, ready: () => Promise.resolve() }, clock, stats);
  const { startDate, endDate } = settings;
  return {
    clock,
    service,
    outbox,
    stats,
    startDate,
    endDate,
    limits: noLimits,
    signal,
    stop: () => undefined,
  };
}
