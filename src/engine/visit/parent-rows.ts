import { isJsonArray, isJsonObject, type JsonObject } from '../../json.js';
import type { ParentLink, RowFilter } from '../declaration.js';
import type { Road } from '../plan/plan.js';
import { plainValue } from '../records/fields.js';
import { contains } from '../time/ranges.js';
import { takeEmbedded } from './embedded-rows.js';
import { tupleOf, type LeadingRow, type Leads, type Tuple } from './leads.js';
import type { RunContext } from './run-context.js';
import type { VisitedStream } from './visited-stream.js';

/** A row that may lead to rows of the children, as it came and with everything that it has. */
export interface ParentRow extends LeadingRow {
  readonly stream: VisitedStream;
  /** Its cursor value; -Infinity when it has none. */
  readonly at: number;
  /** True where its key is none of Zoom's: nothing can be asked by it. */
  readonly isStandIn: boolean;
}

/**
 * Takes what came inside the rows for the children, and keeps what they are to ask by them. Several rows are those that
 * came inside one.
 */
export function followAll(context: RunContext, rows: readonly ParentRow[], leads: Leads): void {
  for (const row of rows) {
    const { children, node } = row.stream;
    for (const child of children) {
      if (!isNeededOf(child, row.at)) continue;
      for (const road of child.node.roads) {
        const { link, parent } = road;
        if (parent !== node || !passes(row.record, link.where) || !isFirst(row, rows, link)) continue;
        if (child.node.declaration.embedded === null) askAll(context, row, leads, { child, road });
        else followAll(context, takeEmbedded(context, { child, road, row }), leads);
        // Links to one parent differ in what they choose alone: this row has led there.
        break;
      }
    }
  }
}

/** Whether none of the others has a value that goes before. */
function isFirst({ record }: ParentRow, all: readonly ParentRow[], { firstOf }: ParentLink): boolean {
  if (firstOf === null) return true;
  const { field, values } = firstOf;
  const first = values.find((value) => all.some((other) => plainValue(other.record, field) === value));
  return first !== undefined && plainValue(record, field) === first;
}

/** By the row, or by each entry of its array with the row's other fields: the entry as it came, and as it was made. */
function askAll(context: RunContext, row: ParentRow, leads: Leads, way: Way): void {
  const { each } = way.road.link;
  const raw = each === null ? [] : entriesIn(row.raw, each);
  const made = each === null ? [] : entriesIn(row.record, each);
  if (raw.length === 0) ask(context, row, leads, way);
  for (const [place, entry] of raw.entries()) {
    const one = { ...row, raw: { ...row.raw, ...entry }, record: { ...row.record, ...made[place] } };
    ask(context, one, leads, way);
  }
}

function entriesIn(row: JsonObject, field: string): readonly JsonObject[] {
  const held = row[field];
  return isJsonArray(held) ? held.filter(isJsonObject) : [];
}

/** Rows without a cursor value may lead to anything. */
function isNeededOf({ neededOfParent }: VisitedStream, at: number): boolean {
  return at === -Infinity || contains(neededOfParent, at);
}

interface Way {
  readonly child: VisitedStream;
  readonly road: Road;
}

function ask(context: RunContext, row: ParentRow, leads: Leads, { child, road }: Way): void {
  const tuple = row.isStandIn ? null : tupleOf(child, road, row, row.at);
  if (tuple === null) {
    context.stats.leaveOut(child.node.name, orphaned, row.record);
    return;
  }
  if (child.asked.has(tuple.key) || child.asked.size >= context.limits.parentRows) return;
  if (isNews(child, tuple)) {
    child.asked.add(tuple.key);
    leads.add(tuple);
  } else {
    // Not marked as asked: another road may show a change that this one does not.
    context.stats.unchanged(child.node.name);
  }
}

/** Why a row leads nowhere. */
const orphaned = 'parent row without its key';

function isNews({ run, settledBefore }: VisitedStream, { hash, at }: Tuple): boolean {
  return run.seen === null || !run.seen.covers(hash, at, settledBefore);
}

/** Whether the row leads there. */
export function passes(record: JsonObject, filters: readonly RowFilter[]): boolean {
  for (const filter of filters) if (!matches(record, filter)) return false;
  return true;
}

function matches(record: JsonObject, { field, in: wanted, notIn: unwanted }: RowFilter): boolean {
  const value = plainValue(record, field);
  if (wanted !== undefined) return value !== null && isOneOf(wanted, value);
  if (unwanted !== undefined) return value === null || !isOneOf(unwanted, value);
  return true;
}

/** By their text, whatever its case: Zoom sends one and the same type as 8 here and as "8" there. */
function isOneOf(choices: readonly (string | number)[], value: string | number): boolean {
  const text = String(value).trim().toLowerCase();
  return choices.some((choice) => String(choice).toLowerCase() === text);
}
