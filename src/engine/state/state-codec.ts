import { isJsonObject, type JsonObject } from '../../json.js';
import { fullWithoutPass } from './full-pass.js';
import { accountId } from '../plan/partition-ref.js';
import { parsePlan } from '../plan/road-memory.js';
import { clockSlack, lifted, noState, type StoredState } from './stored-state.js';
import { storedKey, storedWatermark } from '../plan/partition-key.js';
import {
  condense,
  everything,
  hull,
  parseInstant,
  parseRanges,
  parseTime,
  type Range,
} from '../time/ranges.js';

export interface DecodedState {
  readonly state: StoredState;
  /** Sentences about what could not be used. */
  readonly warnings: readonly string[];
}

export interface DecodeContext {
  readonly stream: string;
  readonly incremental: boolean;
  readonly now: number;
  readonly startDate: number | null;
  readonly plan: string;
  /** Whether its partitions are users, and not the account as a whole. */
  readonly partitioned: boolean;
}

/** No clock goes wrong by more: whoever writes such a cursor wants nothing to be read, like Airbyte's acceptance tests. */
const furthestClock = 500 * 365 * 86_400_000;

/** More than any version wrote, and little enough to be read in no time. What is longer is no state of ours. */
const most = { due: 5_000, entry: 200, id: 4_096, list: 131_072 } as const;

/** Reads a stored state. Whatever can't be understood counts as no state, with a warning; nothing here throws. */
export function decodeState(raw: unknown, context: DecodeContext): DecodedState {
  const none = noState(context.incremental);
  if (raw === undefined || raw === null || (isJsonObject(raw) && Object.keys(raw).length === 0)) {
    return { state: none, warnings: [] };
  }
  const parsed = isJsonObject(raw) && raw['version'] === 1 ? parse(raw, context.incremental) : null;
  if (parsed === null) {
    const warning = `The state of ${context.stream} is not one that this version wrote; the stream is read from the start.`;
    return { state: none, warnings: [warning] };
  }
  return adapt(parsed, context);
}

function parse(raw: JsonObject, incremental: boolean): StoredState | null {
  const cursor = time(raw['cursor']);
  const pass = time(raw['pass']);
  const full = time(raw['full']);
  const start = time(raw['start']);
  const seenFrom = time(raw['seen_from']);
  const due = dueOf(raw['due']);
  if (cursor === undefined || pass === undefined || full === undefined) return null;
  if (start === undefined || seenFrom === undefined || due === null || isOverlong(raw)) return null;
  return {
    incremental,
    cursor,
    pass,
    full,
    start,
    ...due,
    watermark: storedWatermark(text(raw['watermark'])),
    seen: text(raw['seen']),
    seenFrom,
    refused: text(raw['refused']),
    plan: parsePlan(text(raw['plan'])).hash,
    spent: text(raw['spent']),
    sync: text(raw['sync']),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isOverlong(raw: JsonObject): boolean {
  const limits = {
    plan: 200,
    spent: 200,
    sync: 200,
    watermark: most.id,
    seen: most.list,
    refused: most.list,
  };
  return Object.entries(limits).some(([key, limit]) => text(raw[key]).length > limit);
}

/** Undefined for what is neither a time as we write it nor absent. */
function time(value: unknown): number | null | undefined {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? (parseInstant(value) ?? undefined) : undefined;
}

/** Without it nobody knows what was promised: a state that lacks it is none. */
function dueOf(value: unknown): Pick<StoredState, 'due' | 'lifted'> | null {
  if (!isJsonObject(value)) return null;
  const due = new Map<string, readonly Range[]>();
  const respelled: string[] = [];
  for (const [spelled, entry] of Object.entries(value)) {
    if (entry === lifted) continue;
    const ranges = rangesOf(entry);
    if (ranges === null || due.size === most.due || spelled.length > most.id) return null;
    const id = storedKey(spelled);
    if (id !== spelled) respelled.push(spelled);
    due.set(id, condense([...(due.get(id) ?? []), ...ranges]));
  }
  return { due, lifted: respelled };
}

function rangesOf(entry: unknown): readonly Range[] | null {
  // We never write an empty one. Whoever emptied it, the partition is read anew.
  if (entry === null || entry === '') return [everything];
  return typeof entry === 'string' && entry.length <= most.entry ? parseRanges(entry) : null;
}

function adapt(parsed: StoredState, context: DecodeContext): DecodedState {
  const { stream, now, startDate } = context;
  const warnings: string[] = [];
  let state = parsed;
  const ahead = newestTime(state) - now;
  if (ahead > clockSlack) {
    warnings.push(aheadOfClock(stream, ahead));
    if (ahead <= furthestClock) state = forgotten(state);
  } else if (state.cursor !== null && state.cursor > now) {
    state = { ...state, cursor: now - clockSlack };
  }
  if (state.plan !== context.plan && state.pass !== null) {
    warnings.push(
      `${stream} is read another way than when its state was written; the open pass begins anew.`,
    );
    state = withoutPass(state);
  }
  const homeless = [...state.due].filter(([id]) => (id === accountId) === context.partitioned);
  if (homeless.length > 0) {
    warnings.push(
      `${stream} is read by another road than when its state was written; what was due is read for all.`,
    );
    state = withoutDue(state, new Map(homeless));
  }
  if (context.incremental && reachesFurtherBack(state, startDate)) {
    warnings.push(`The start date lies before the one that ${stream} was read from; it is read from there.`);
    state = forgotten(state);
  }
  return { state, warnings };
}

/**
 * By the clock of whoever wrote the state. One that is ahead looks for rows where none are yet, takes those of today
 * for too old to be kept, and what is young for settled: nothing that such a run finished is so.
 */
function newestTime({ cursor, pass, spent }: StoredState): number {
  const day = parseTime(spent.slice(0, '2026-11-22'.length)) ?? -Infinity;
  return Math.max(cursor ?? -Infinity, pass ?? -Infinity, day);
}

function aheadOfClock(stream: string, ahead: number): string {
  const what = `The state of ${stream} is ahead of the clock`;
  return ahead > furthestClock
    ? `${what} by centuries; nothing is read now, and everything by the next sync.`
    : `${what}, so nobody knows what was read; it is read from the start.`;
}

/** Nothing is promised any more; what is no promise stays. */
export function forgotten(state: StoredState): StoredState {
  const { incremental, spent, sync, refused } = state;
  const lifted = [...state.lifted, ...state.due.keys()];
  return { ...noState(incremental), full: fullWithoutPass(state), spent, sync, refused, lifted };
}

export function withoutPass(state: StoredState): StoredState {
  return { ...state, pass: null, watermark: '', full: fullWithoutPass(state) };
}

/** Nobody comes back to partitions that the road does not have, or that have no place: the cursor goes back for them. */
export function withoutDue(state: StoredState, gone: StoredState['due'] = state.due): StoredState {
  const earliest = hull([...gone.values()].flat()).from;
  const cursor = state.cursor === null || earliest === -Infinity ? null : Math.min(state.cursor, earliest);
  return {
    ...state,
    cursor,
    due: new Map([...state.due].filter(([id]) => !gone.has(id))),
    lifted: [...state.lifted, ...gone.keys()],
  };
}

/** `start` null means as far back as is kept, which no configured date can precede. */
function reachesFurtherBack(state: StoredState, startDate: number | null): boolean {
  const hasProgress = state.cursor !== null || state.pass !== null;
  if (!hasProgress || state.start === null) return false;
  return startDate === null || startDate < state.start;
}
