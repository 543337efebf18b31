import { isJsonObject, type JsonObject } from '../json.js';
import { fullWithoutPass } from './full-pass.js';
import { accountPartition } from './partitions.js';
import { everything, parseInstant, parseRanges, type Range } from './ranges.js';

/** A stream's state as it was stored, in the engine's types. */
export interface StoredState {
  /** Whether the stream is incremental by nature; only then `start` means something. */
  readonly incremental: boolean;
  readonly cursor: number | null;
  readonly pass: number | null;
  readonly watermark: string;
  readonly due: ReadonlyMap<string, readonly Range[]>;
  /** When the last full pass began; null where that is not known. */
  readonly full: number | null;
  readonly start: number | null;
  readonly seen: string;
  readonly seenFrom: number | null;
  readonly plan: string;
  /** HEAVY and RESOURCE-INTENSIVE calls of one UTC day: `2026-11-22/1234`. */
  readonly spent: string;
  readonly sync: string;
}

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

/** A pass that claims to have begun later than this is no pass of ours. */
const clockSlack = 86_400_000;

export function noState(incremental: boolean): StoredState {
  return {
    incremental,
    cursor: null,
    pass: null,
    watermark: '',
    due: new Map(),
    full: null,
    start: null,
    seen: '',
    seenFrom: null,
    plan: '',
    spent: '',
    sync: '',
  };
}

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
  if (start === undefined || seenFrom === undefined || due === null) return null;
  return {
    incremental,
    cursor,
    pass,
    full,
    start,
    due,
    watermark: text(raw['watermark']),
    seen: text(raw['seen']),
    seenFrom,
    plan: text(raw['plan']),
    spent: text(raw['spent']),
    sync: text(raw['sync']),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Undefined for what is neither a time as we write it nor absent. */
function time(value: unknown): number | null | undefined {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? (parseInstant(value) ?? undefined) : undefined;
}

/** In the place of what was due and is no longer: a merge of states, like Meltano's, never deletes a key. */
export const lifted = '-';

/** Without it nobody knows what was promised: a state that lacks it is none. */
function dueOf(value: unknown): ReadonlyMap<string, readonly Range[]> | null {
  if (!isJsonObject(value)) return null;
  const due = new Map<string, readonly Range[]>();
  for (const [id, entry] of Object.entries(value)) {
    if (entry === lifted) continue;
    // We never write an empty one. Whoever emptied it, the partition is read anew.
    const isEmpty = entry === null || entry === '';
    const ranges = isEmpty ? [everything] : typeof entry === 'string' ? parseRanges(entry) : null;
    if (ranges === null) return null;
    due.set(id, ranges);
  }
  return due;
}

function adapt(parsed: StoredState, context: DecodeContext): DecodedState {
  const { stream, now, startDate } = context;
  const warnings: string[] = [];
  let state = parsed;
  if (state.pass !== null && state.pass > now + clockSlack) {
    warnings.push(`The state of ${stream} speaks of a sync that begins in the future; that sync is dropped.`);
    state = withoutPass(state);
  }
  if (state.cursor !== null && state.cursor > now + clockSlack) {
    warnings.push(`The state of ${stream} is ahead of the clock; there is nothing to read before that time.`);
  }
  if (state.plan !== context.plan && state.pass !== null) {
    warnings.push(
      `${stream} is read another way than when its state was written; the open pass begins anew.`,
    );
    state = withoutPass(state);
  }
  const homeless = [...state.due].filter(([id]) => (id === accountPartition.id) === context.partitioned);
  if (homeless.length > 0) {
    warnings.push(
      `${stream} is read by another road than when its state was written; what was due is read for all.`,
    );
    state = withoutDue(state, homeless);
  }
  if (context.incremental && reachesFurtherBack(state, startDate)) {
    warnings.push(`The start date lies before the one that ${stream} was read from; it is read from there.`);
    const { spent, sync } = state;
    state = { ...noState(true), full: fullWithoutPass(state), spent, sync };
  }
  return { state, warnings };
}

function withoutPass(state: StoredState): StoredState {
  return { ...state, pass: null, watermark: '', full: fullWithoutPass(state) };
}

/** Nobody comes back to partitions that the road does not have: the cursor goes back for them. */
function withoutDue(
  state: StoredState,
  homeless: readonly (readonly [id: string, ranges: readonly Range[]])[],
): StoredState {
  const gone = new Set(homeless.map(([id]) => id));
  const earliest = Math.min(...homeless.flatMap(([, ranges]) => ranges.map(({ from }) => from)));
  const cursor = state.cursor === null || earliest === -Infinity ? null : Math.min(state.cursor, earliest);
  return { ...state, cursor, due: new Map([...state.due].filter(([id]) => !gone.has(id))) };
}

/** `start` null means as far back as is kept, which no configured date can precede. */
function reachesFurtherBack(state: StoredState, startDate: number | null): boolean {
  const hasProgress = state.cursor !== null || state.pass !== null;
  if (!hasProgress || state.start === null) return false;
  return startDate === null || startDate < state.start;
}
