import type { Clock } from '../../clock.js';
import type { Activity } from '../plan/activity.js';
import type { Plan, StreamNode } from '../plan/plan.js';
import { Seen } from '../state/seen.js';
import { seenBytes, type StoredSeen } from '../state/seen-entries.js';
import { SeenRows } from '../state/seen-rows.js';
import { hoursBytes, splitSeen } from '../state/settled-hours.js';
import type { StoredState } from '../state/stored-state.js';
import type { StreamState } from '../state/stream-state.js';
import { hoursOf, leastLookback, News } from '../visit/news.js';
import type { StreamRun } from '../visit/stream-run.js';
import { anyPartition } from './any-partition.js';
import { narrowedOf } from './narrowing.js';

/** Has in its state what it has seen: instances that were asked, rows that cannot change, or what a list showed. */
export function remembers(node: StreamNode, plan: Plan): boolean {
  return hasItems(node) || narrowedOf(node, plan) !== null;
}

function hasItems(node: StreamNode): boolean {
  return node.cursorSource === 'parent' || hasFinalRows(node);
}

/** Rows of the account whose key is their content: another one is another row. */
function hasFinalRows({ cursorSource, declaration }: StreamNode): boolean {
  return cursorSource === 'own' && declaration.rowId === 'content' && declaration.parents.length === 0;
}

/** What is to be known of a stream with a state. */
interface Memory {
  readonly stored: StoredState;
  readonly state: StreamState;
  /** Bytes that it may take. */
  readonly bytes: number;
  /** Milliseconds. */
  readonly lookback: number;
  readonly clock: Clock;
  /** Of the list that narrows it or its parents; null where none does. */
  readonly activity: Activity | null;
  /** False where the configuration ends the sync before now. */
  readonly readsUpToNow: boolean;
}

export type Memories = Pick<StreamRun, 'seen' | 'seenRows' | 'news'>;

export const noMemory: Memories = { seen: null, seenRows: null, news: null };

export function memoryOf(node: StreamNode, memory: Memory): Memories {
  const { fromScratch, resumed } = memory.state.opened;
  const known = fromScratch && !resumed ? { seen: '', seenFrom: null } : memory.stored;
  const { items, hours } = splitSeen(known.seen);
  const room = hoursFor(node, memory);
  const news = newsOf(hours, room, memory);
  const bytes = memory.bytes - (news === null ? 0 : hoursBytes(room));
  return hasItems(node)
    ? { ...noMemory, ...itemsOf(node, { seen: items, seenFrom: known.seenFrom }, { ...memory, bytes }), news }
    : { ...noMemory, news };
}

function itemsOf(
  node: StreamNode,
  known: StoredSeen,
  { stored, state, bytes, lookback, clock }: Memory,
): Partial<Memories> {
  const { pass } = state.opened;
  const { cursor } = stored;
  const cap = Math.floor(bytes / seenBytes);
  return hasFinalRows(node)
    ? { seenRows: new SeenRows(known, { cap, since: Math.min(pass, cursor ?? pass) - lookback }) }
    : { seen: new Seen(known, { cap, lookback, pass, cursor, now: () => clock.now() }) };
}

/** Half of the room where items have the other half. */
function hoursFor(node: StreamNode, { activity, lookback, bytes }: Memory): number {
  if (activity === null || lookback < leastLookback) return 0;
  return hoursOf(lookback, hasItems(node) ? bytes / 2 : bytes);
}

function newsOf(stored: string, cap: number, memory: Memory): News | null {
  const { activity, lookback, state } = memory;
  if (activity === null || cap === 0) return null;
  return new News(activity, { stored, readsFrom: readsFrom(memory), lookback, pass: state.opened.pass, cap });
}

/** A pass that an earlier run began was read partly by what the list showed then. */
function readsFrom({ readsUpToNow, state }: Memory): number | null {
  if (state.opened.resumed || !readsUpToNow) return null;
  const [open] = state.wanted(anyPartition).filter(({ to }) => to === Infinity);
  return open?.from ?? null;
}
