import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import type { Road } from '../plan/plan.js';
import { joined, withoutEcho } from '../records/fields.js';
import { RowIds } from '../records/row-ids.js';
import { contains } from '../time/ranges.js';
import { keyless, lacksKey } from '../records/row-key.js';
import { tupleOf, type LeadingRow } from './leads.js';
import type { RunContext } from './run-context.js';
import { pruned } from './stream-run.js';
import type { VisitedStream } from './visited-stream.js';

/** A parent's row, and the child whose rows lie in it. */
interface Holder {
  readonly child: VisitedStream;
  readonly road: Road;
  readonly row: LeadingRow & { readonly at: number };
}

/** A row as it came, and what was made of it. */
interface Held extends LeadingRow {
  readonly stream: VisitedStream;
  readonly at: number;
  readonly isStandIn: boolean;
}

/** Rows that came with their parent: no request, but the same rules. Those that may lead on, with their parent's time. */
export function takeEmbedded(context: RunContext, { child, road, row }: Holder): readonly Held[] {
  const { run, node } = child;
  const { at } = row;
  const { embedded } = node.declaration;
  const added = tupleOf(child, road, row, at)?.added ?? {};
  const isOrphan = lacksKey(added, run.addedKey);
  const records = new Map<string, JsonObject>();
  const held: Held[] = [];
  const rows = rowsIn(context, node.name, embedded === null ? [] : (row.raw[embedded] ?? []));
  const ids = new RowIds();
  for (const [place, shaped] of run.shape(rows, ids).entries()) {
    if (shaped === null) continue;
    if (isOrphan || lacksKey(shaped, run.ownKey)) {
      context.stats.leaveOut(node.name, keyless, shaped);
      continue;
    }
    records.set(run.keyOf(shaped), pruned(run, withoutEcho(shaped, added)));
    if (child.children.length === 0) continue;
    const record = joined(shaped, added);
    held.push({ stream: child, raw: rows[place] ?? {}, record, at, isStandIn: ids.isStandIn(shaped) });
  }
  if (isWanted(child, at)) context.outbox.records(node.name, [...records.values()], pruned(run, added));
  return held;
}

/** Rows without a cursor value pass, as ever. */
function isWanted({ wanted }: VisitedStream, at: number): boolean {
  return wanted.length > 0 && (at === -Infinity || contains(wanted, at));
}

/** Why something is left out of the rows. */
const shapeless = 'something other than a row';

/** One row or a list of them; what is no row is counted, unless it says that there is none. */
function rowsIn(context: RunContext, stream: string, held: JsonValue): readonly JsonObject[] {
  const rows = isJsonArray(held) ? held : [held];
  for (const row of rows) {
    if (row !== null && row !== '' && !isJsonObject(row)) context.stats.leaveOut(stream, shapeless, { row });
  }
  return rows.filter(isJsonObject);
}
