import type { JsonObject } from '../../json.js';
import { ownerName } from '../plan/partition-list.js';
import type { Listing } from './listing.js';

/**
 * A row that several partitions show belongs to the one it names, as long as that one can be asked. All others belong to
 * whoever shows them first in this sync; a later sync may deliver them again.
 *
 * @param at the row's cursor value; -Infinity when it has none
 */
export function isElsewhere(listing: Listing, record: JsonObject, at: number): boolean {
  const { stream, partition, seeks } = listing;
  const { node, run } = stream;
  const { owner } = node.declaration;
  if (owner === null) return false;
  const name = ownerName(record[owner.field]);
  const listed = run.home?.ownerOf(owner.partitionField, name);
  const isTrusted = listed !== undefined && run.owners.isTrusted(name, listed);
  if (seeks !== null && seeks.owner !== name) {
    if (seeks.owner === null && isTrusted && listed !== partition) run.owners.leave(name, partition, at);
    return true;
  }
  if (!isTrusted) return !run.owners.take(run.keyOf(record), partition);
  if (listed === partition) return false;
  run.owners.leave(name, partition, at);
  return true;
}
