import { isJsonObject } from '../../json.js';
import type { ReadRequest, Repair, StreamDefinition } from '../catalog.js';
import { dueBytes } from '../state/due-list.js';
import { rootOf, type Plan, type StreamNode } from '../plan/plan.js';
import { Progress } from './progress.js';
import { Spending, storedSpending } from './spending.js';
import { datesOf } from './repair.js';
import type { SyncSettings } from './sync-settings.js';
import { PartitionList, type Chosen } from '../plan/partition-list.js';
import { parseInstant } from '../time/ranges.js';
import { day } from '../time/windows.js';
import { Refusals } from '../state/refusals.js';
import { compileShaper, type Shaper } from '../records/shaper.js';
import { decodeState, forgotten, withoutDue, withoutPass } from '../state/state-codec.js';
import type { StoredState } from '../state/stored-state.js';
import { capsFor, SharedRoom, type Room, type StateCaps } from '../state/state-room.js';
import { StreamState } from '../state/stream-state.js';
import type { RunContext } from '../visit/run-context.js';
import { memoryOf, noMemory, remembers, type Memories } from './memory.js';
import { activityFor, activityOver, narrowingOf, neededOfAll, type Runs } from './narrowing.js';
import { createStreamRun, type StreamRun } from '../visit/stream-run.js';

/** A finished full refresh counts for later attempts of the same job only for so long. */
const sameJob = 86_400_000;

export interface OpenOptions {
  readonly definitions: ReadonlyMap<string, StreamDefinition>;
  readonly request: ReadRequest;
  readonly settings: SyncSettings;
  readonly context: RunContext;
  readonly runStart: number;
  readonly caps?: StateCaps;
  /** By stream: when the shorter road was found wanting, epoch milliseconds. */
  readonly wanting?: ReadonlyMap<string, number>;
}

/** What all streams of a plan are opened with. */
interface Opening {
  readonly plan: Plan;
  readonly options: OpenOptions;
  /** Those that are open. */
  readonly runs: Runs;
  readonly states: ReadonlyMap<StreamNode, StoredState>;
  readonly shared: SharedRoom;
  /** Bytes for what is under way, and for what each stream that remembers anything may remember. */
  readonly inFlight: number;
  readonly memory: number;
  readonly lists: ReadonlyMap<StreamNode, PartitionList>;
}

/** Reads the states and makes everything ready to read the plan's streams. */
export function openStreams(plan: Plan, options: OpenOptions): Progress {
  const { runStart, context } = options;
  const runs = new Map<StreamNode, StreamRun>();
  const selected = plan.nodes.filter(({ configured }) => configured !== null);
  const states = new Map(selected.map((node) => [node, storedState(node, plan, options)]));
  const caps = options.caps ?? capsOf(states, plan, options.request);
  const shared = new SharedRoom(caps, selected.length);
  const rememberers = selected.filter((node) => remembers(node, plan));
  const memory = Math.floor(caps.seen / Math.max(1, rememberers.length));
  const { limits } = context;
  const lists = listsOf(plan, limits.partitions, options.request.repair?.only ?? null);
  const opening = { plan, options, runs, states, shared, inFlight: caps.inFlight, memory, lists };
  for (const node of plan.nodes) runs.set(node, openRun(node, opening));
  const syncKeys = new Map(plan.nodes.map((node) => [node, syncKey(node)]));
  const stored = storedSpending(options.request.state);
  const spending = new Spending({ nodes: plan.nodes, stored, daily: context.stats.daily });
  const now = () => context.clock.now();
  const progress = new Progress({
    runs,
    syncKeys,
    spending,
    limits,
    runStart,
    now,
    wanting: options.wanting ?? new Map(),
  });
  for (const node of selected)
    context.outbox.open(node.name, () => progress.stateOf(node), fullBefore(node.name, options.request));
  return progress;
}

function openRun(node: StreamNode, opening: Opening): StreamRun {
  const { plan, options, runs, states, shared, inFlight, lists } = opening;
  const { limits, clock } = options.context;
  const room = shared.open();
  const stored = states.get(node) ?? null;
  const state = stored === null ? null : makeState(node, stored, { ...options, room, inFlight });
  const narrowed = plan.nodes.filter(({ narrowing }) => narrowing?.by === node);
  const since = options.runStart - longestLookback(narrowed, options);
  const root = rootOf(node, plan);
  return createStreamRun(node, {
    state,
    // A sample of it says nothing of who was not active.
    activity: limits.isWhole ? activityFor(narrowed, since) : null,
    narrowing: narrowingOf(node, runs),
    alsoNeeded: () => narrowed.flatMap((one) => neededOfAll(one, runs)),
    ...(stored === null || state === null ? noMemory : memoryIn(opening, node, { stored, state })),
    refusals: stored === null ? null : new Refusals(stored.refused, { room, now: () => clock.now() }),
    shape: shaperOf(node, options),
    maxConcurrency: options.settings.maxConcurrency,
    lists: lists.get(node) ?? null,
    home: root === null ? null : (lists.get(root) ?? null),
  });
}

function memoryIn(
  { plan, options, runs, memory }: Opening,
  node: StreamNode,
  known: { readonly stored: StoredState; readonly state: StreamState },
): Memories {
  return memoryOf(node, {
    ...known,
    bytes: memory,
    lookback: lookbackOf(node, options),
    clock: options.context.clock,
    activity: activityOver(node, plan, runs),
    readsUpToNow: options.settings.endDate === null,
  });
}

