import type { JsonObject } from '../../json.js';
import type { RowFilter } from '../declaration.js';
import type { Road } from '../plan/plan.js';
import { plainValue } from '../records/fields.js';
import { contains } from '../time/ranges.js';
import { takeEmbedded } from './embedded-rows.js';
import { tupleOf, type Leads, type Tuple } from './leads.js';
import type { RunContext } from './run-context.js';
import { cursorOf, datedBy } from './stream-run.js';
import type { VisitedStream } from './visited-stream.js';

/** A row that may lead to rows of the children, as it came and with everything that it has. */
export interface ParentRow {
  readonly stream: VisitedStream;
  readonly raw: JsonObject;
  readonly record: JsonObject;
  /** True where its key is none of Zoom's: nothing can be asked by it. */
  readonly isStandIn: boolean;
}

/** Takes what came inside the row for the children, and keeps what they are to ask by it. */
export function followAll(context: RunContext, row: ParentRow, leads: Leads): void {
  const { children, node } = row.stream;
  const at = cursorOf(row.record, datedBy(node.declaration)) ?? -Infinity;
  for (const child of children) {
    if (!isNeededOf(child, at)) continue;
    for (const road of child.node.roads) {
      if (road.parent !== node || !passes(row.record, road.link.where)) continue;
      const { embedded } = child.node.declaration;
      if (embedded !== null)
        takeEmbedded(context, { child, road, record: row.record, at }, row.raw[embedded]);
      else ask(context, row, leads, { child, road, at });
      // Links to one parent differ in what they choose alone: this row has led there.
      break;
    }
  }
}

/** Rows without a cursor value may lead to anything. */
function isNeededOf({ neededOfParent }: VisitedStream, at: number): boolean {
  return at === -Infinity || contains(neededOfParent, at);
}

interface Way {
  readonly child: VisitedStream;
  readonly road: Road;
  /** The row's cursor value. */
  readonly at: number;
}

function ask(context: RunContext, row: ParentRow, leads: Leads, { child, road, at }: Way): void {
  const tuple = row.isStandIn ? null : tupleOf(child, road, row.record, at);
  if (tuple === null) {
    context.stats.leaveOut(child.node.name, orphaned, row.record);
    return;
  }
  if (child.asked.has(tuple.key)) return;
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

function passes(record: JsonObject, filters: readonly RowFilter[]): boolean {
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
