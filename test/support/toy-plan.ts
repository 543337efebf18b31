import type { StreamDefinition } from '../../src/engine/catalog.js';
import { makePlan, type Plan, type StreamNode } from '../../src/engine/plan/plan.js';
import { createStreamRun, type StreamRun } from '../../src/engine/visit/stream-run.js';
import type { StreamState } from '../../src/engine/state/stream-state.js';
import { byName, toyStreams } from './toy-streams.js';

export interface ToyPlan {
  readonly plan: Plan;
  readonly node: (name: string) => StreamNode;
  readonly run: (name: string) => StreamRun;
  readonly runs: ReadonlyMap<StreamNode, StreamRun>;
}

export interface ToyPlanOptions {
  readonly definitions?: readonly StreamDefinition[];
  readonly states?: Readonly<Record<string, StreamState>>;
}

/** The plan for these streams, with a run of each that does nothing yet. */
export function toyPlan(selected: readonly string[], options: ToyPlanOptions = {}): ToyPlan {
  const { definitions = [], states = {} } = options;
  const plan = makePlan(
    byName([...toyStreams, ...definitions]),
    selected.map((name) => ({
      name,
      syncMode: 'incremental',
      deselected: [],
      syncId: null,
      generationId: null,
    })),
  );
  const runs = new Map(plan.nodes.map((node) => [node, runOf(node, states[node.name] ?? null)]));
  const node = (name: string): StreamNode => {
    const found = plan.nodes.find((other) => other.name === name);
    if (found === undefined) throw new Error(`the plan has no ${name}`);
    return found;
  };
  const run = (name: string): StreamRun => runs.get(node(name)) ?? runOf(node(name), null);
  return { plan, node, run, runs };
}

function runOf(node: StreamNode, state: StreamState | null): StreamRun {
  return createStreamRun(node, {
    state,
    seen: null,
    seenRows: null,
    refusals: null,
    activity: null,
    narrowing: null,
    news: null,
    alsoNeeded: () => [],
    shape: (rows) => rows,
    maxConcurrency: 1,
    lists: null,
    home: null,
  });
}
