import type { RecordsEvent, SyncEvent } from '../../src/engine/events.js';
import type { JsonObject } from '../../src/json.js';

/** The records of an event with everything that they have; none for events of other kinds. */
export function wholeRecords(event: SyncEvent): readonly JsonObject[] {
  return event.type === 'records' ? whole(event) : [];
}

function whole({ records, added }: RecordsEvent): readonly JsonObject[] {
  for (const record of records) {
    const twice = Object.keys(added).filter((name) => name in record);
    if (twice.length > 0) throw new Error(`a record has ${twice.join(', ')} itself`);
  }
  return records.map((record) => ({ ...record, ...added }));
}
