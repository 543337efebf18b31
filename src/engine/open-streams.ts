import type { Clock } from '../clock.js';
import type { ReadRequest } from './catalog.js';
import type { Outbox } from './outbox.js';
import { Activity } from './activity.js';
import type { Secrets } from './hidden.js';
import { descendants, type Plan, type StreamNode } from './plan.js';
import { Progress, type StateExtras } from './progress.js';
import type { Range } from './ranges.js';
import { compileShaper } from './shaper.js';
import { decodeState, noState, type StoredState } from './state-codec.js';
import type { Stats } from './stats.js';
import { StreamState } from './stream-state.js';
import { Seen } from './seen.js';
import { createStreamRun, type StreamRun } from './stream-run.js';

/** Entries that the states of one run may hold together. */
export interface StateCaps {
  readonly failed: number;
  readonly seen: number;
}

/** So that a Singer STATE of all streams stays under 64 KB for an account of any size. */
export const defaultCaps: StateCaps = { failed: 300, seen: 1_700 };
/** A finished full refresh counts for later attempts of the same job only for so long. */
const sameJob = 86_400_000;

export interface OpenOptions {
  readonly request: ReadRequest;
  readonly clock: Clock;
  readonly stats: Stats;
  readonly outbox: Outbox;
  readonly runStart: number;
  readonly startDate: number | null;
  readonly endDate: number | null;
  readonly lookback: number;
  readonly maxConcurrency: number;
  readonly secrets: Secrets;
  readonly caps?: StateCaps;
}

/** Reads the states and makes everything ready to read the plan's streams. */
export function openStreams(plan: Plan, options: OpenOptions): Progress {
  const { clock, stats, outbox, runStart } = options;
  const caps = options.caps ?? defaultCaps;
  const runs = new Map<StreamNode, StreamRun>();
  const extras = new Map<StreamNode, StateExtras>();
  const selected = plan.nodes.filter(({ configured }) => configured !== null);
  const failedCap = Math.max(1, Math.floor(caps.failed / Math.max(1, selected.length)));
  const followers = selected.filter(({ cursorSource }) => cursorSource === 'parent');
  const seenCap = Math.max(1, Math.floor(caps.seen / Math.max(1, followers.length)));
  const hasPartitions = plan.components.some(({ partitioned }) => partitioned);
  for (const node of plan.nodes) {
    const partitioned = plan.components.some((one) => one.partitioned && one.nodes.includes(node));
    const stored = node.configured === null ? null : storedState(node, partitioned, options);
    const state = stored === null ? null : makeState(node, stored, { ...options, failedCap });
    const narrowed = plan.nodes.filter(({ narrowing }) => narrowing?.by === node);
    runs.set(
      node,
      createStreamRun(node, {
        state,
        activity: activityFor(narrowed),
        alsoNeeded: () => narrowed.flatMap((one) => neededOfAll(one, runs)),
        seen:
          stored === null || state === null ? null : makeSeen(node, { stored, state, cap: seenCap }, options),
        shape: compileShaper(node.definition, {
          secrets: options.secrets,
          onUnknown: (field) => {
            if (node.configured !== null) outbox.log('info', unknownField(node.name, field), node.name);
          },
          onMisfit: misfitTeller(node, options),
        }),
        maxConcurrency: options.maxConcurrency,
        listsPartitions: hasPartitions && node === plan.partitionStream,
      }),
    );
    extras.set(node, {
      spentBefore: stored === null ? 0 : spentOn(stored.spent, runStart),
      sync: syncKey(node),
    });
  }
  const progress = new Progress({ runs, extras, stats, runStart, now: () => clock.now() });
  for (const node of selected) outbox.open(node.name, () => progress.stateOf(node));
  return progress;
}

function activityFor(narrowed: readonly StreamNode[]): Activity | null {
  const [field] = narrowed.flatMap(({ narrowing }) => narrowing?.field ?? []);
  return field === undefined ? null : new Activity(field);
}

/** Comes after all others, and was born before everything: it wants what nobody can do without. */
const anyPartition = { id: '\uffff', createdAt: null };

/** What a stream and its descendants want of each partition; what single ones want beyond that is asked for apart. */
function neededOfAll(node: StreamNode, runs: ReadonlyMap<StreamNode, StreamRun>): readonly Range[] {
  const all = [node, ...descendants(node)];
  const wanted = all.flatMap((one) => runs.get(one)?.state?.wanted(anyPartition) ?? []);
  return wanted.map(({ from }) => ({ from, to: Infinity }));
}

/** Counts what does not fit, and tells of each kind once. */
function misfitTeller(
  { name, configured }: StreamNode,
  { outbox, stats }: OpenOptions,
): (kind: string) => void {
  const told = new Set<string>();
  return (kind) => {
    if (configured === null) return;
    stats.misfit(name);
    if (told.has(kind)) return;
    told.add(kind);
    outbox.log('warn', misfit(name, kind), name);
  };
}

function misfit(stream: string, kind: string): string {
  return (
    `Zoom sends ${stream} with a value that is not of the type in the schema: ${kind}. ` +
    'Such a value is null in its place and kept in extra_fields.'
  );
}

function unknownField(stream: string, field: string): string {
  return `Zoom sends ${stream} with a field that the schema does not know: ${field}; it is kept in extra_fields.`;
}

function storedState(
  node: StreamNode,
  partitioned: boolean,
  { request, outbox, runStart, startDate }: OpenOptions,
): StoredState {
  const { state, warnings } = decodeState(request.state.get(node.name), {
    stream: node.name,
    incremental: node.cursorSource !== 'none',
    now: runStart,
    startDate,
    plan: node.planHash,
    partitioned,
  });
  for (const warning of warnings) outbox.log('warn', warning, node.name);
  return state;
}

function makeState(
  node: StreamNode,
  stored: StoredState,
  options: OpenOptions & { failedCap: number },
): StreamState {
  const incremental = node.cursorSource !== 'none';
  const mode = incremental && node.configured?.syncMode === 'incremental' ? 'incremental' : 'full_refresh';
  const { runStart, lookback, failedCap, startDate, endDate } = options;
  const isFinished = mode === 'full_refresh' && finishedInThisJob(node, stored, runStart);
  const anotherRefresh = mode === 'full_refresh' && stored.sync !== syncKey(node) && stored.sync !== '';
  return new StreamState(anotherRefresh ? { ...noState(incremental), spent: stored.spent } : stored, {
    runStart,
    lookback,
    failedCap,
    mode,
    isFinished,
    startDate: incremental ? startDate : null,
    endDate: incremental ? endDate : null,
  });
}

function makeSeen(
  { cursorSource }: StreamNode,
  { stored, state, cap }: { stored: StoredState; state: StreamState; cap: number },
  { lookback, clock }: OpenOptions,
): Seen | null {
  if (cursorSource !== 'parent') return null;
  const { pass, fromScratch, resumed } = state.opened;
  const known = fromScratch && !resumed ? { seen: '', seenFrom: null } : stored;
  return new Seen(known, { cap, lookback, pass, now: () => clock.now() });
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

function spentOn(spent: string, runStart: number): number {
  const [day, count] = spent.split('/');
  return day === new Date(runStart).toISOString().slice(0, 10) ? Math.max(0, Number(count) || 0) : 0;
}
