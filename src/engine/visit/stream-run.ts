import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import type { ReadError } from '../../errors.js';
import { Gate } from './gate.js';
import { textOf } from '../records/fields.js';
import type { Activity } from '../plan/activity.js';
import type { News } from './news.js';
import type { PartitionRows } from '../plan/partitions.js';
import { parseTime, type Range } from '../time/ranges.js';
import type { Refusals } from '../state/refusals.js';
import type { Seen } from '../state/seen.js';
import type { SeenRows } from '../state/seen-rows.js';
import { lacks, ownKeyOf } from '../records/row-key.js';
import { ListTotals } from './list-totals.js';
import { Owners } from './owners.js';
import { ServedEdge } from './served-edge.js';
import { Spelling } from './spelling.js';
import { propertiesOf, type Shaper } from '../records/shaper.js';
import { isRoot, type StreamNode } from '../plan/plan.js';
import type { StreamState } from '../state/stream-state.js';
import { WorkQueue } from './work-queue.js';

/** One stream during one sync: what it is, how far it is, and the means to read it. */
export interface StreamRun {
  /** The first request that failed for good: it names the reason when the stream ends incomplete. */
  firstFailure: ReadError | null;
  /** Windows of its lists that were read in this run, and those that are known and are not read yet. */
  readonly windows: { read: number; waiting: number };
  readonly node: StreamNode;
  /** Where its rows go if they are the partitions of others: then it is read whether it is selected or not. */
  readonly lists: PartitionRows | null;
  /** The partitions that it is read by itself; null where that is the account as a whole. */
  readonly home: PartitionRows | null;
  /** Null for streams that are read for their children alone, and for those that have nothing left to read. */
  readonly state: StreamState | null;
  /** What need not be asked again; null where nothing is known of parents' changes. */
  readonly seen: Seen | null;
  /** What need not be delivered again; null where rows may change. */
  readonly seenRows: SeenRows | null;
  /** Items that are refused run after run; null for streams without a state. */
  readonly refusals: Refusals | null;
  readonly gate: Gate;
  /** How far back the service keeps it. */
  readonly edge: ServedEdge;
  /** How it is to be asked, where that is in doubt. */
  readonly spelling: Spelling;
  readonly queue: WorkQueue;
  /** Of rows that the service tells of before they come. */
  readonly totals: ListTotals;
  readonly shape: Shaper;
  /** Takes the fields out that are not wanted; null when all are. */
  readonly prune: ((record: JsonObject) => JsonObject) | null;
  /** Of its key, the fields that the row has itself, and those that it has from its parents. */
  readonly ownKey: readonly string[];
  readonly addedKey: readonly string[];
  /** Gives the one row of an answer the key by which it was asked for, where it does not say that itself. */
  readonly answered: (record: JsonObject, added: JsonObject) => JsonObject;
  /** Tells the rows of one list apart: by `ownKey`. */
  readonly keyOf: (record: JsonObject) => string;
  /** Whose rows come from where. */
  readonly owners: Owners;
  /** What its rows tell of the partitions of a narrowed stream; null where none is narrowed by it. */
  readonly activity: Activity | null;
  /** What tells which of its partitions are worth asking; null where it is not narrowed. */
  readonly narrowing: { readonly activity: Activity; readonly partitionField: string } | null;
  /** What it knows of the list that narrows it or its parents; null where nothing does. */
  readonly news: News | null;
  /** Ranges that it must be read for beside its own and its children's. */
  readonly alsoNeeded: () => readonly Range[];
}

export interface StreamRunOptions {
  readonly state: StreamState | null;
  readonly shape: Shaper;
  readonly maxConcurrency: number;
  readonly lists: PartitionRows | null;
  readonly home: PartitionRows | null;
  readonly seen: Seen | null;
  readonly seenRows: SeenRows | null;
  readonly refusals: Refusals | null;
  readonly activity: Activity | null;
  readonly narrowing: StreamRun['narrowing'];
  readonly news: News | null;
  readonly alsoNeeded: () => readonly Range[];
}

/** Verdicts after which a stream is not asked for again in this run. Plan refusals are none: they are an answer. */
const halting: ReadonlySet<string> = new Set(['unauthorized', 'stop-label', 'fail-stream']);

/**
 * Why a stream can't be read further in this run, by its own refusal or by its parents'; null when it can. A parent
 * that lacks its permission blocks only where there is no other road.
 */
