import type { JsonObject } from '../json.js';
import type { PartitionRef } from './stream-state.js';

/** A user, or the account as a whole: the unit in which progress is kept. */
export interface Partition extends PartitionRef {
  /** The fields of its row that children and filters use. */
  readonly row: JsonObject;
}

/** The one partition of account-level streams. No user id looks like it. */
export const accountPartition: Partition = { id: '@account', createdAt: null, row: {} };

/** By code unit, which is the order that the state's watermark means. */
export function byId(a: PartitionRef, b: PartitionRef): number {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
