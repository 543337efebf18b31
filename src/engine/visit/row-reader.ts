import type { JsonObject } from '../../json.js';
import type { StreamNode } from '../plan/plan.js';
import { joined, withoutEcho } from '../records/fields.js';
import type { RowIds } from '../records/row-ids.js';
import { keyless, lacksKey } from '../records/row-key.js';
import { contains, type Range } from '../time/ranges.js';
import type { Listing } from './listing.js';
import { followAll } from './parent-rows.js';
import { isElsewhere } from './row-owner.js';
import type { RunContext } from './run-context.js';
import { cursorOf, datedBy, pruned, type StreamRun } from './stream-run.js';

/** A list while it is read for one window: by what its rows are judged. */
export interface Reading {
  readonly listing: Listing;
  /** Cursor values that the window answers for, and those that its request may bring. */
  readonly core: Range;
  readonly asked: Range;
  /** Of this reading of the list. */
  readonly ids: RowIds;
}

interface Page {
  readonly context: RunContext;
  readonly reading: Reading;
  /** The parent gives its rows no key. */
  readonly isOrphan: boolean;
}

/** Why a row is left out: it belongs to no window. */
const notAskedFor = 'row outside the dates that were asked for';

/**
 * Makes records of the rows of one page, emits those that are wanted, and keeps what the children are to ask. Each row
 * passes here: what is done for it makes no object that is not needed.
 */
export function takeRows(context: RunContext, reading: Reading, rows: readonly JsonObject[]): void {
  const { stream, added } = reading.listing;
  const { run, node } = stream;
  const page = { context, reading, isOrphan: lacksKey(added, run.addedKey) };
  const delivered: JsonObject[] = [];
  for (const [place, shaped] of run.shape(rows, reading.ids).entries()) {
    if (shaped === null) continue;
    const record = run.answered(shaped, added);
    if (!hasKey(page, record)) continue;
    const own = ownTime(node, record);
    if (!isOfWindow(page, record, own) || !isNew(page, record, own)) continue;
    note(reading.listing, rows[place] ?? record, record, own);
    if (isBeyondEnd(context, node, own)) continue;
    if (isWanted(page, own) && isNews(run, record, own))
      delivered.push(pruned(run, withoutEcho(record, added)));
    if (stream.children.length > 0) follow(page, rows[place] ?? record, record);
  }
  context.outbox.records(node.name, delivered, pruned(run, added));
}

/** No destination could merge a row without its key. */
function hasKey({ context, reading, isOrphan }: Page, record: JsonObject): boolean {
  const { run, node } = reading.listing.stream;
  if (!isOrphan && !lacksKey(record, run.ownKey)) return true;
  context.stats.leaveOut(node.name, keyless, record);
  return false;
}

/** The row's cursor value where it has one itself. */
function ownTime({ cursorSource, declaration }: StreamNode, record: JsonObject): number | null {
  return cursorSource === 'parent' ? null : cursorOf(record, datedBy(declaration));
}

/** A row with a time by which windows are cut. */
function isDated({ cursorSource }: StreamNode, own: number | null): own is number {
  return cursorSource === 'own' && own !== null;
}

/** The row's cursor value, its own or its parent's; -Infinity when it has none. */
function timeOf({ stream, at }: Listing, own: number | null): number {
  return stream.node.cursorSource === 'parent' ? at : (own ?? -Infinity);
}

/** A window is asked with days around it; the rows of those days are the neighbours'. */
function isOfWindow({ context, reading }: Page, record: JsonObject, own: number | null): boolean {
  const { node } = reading.listing.stream;
  if (!isDated(node, own) || isWithin(reading.core, own)) return true;
  if (!isWithin(reading.asked, own)) context.stats.leaveOut(node.name, notAskedFor, record);
  return false;
}

function isWithin({ from, to }: Range, time: number): boolean {
  return time >= from && time <= to;
}

/** False for what comes from the list of another partition, and for what came before. */
function isNew({ reading: { listing } }: Page, record: JsonObject, own: number | null): boolean {
  if (isElsewhere(listing, record, timeOf(listing, own))) return false;
  const { run, node } = listing.stream;
  return listing.keys.add(run.keyOf(record), { isDated: isDated(node, own) });
}

/** What the row tells others: that there is a partition, that somebody was active, or that there is nothing to ask. */
function note(
  { stream: { run }, hears }: Listing,
  raw: JsonObject,
  record: JsonObject,
  own: number | null,
): void {
  run.lists?.add(record);
  run.activity?.note(record, own);
  hears?.(raw);
}

function isBeyondEnd({ endDate }: RunContext, node: StreamNode, own: number | null): boolean {
  return endDate !== null && isDated(node, own) && own > endDate;
}

/** Rows without a cursor value pass every filter, and so does what is looked for in the lists of others. */
function isWanted({ reading: { listing } }: Page, own: number | null): boolean {
  if (listing.seeks !== null) return true;
  const { wanted } = listing.stream;
  const time = timeOf(listing, own);
  return wanted.length > 0 && (time === -Infinity || contains(wanted, time));
}

/** False for a row that earlier syncs have delivered and that cannot change. */
function isNews({ seenRows, keyOf }: StreamRun, record: JsonObject, own: number | null): boolean {
  return seenRows === null || own === null || seenRows.isNews(keyOf(record), own);
}

function follow({ context, reading }: Page, raw: JsonObject, record: JsonObject): void {
  const { stream, added, leads } = reading.listing;
  const isStandIn = reading.ids.isStandIn(record);
  const whole = joined(record, added);
  const at = cursorOf(whole, datedBy(stream.node.declaration)) ?? -Infinity;
  followAll(context, [{ stream, raw, record: whole, at, isStandIn }], leads);
}
