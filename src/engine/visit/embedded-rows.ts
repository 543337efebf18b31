import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import type { Road } from '../plan/plan.js';
import { RowIds } from '../records/row-ids.js';
import { keyless, lacksKey } from '../records/row-key.js';
import { tupleOf } from './leads.js';
import type { RunContext } from './run-context.js';
import { pruned } from './stream-run.js';
import type { VisitedStream } from './visited-stream.js';

/** A parent's row, and the child whose rows lie in it. */
interface Holder {
  readonly child: VisitedStream;
  readonly road: Road;
  readonly record: JsonObject;
  /** The cursor value of the parent's row. */
  readonly at: number;
}

/** Rows that came with their parent: no request, but the same rules. */
export function takeEmbedded(context: RunContext, holder: Holder, held: JsonValue = []): void {
  const { child, road, record, at } = holder;
  if (child.wanted.length === 0) return;
  const { run, node } = child;
  const added = tupleOf(child, road, record, at)?.added ?? {};
  const isOrphan = lacksKey(added, run.addedKey);
  const records = new Map<string, JsonObject>();
  for (const shaped of run.shape(rowsIn(context, node.name, held), new RowIds())) {
    if (shaped === null) continue;
    if (isOrphan || lacksKey(shaped, run.ownKey)) context.stats.leaveOut(node.name, keyless, shaped);
    else records.set(run.keyOf(shaped), pruned(run, shaped));
  }
  context.outbox.records(node.name, [...records.values()], pruned(run, added));
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
