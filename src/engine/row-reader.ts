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
  const { added } = origin;
  const tuples: Tuple[] = [];
  const emitted: JsonObject[] = [];
  const isOrphan = lacksKey(added, run.addedKey);
  for (const raw of rows) {
    const record = run.shape(raw, origin.ids);
    if (isOrphan || lacksKey(record, run.ownKey)) {
      context.stats.skip(node.name, keyless);
      continue;
    }
    if (isElsewhere(context, stream, record, origin)) continue;
    const own = node.cursorSource === 'parent' ? null : cursorOf(record, node.declaration.cursorField);
    const isDated = node.cursorSource === 'own' && own !== null;
    // A window is asked with days around it; the rows of those days are the neighbours'.
    if (isDated && !contains([origin.core], own)) continue;
    if (!origin.keys.add(run.keyOf(record), { isDated })) continue;
    if (run.listsPartitions) context.foundPartition(record);
    run.activity?.note(textOf(record[run.activity.field]), own);
    if (isDated && context.endDate !== null && own > context.endDate) continue;
    if (isWanted(stream, node.cursorSource === 'parent' ? origin.at : (own ?? -Infinity))) {
      emitted.push(run.prune === null ? record : run.prune(record));
    }
    // Not by spreading both: V8 takes twice the time for that.
    if (stream.children.length > 0)
      followAll(context, { stream, raw, record: Object.assign({}, record, added) }, tuples);
  }
  context.outbox.records(node.name, emitted, run.prune === null ? added : run.prune(added));
  return tuples;
}

/** Rows without a cursor value pass every filter. */
function isWanted({ wanted }: VisitedStream, at: number): boolean {
  return wanted.length > 0 && (isUndated(at) || contains(wanted, at));
}

/** Why a row is left out that no destination could merge. */
const keyless = 'row without its key';

function lacksKey(record: JsonObject, key: readonly string[]): boolean {
  for (const field of key) if (record[field] === undefined || record[field] === null) return true;
  return false;
}

function isUndated(at: number): boolean {
  return at === -Infinity;
}

/** A row that may lead to rows of the children, as it came and with everything that it has. */
interface Lead {
  readonly stream: VisitedStream;
  readonly raw: JsonObject;
  readonly record: JsonObject;
}

function followAll(context: RunContext, lead: Lead, tuples: Tuple[]): void {
  const { children, node } = lead.stream;
  const at = cursorOf(lead.record, node.declaration.cursorField) ?? -Infinity;
  for (const child of children) follow(context, { ...lead, child, at }, tuples);
}

function follow(
  context: RunContext,
  { stream, child, raw, record, at }: Lead & { readonly child: VisitedStream; readonly at: number },
  tuples: Tuple[],
): void {
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
  const shaped = rows.filter(isJsonObject).map((row) => child.run.shape(row, ids));
  const { ownKey, addedKey } = child.run;
  const records = lacksKey(added, addedKey) ? [] : shaped.filter((one) => !lacksKey(one, ownKey));
  for (let left = records.length; left < rows.length; left += 1) {
    context.stats.skip(child.node.name, keyless);
  }
  if (prune === null) context.outbox.records(child.node.name, records, added);
  else context.outbox.records(child.node.name, records.map(prune), prune(added));
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
