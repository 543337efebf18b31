import type { ReadRequest } from '../catalog.js';
import type { StreamStateJson } from '../events.js';
import type { Plan, StreamNode } from '../plan/plan.js';
import { toIso } from '../time/ranges.js';

interface Moment {
  readonly now: number;
  readonly startDate: number | null;
}

/** What a run is asked for that follows a complete one of this moment. */
export function completeStates(plan: Plan, request: ReadRequest, moment: Moment): ReadRequest {
  const selected = plan.nodes.filter(({ configured }) => configured !== null);
  return {
    ...request,
    // A full refresh of the same job would have nothing left to do.
    streams: request.streams.map((stream) => ({ ...stream, syncId: null, generationId: null })),
    state: new Map(selected.map((node) => [node.name, completeState(node, moment)])),
  };
}

function completeState(node: StreamNode, { now, startDate }: Moment): StreamStateJson {
  const isIncremental = node.cursorSource !== 'none';
  return {
    version: 1,
    cursor: toIso(now),
    pass: null,
    watermark: '',
    due: {},
    full: toIso(now),
    start: isIncremental && startDate !== null ? toIso(startDate) : null,
    seen: '',
    seen_from: null,
    refused: '',
    plan: node.planHash,
    spent: '',
    sync: '',
  };
}