function shaperOf(node: StreamNode, { settings, context }: OpenOptions): Shaper {
  const { name, configured, definition } = node;
  return compileShaper(definition, {
    secrets: settings.secrets,
    onUnknown: (field) => {
      if (configured !== null) context.stats.unknownField(name, field);
    },
    onMisfit: misfitTeller(node, context),
  });
}

/** A list for each root that a component goes through. */
export function listsOf(
  plan: Plan,
  atMost: number,
  only: Repair['only'] = null,
): ReadonlyMap<StreamNode, PartitionList> {
  const roots = new Set(plan.components.flatMap(({ root }) => root ?? []));
  const chosen = (root: StreamNode): Chosen => ({
    atMost,
    names: root.name === only?.list ? only.names : null,
  });
  return new Map([...roots].map((root) => [root, new PartitionList(plan, root, chosen(root))]));
}

/** The full pass that a repaired row belongs to: the one of the rows around it. A sample's belong to none. */
function fullBefore(name: string, { repair = null, state }: ReadRequest): string | null {
  const stored = repair === null ? undefined : state.get(name);
  const full = isJsonObject(stored) ? stored['full'] : null;
  return typeof full === 'string' && parseInstant(full) !== null ? full : null;
}

function longestLookback(nodes: readonly StreamNode[], options: OpenOptions): number {
  return Math.max(0, ...nodes.map((node) => lookbackOf(node, options)));
}

/** Counts what does not fit, and tells of each kind once. */
function misfitTeller(
  { name, configured }: StreamNode,
  { outbox, stats, service }: RunContext,
): (kind: string) => void {
  const told = new Set<string>();
  return (kind) => {
    if (configured === null) return;
    stats.misfit(name);
    if (told.has(kind)) return;
    told.add(kind);
    outbox.log('warn', service.wording.answers.misfit(name, kind), name);
  };
}

function capsOf(states: ReadonlyMap<StreamNode, StoredState>, plan: Plan, { state }: ReadRequest): StateCaps {
  const names = new Set([...states.keys()].map(({ name }) => name));
  const streams = [...states.keys()].map((node) => ({
    name: node.name,
    incremental: node.cursorSource !== 'none',
    partitioned: rootOf(node, plan) !== null,
    remembers: remembers(node, plan),
    sync: syncKey(node),
  }));
  let [others, due] = [0, 0];
  for (const stored of states.values()) due += dueBytes(stored) + stored.refused.length;
  for (const [name, value] of state) if (!names.has(name)) others += jsonBytes({ [name]: value });
  return capsFor(streams, { others, due });
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function storedState(
  node: StreamNode,
  plan: Plan,
  { request, context, runStart, settings }: OpenOptions,
): StoredState {
  // A sample and a repair go the same way whatever was read before.
  const raw = context.limits.isProgress ? request.state.get(node.name) : undefined;
  const { state, warnings } = decodeState(raw, {
    stream: node.name,
    incremental: node.cursorSource !== 'none',
    now: runStart,
    startDate: settings.startDate,
    plan: node.planHash,
    partitioned: rootOf(node, plan) !== null,
  });
  for (const warning of warnings) context.outbox.log('warn', warning, node.name);
  return state;
}

function makeState(
  node: StreamNode,
  stored: StoredState,
  options: OpenOptions & { room: Room; inFlight: number },
): StreamState {
  const incremental = node.cursorSource !== 'none';
  const mode = incremental && node.configured?.syncMode === 'incremental' ? 'incremental' : 'full_refresh';
  const { runStart, room, inFlight } = options;
  const isFinished = mode === 'full_refresh' && finishedInThisJob(node, stored, runStart);
  const anotherRefresh = mode === 'full_refresh' && stored.sync !== syncKey(node) && stored.sync !== '';
  const known = anotherRefresh ? forgotten(stored) : stored;
  const fitting = room.take(dueBytes(known)) ? known : withoutPass(withoutDue(known));
  if (fitting !== known) options.context.outbox.log('warn', tooMuchDue(node.name), node.name);
  return new StreamState(fitting, {
    runStart,
    lookback: lookbackOf(node, options),
    room,
    inFlight,
    mode,
    isFinished,
    ...datesOf(node, options.settings, options.request.repair ?? null),
  });
}

function tooMuchDue(stream: string): string {
  return `More is due of ${stream} than a state may hold; what was due is read for all.`;
}

/** Days that are not asked for yet count besides: by the next sync they lie before its cursor. */
function lookbackOf({ declaration }: StreamNode, { settings }: OpenOptions): number {
  const { lookback, window } = declaration;
  return (lookback ?? settings.lookback) + Math.max(0, -(window?.ahead ?? 0)) * day;
}

/** Airbyte's numbers of the job and of the refresh: a full refresh under other numbers begins anew. */
function syncKey({ configured }: StreamNode): string {
  if (configured === null || (configured.syncId === null && configured.generationId === null)) return '';
  return `${configured.syncId ?? ''}/${configured.generationId ?? ''}`;
}

/**
 * A later attempt of the same job does not read again what an earlier one finished. PyAirbyte always sends sync id 1,
 * but incremental; a job of yesterday with the same number is another one.
 */
function finishedInThisJob(node: StreamNode, stored: StoredState, runStart: number): boolean {
  const { configured } = node;
  if (configured?.syncMode !== 'full_refresh' || (configured.syncId ?? 0) <= 0) return false;
  const closedRecently = stored.pass === null && stored.cursor !== null && runStart - stored.cursor < sameJob;
  return closedRecently && stored.due.size === 0 && stored.sync === syncKey(node);
}
