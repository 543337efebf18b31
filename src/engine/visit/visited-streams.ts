import { concerns, type Partition } from '../plan/partitions.js';
import type { Component, StreamNode } from '../plan/plan.js';
import { blockedBy, type StreamRun } from './stream-run.js';
import { VisitedStream } from './visited-stream.js';

/** The streams of a component that have something to read of a partition, attached to their parents. */
export function visitedStreams(
  { component, partition }: { readonly component: Component; readonly partition: Partition },
  runs: ReadonlyMap<StreamNode, StreamRun>,
  startedAt: number,
): readonly VisitedStream[] {
  const all = new Map<StreamNode, VisitedStream>();
  for (const node of component.nodes) {
    const run = runs.get(node);
    if (run === undefined || blockedBy(node, runs) !== null) continue;
    if (!concerns(partition, node)) continue;
    const wanted = run.state?.wanted(partition) ?? [];
    const settled = run.state?.settledBefore(partition) ?? null;
    const stream = new VisitedStream(run, wanted, settled, startedAt);
    all.set(node, stream);
    for (const parent of new Set(node.roads.map((road) => road.parent))) {
      const attached = all.get(parent);
      if (attached !== undefined) stream.attach(attached);
    }
  }
  const active = [...all.values()].filter(({ needed }) => needed.length > 0);
  for (const stream of active) stream.link(active);
  return active;
}