export function blockedBy(node: StreamNode, runs: ReadonlyMap<StreamNode, StreamRun>): ReadError | null {
  const closed = runs.get(node)?.gate.closed ?? null;
  if (closed !== null && halting.has(closed.verdict)) return closed;
  const blocked = node.roads.map(({ parent }) => blockedBy(parent, runs));
  const fatal = blocked.find((error) => error !== null && error.verdict !== 'unauthorized');
  if (fatal !== undefined) return fatal;
  const hasOtherRoad = isRoot(node) || blocked.includes(null);
  return hasOtherRoad ? null : (blocked[0] ?? null);
}

/**
 * False where the service refused the stream, or one it hangs on, for want of a plan or a permission: that it shows no
 * rows then does not mean that there are none.
 */
export function wasServed(node: StreamNode, runs: ReadonlyMap<StreamNode, StreamRun>): boolean {
  const isRefused = runs.get(node)?.gate.hasRefused === true;
  return !isRefused && node.roads.every(({ parent }) => wasServed(parent, runs));
}

export function createStreamRun(node: StreamNode, options: StreamRunOptions): StreamRun {
  const ownKey = ownKeyOf(node.declaration);
  return {
    firstFailure: null,
    windows: { read: 0, waiting: 0 },
    lists: options.lists,
    home: options.home,
    node,
    state: options.state,
    seen: options.seen,
    seenRows: options.seenRows,
    refusals: options.refusals,
    gate: new Gate(),
    spelling: new Spelling(node.declaration.spellings),
    edge: new ServedEdge(node.name, node.declaration.retention),
    queue: new WorkQueue(options.maxConcurrency),
    totals: new ListTotals(node.declaration.variants),
    shape: options.shape,
    prune: pruner(node),
    ownKey,
    addedKey: node.declaration.primaryKey.filter((field) => !ownKey.includes(field)),
    answered: answerCompleter(node, ownKey),
    keyOf: keyReader(ownKey),
    owners: new Owners((partition) => options.state === null || options.state.wanted(partition).length > 0),
    activity: options.activity,
    narrowing: options.narrowing,
    news: options.news,
    alsoNeeded: options.alsoNeeded,
  };
}

/** An answer that is one thing is of the thing that was asked for. */
function answerCompleter(
  { declaration }: StreamNode,
  ownKey: readonly string[],
): (record: JsonObject, added: JsonObject) => JsonObject {
  const [key, ...more] = ownKey;
  const placeholders = new Set(declaration.parents.flatMap(({ partition }) => Object.keys(partition)));
  const [asked = ''] = placeholders;
  if (declaration.request.recordsPath !== null || placeholders.size !== 1) return (record) => record;
  if (key === undefined || more.length > 0) return (record) => record;
  return (record, added) => (lacks(record, key) ? { ...record, [key]: added[asked] ?? null } : record);
}

function keyReader(fields: readonly string[]): (record: JsonObject) => string {
  const [only] = fields;
  if (fields.length === 1 && only !== undefined) return (record) => textOf(record[only]);
  return (record) => fields.map((field) => textOf(record[field])).join('\u0000');
}

/** The record's cursor value in epoch milliseconds; null when it has none, which passes every filter. */
export function cursorOf(record: JsonObject, field: string | null): number | null {
  const value = field === null ? undefined : record[field];
  return typeof value === 'string' ? parseTime(value) : null;
}

/** The field whose time decides to which window a row belongs; null where rows do not tell. */
export function datedBy({ cursorField, undated }: StreamNode['declaration']): string | null {
  return undated ? null : cursorField;
}

/** The record without the fields that are not wanted. */
export function pruned({ prune }: StreamRun, record: JsonObject): JsonObject {
  return prune === null ? record : prune(record);
}

function pruner(node: StreamNode): ((record: JsonObject) => JsonObject) | null {
  const paths = node.configured?.deselected ?? [];
  const { primaryKey, cursorField } = node.declaration;
  const always = new Set([...primaryKey, ...(cursorField === null ? [] : [cursorField])]);
  const known = propertiesOf(node.definition.schema);
  const wanted = paths.filter(
    ([first]) => first !== undefined && Object.hasOwn(known, first) && !always.has(first),
  );
  if (wanted.length === 0) return null;
  return (record) => wanted.reduce((pruned, path) => without(pruned, path), record);
}

function without(record: JsonObject, path: readonly string[]): JsonObject {
  const [name, ...rest] = path;
  const value = name === undefined ? undefined : record[name];
  if (name === undefined || value === undefined) return record;
  if (rest.length === 0) {
    return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
  }
  return { ...record, [name]: withoutIn(value, rest) };
}

function withoutIn(value: JsonValue, path: readonly string[]): JsonValue {
  if (isJsonArray(value)) {
    return value.map((item) => withoutIn(item, path[0] === 'items' ? path.slice(1) : path));
  }
  return isJsonObject(value) ? without(value, path) : value;
}
