import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import type { RowFilter } from '../streams/define-stream.js';
import { contains, type Range } from './ranges.js';
import type { Partition } from './partitions.js';
import type { Road } from './plan.js';
import type { RecentKeys } from './recent-keys.js';
import type { RunContext } from './run-context.js';
import { cursorOf, textOf } from './stream-run.js';
import { plainValue, type VisitedStream } from './visited-stream.js';

/** What a child needs of a parent's row; the row itself is not kept. */
export interface Tuple {
  readonly child: VisitedStream;
  /** Identifies the child's partition among all roads. */
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
  readonly added: JsonObject;
  /** The parent row's cursor value; -Infinity when it has none. */
  readonly at: number;
  /** Of the parent's row, for what need not be asked again. */
  readonly hash: string | null;
}

/** Where rows come from: the fields that their parent adds, and the cursor value that it has. */
export interface RowOrigin {
  readonly partition: Partition;
  readonly added: JsonObject;
  /** -Infinity for rows that no parent row led to. */
  readonly at: number;
  readonly keys: RecentKeys;
  /** Cursor values that the window answers for. */
  readonly core: Range;
  /** Row ids of the slice. */
  readonly ids: Map<string, number>;
}

/** Makes records of the rows of one page, emits those that are wanted, and says what the children are to ask. */
export function takeRows(
  context: RunContext,
  stream: VisitedStream,
  rows: readonly JsonObject[],
  origin: RowOrigin,
): readonly Tuple[] {
  const { run, node } = stream;
  const { declaration, cursorSource } = node;
  const tuples: Tuple[] = [];
  const emitted: JsonObject[] = [];
  for (const raw of rows) {
    const record = run.shape(raw, origin.added, origin.ids);
    if (lacksKey(record, declaration.primaryKey)) {
      context.stats.skip(node.name, keyless);
      continue;
    }
    if (isElsewhere(context, stream, record, origin)) continue;
    const own = cursorOf(record, declaration.cursorField);
    const isDated = cursorSource === 'own' && own !== null;
    // A window is asked with days around it; the rows of those days are the neighbours'.
    if (isDated && !contains([origin.core], own)) continue;
    if (!origin.keys.add(run.keyOf(record), { isDated })) continue;
    if (run.listsPartitions) context.foundPartition(record);
    run.activity?.note(textOf(record[run.activity.field]), own);
    const judged = cursorSource === 'parent' ? origin.at : (own ?? -Infinity);
    if (isDated && context.endDate !== null && own > context.endDate) continue;
    if (stream.wanted.length > 0 && (isUndated(judged) || contains(stream.wanted, judged))) {
      emitted.push(run.prune === null ? record : run.prune(record));
    }
    for (const child of stream.children) {
      follow(context, { stream, child, raw, record, at: own ?? -Infinity }, tuples);
    }
  }
  context.outbox.records(node.name, emitted);
  return tuples;
}

/** Why a row is left out that no destination could merge. */
const keyless = 'row without its key';

function lacksKey(record: JsonObject, primaryKey: readonly string[]): boolean {
  return primaryKey.some((field) => record[field] === undefined || record[field] === null);
}

/** Rows without a cursor value pass every filter. */
function isUndated(at: number): boolean {
  return at === -Infinity;
}

interface Lead {
  readonly stream: VisitedStream;
  readonly child: VisitedStream;
  readonly raw: JsonObject;
  readonly record: JsonObject;
  readonly at: number;
}

function follow(context: RunContext, lead: Lead, tuples: Tuple[]): void {
  const { stream, child, raw, record, at } = lead;
  if (!isUndated(at) && !contains(child.neededOfParent, at)) return;
  for (const road of child.node.roads) {
    if (road.parent !== stream.node || !road.link.where.every((filter) => matches(record, filter))) continue;
    const { embedded } = child.node.declaration;
    if (embedded === null) {
      const tuple = tupleOf(child, road, record, at);
      if (tuple === null) context.stats.skip(child.node.name, 'parent row without its key');
      if (tuple === null || child.asked.has(tuple.key)) continue;
      if (isNews(child, tuple)) {
        child.asked.add(tuple.key);
        tuples.push(tuple);
      } else {
        // Not marked as asked: another road may show a change that this one does not.
        context.stats.unchanged(child.node.name);
      }
      continue;
    }
    const rows = raw[embedded];
    if (isJsonArray(rows)) takeEmbedded(context, { child, road, record, at }, rows);
  }
}

interface EmbeddedLead {
  readonly child: VisitedStream;
  readonly road: Road;
  readonly record: JsonObject;
  readonly at: number;
}

/** Rows that came with their parent: no request, but the same rules. */
function takeEmbedded(context: RunContext, lead: EmbeddedLead, rows: readonly JsonValue[]): void {
  const { child, road, record, at } = lead;
  if (child.wanted.length === 0) return;
  const added = tupleOf(child, road, record, at)?.added ?? {};
  const ids = new Map<string, number>();
  const { prune } = child.run;
  const { primaryKey } = child.node.declaration;
  const shaped = rows.filter(isJsonObject).map((row) => child.run.shape(row, added, ids));
  const records = shaped.filter((record) => !lacksKey(record, primaryKey));
  for (let left = records.length; left < rows.length; left += 1) {
    context.stats.skip(child.node.name, keyless);
  }
  context.outbox.records(child.node.name, prune === null ? records : records.map(prune));
}

function isNews({ run, settledBefore }: VisitedStream, { hash, at }: Tuple): boolean {
  return run.seen === null || !run.seen.covers(hash, at, settledBefore);
}

/** Null when the row lacks a field that the path needs. */
function tupleOf(child: VisitedStream, { link }: Road, record: JsonObject, at: number): Tuple | null {
  const values: Record<string, string> = {};
  const added: Record<string, JsonValue> = {};
  for (const [placeholder, field] of Object.entries(link.partition)) {
    const value = plainValue(record, field);
    if (value === null) return null;
    values[placeholder] = String(value);
    added[placeholder] = String(value);
  }
  for (const [own, field] of Object.entries(link.inherit)) added[own] = record[field] ?? null;
  const key = Object.values(values).join('\u0000');
  const hash = child.run.seen?.hashOf(key, record, at) ?? null;
  return { child, key, values, added, at, hash };
}

function matches(record: JsonObject, filter: RowFilter): boolean {
  const value = plainValue(record, filter.field);
  if (filter.in !== undefined) return value !== null && filter.in.includes(value);
  if (filter.notIn !== undefined) return value === null || !filter.notIn.includes(value);
  return true;
}

/** So many keys are remembered; beyond that a row of nobody's may be delivered again, and is merged by its key. */
const mostOwnerless = 100_000;

/**
 * A row that several partitions show belongs to the one it names. One that names no listed partition belongs to
 * whoever shows it first in this sync; a later sync may deliver it again.
 */
function isElsewhere(
  context: RunContext,
  { node, run }: VisitedStream,
  record: JsonObject,
  { partition }: RowOrigin,
): boolean {
  const { owner } = node.declaration;
  if (owner === null) return false;
  const named = textOf(record[owner.field]);
  if (context.partitionValues(owner.partitionField).has(named)) {
    return named !== textOf(partition.row[owner.partitionField]);
  }
  const key = run.keyOf(record);
  const holder = run.ownerless.get(key);
  if (holder !== undefined) return holder !== partition.id;
  if (run.ownerless.size < mostOwnerless) run.ownerless.set(key, partition.id);
  return false;
}
