import type { JsonObject } from '../../json.js';
import { hasAncestor, type StreamNode } from './plan.js';
import { accountId, type PartitionRef } from './partition-ref.js';

/** A user, or the account as a whole: the unit in which progress is kept. */
export interface Partition extends PartitionRef {
  /** The fields of its row that children and filters use. */
  readonly row: JsonObject;
  /** The one root that may be asked for it, where it is no listed partition; null: all of them. */
  readonly root: StreamNode | null;
}

/** The rows of one root, as they are found. */
export interface PartitionRows {
  /** A row of the root. Not every row is a partition: pending users have no id. */
  add(record: JsonObject): void;
  sorted(): readonly Partition[];
  /** Names of those that are to be visited, and that no row has. */
  readonly missing: readonly string[];
  /** Those, and the strangers that only the activity of a narrowed stream tells of. */
  withStrangers(narrowed: StreamNode, values: readonly string[]): readonly Partition[];
  /** The partition that a row of another stream belongs to by its name; undefined where it names none that can be asked. */
  ownerOf(field: string, name: string): Partition | undefined;
}

/** The one partition of account-level streams. No key of a user is the same. */
export const accountPartition: Partition = { id: accountId, createdAt: null, row: {}, root: null };

/** Whether the stream is read of the partition: its only root, and what hangs on that. */
export function concerns({ root }: Partition, node: StreamNode): boolean {
  return root === null || node === root || hasAncestor(node, root);
}

/** Those of a list that the stream is read of: the list itself where that is all, for many streams share it. */
export function concerning(node: StreamNode, all: readonly Partition[]): readonly Partition[] {
  return all.every((one) => concerns(one, node)) ? all : all.filter((one) => concerns(one, node));
}

/** By code unit, which is the order that the state's watermark means. */
export function byId(a: PartitionRef, b: PartitionRef): number {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
