import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import type { RowFilter } from '../declaration.js';
import { joined } from '../records/fields.js';
import { contains, type Range } from '../time/ranges.js';
import { ownerName } from '../plan/partition-list.js';
import type { Partition } from '../plan/partitions.js';
import type { Road } from '../plan/plan.js';
import { RowIds } from '../records/row-ids.js';
import { lacks } from '../records/row-namer.js';
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

/** The list of another partition is looked through for rows of this owner; null: only for whom it leaves rows to. */
export interface Seeking {
  readonly owner: string | null;
}

/** Where rows come from: the fields that their parent adds, and the cursor value that it has. */
export interface RowOrigin {
  readonly partition: Partition;
  readonly added: JsonObject;
  /** -Infinity for rows that no parent row led to. */
  readonly at: number;
  readonly keys: RecentKeys;
  readonly seeks: Seeking | null;
  /** Cursor values that the window answers for, and those that its request may bring. */
  readonly core: Range;
  readonly asked: Range;
  /** Of this reading of the list. */
  readonly ids: RowIds;
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
  for (const [place, shaped] of run.shape(rows, origin.ids).entries()) {
    if (shaped === null) continue;
    const record = run.answered(shaped, added);
    if (isOrphan || lacksKey(record, run.ownKey)) {
      context.stats.leaveOut(node.name, keyless, record);
      continue;
    }
    const own = node.cursorSource === 'parent' ? null : cursorOf(record, node.declaration.cursorField);
    const isDated = node.cursorSource === 'own' && own !== null;
    // A window is asked with days around it; the rows of those days are the neighbours'.
    if (isDated && !contains([origin.core], own)) {
      if (!contains([origin.asked], own)) context.stats.leaveOut(node.name, notAskedFor, record);
      continue;
    }
    const time = node.cursorSource === 'parent' ? origin.at : (own ?? -Infinity);
    const { partition, seeks } = origin;
    if (isElsewhere(stream, record, { partition, seeks, at: time })) continue;
    if (!origin.keys.add(run.keyOf(record), { isDated })) continue;
    run.lists?.add(record);
    run.activity?.note(textOf(record[run.activity.field]), own);
    if (isDated && context.endDate !== null && own > context.endDate) continue;
    if (seeks !== null || isWanted(stream, time)) {
      emitted.push(run.prune === null ? record : run.prune(record));
    }
    if (stream.children.length === 0) continue;
    const lead = { stream, raw: rows[place] ?? record, record: joined(record, added) };
    followAll(context, { ...lead, isStandIn: origin.ids.isStandIn(record) }, tuples);
  }
  context.outbox.records(node.name, emitted, run.prune === null ? added : run.prune(added));
  return tuples;
}

/** Rows without a cursor value pass every filter. */
function isWanted({ wanted }: VisitedStream, at: number): boolean {
  return wanted.length > 0 && (isUndated(at) || contains(wanted, at));
}

/** Why a row is left out: no destination could merge it, or it is none, or it belongs to no window. */
const keyless = 'row without its key';
const orphaned = 'parent row without its key';
const shapeless = 'something other than a row';
const notAskedFor = 'row outside the dates that were asked for';

function lacksKey(record: JsonObject, key: readonly string[]): boolean {
  for (const field of key) if (lacks(record, field)) return true;
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
  /** True where its key is none of Zoom's: nothing can be asked by it. */
  readonly isStandIn: boolean;
}

function followAll(context: RunContext, lead: Lead, tuples: Tuple[]): void {
  const { children, node } = lead.stream;
  const at = cursorOf(lead.record, node.declaration.cursorField) ?? -Infinity;
  for (const child of children) follow(context, { ...lead, child, at }, tuples);
}

function follow(
  context: RunContext,
  {
    stream,
    child,
    raw,
    record,
    at,
    isStandIn,
  }: Lead & { readonly child: VisitedStream; readonly at: number },
  tuples: Tuple[],
): void {
  if (!isUndated(at) && !contains(child.neededOfParent, at)) return;
  for (const road of child.node.roads) {
    if (road.parent !== stream.node || !road.link.where.every((filter) => matches(record, filter))) continue;
    const { embedded } = child.node.declaration;
    if (embedded === null) {
      const tuple = isStandIn ? null : tupleOf(child, road, record, at);
      if (tuple === null) context.stats.leaveOut(child.node.name, orphaned, record);
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
    const rows = raw[embedded] ?? [];
    takeEmbedded(context, { child, road, record, at }, isJsonArray(rows) ? rows : [rows]);
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
  const { prune, ownKey, addedKey, keyOf, shape } = child.run;
  const { name } = child.node;
  const isOrphan = lacksKey(added, addedKey);
  const records = new Map<string, JsonObject>();
  for (const row of rows) {
    if (row !== null && row !== '' && !isJsonObject(row)) context.stats.leaveOut(name, shapeless, { row });
  }
  for (const shaped of shape(rows.filter(isJsonObject), new RowIds())) {
    if (shaped === null) continue;
    if (isOrphan || lacksKey(shaped, ownKey)) context.stats.leaveOut(name, keyless, shaped);
    else records.set(keyOf(shaped), prune === null ? shaped : prune(shaped));
  }
  context.outbox.records(name, [...records.values()], prune === null ? added : prune(added));
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

/** By their text, whatever its case: Zoom sends one and the same type as 8 here and as "8" there. */
function matches(record: JsonObject, filter: RowFilter): boolean {
  const value = plainValue(record, filter.field);
  const isOneOf = (choices: readonly (string | number)[]): boolean =>
    choices.some((choice) => String(choice).toLowerCase() === String(value).trim().toLowerCase());
  if (filter.in !== undefined) return value !== null && isOneOf(filter.in);
  if (filter.notIn !== undefined) return value === null || !isOneOf(filter.notIn);
  return true;
}

/**
 * A row that several partitions show belongs to the one it names, as long as that one can be asked. All others belong to
 * whoever shows them first in this sync; a later sync may deliver them again.
 */
function isElsewhere(
  { node, run: { home, owners, keyOf } }: VisitedStream,
  record: JsonObject,
  { partition, seeks, at }: Pick<RowOrigin, 'partition' | 'seeks' | 'at'>,
): boolean {
  const { owner } = node.declaration;
  if (owner === null) return false;
  const name = ownerName(record[owner.field]);
  const listed = home?.ownerOf(owner.partitionField, name);
  const isTrusted = listed !== undefined && owners.isTrusted(name, listed);
  if (seeks !== null && seeks.owner !== name) {
    if (seeks.owner === null && isTrusted && listed !== partition) owners.leave(name, partition, at);
    return true;
  }
  if (!isTrusted) return !owners.take(keyOf(record), partition);
  if (listed === partition) return false;
  owners.leave(name, partition, at);
  return true;
}
