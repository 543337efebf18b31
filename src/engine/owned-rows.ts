import { ReadError } from '../errors.js';
import type { JsonValue } from '../json.js';
import type { Partition } from './partitions.js';
import { isRoot, partitionLink, type StreamNode } from './plan.js';
import type { Tuple } from './row-reader.js';
import type { RunContext } from './run-context.js';
import { readWithinEdge } from './edge-reader.js';
import type { Listing } from './slice-reader.js';
import { textOf } from './stream-run.js';
import type { Window } from './windows.js';

/** What the list of a partition is asked with, and what its rows inherit. */
export function rootOrigin(node: StreamNode, partition: Partition): Pick<Listing, 'values' | 'added'> {
  const link = partitionLink(node);
  const values: Record<string, string> = {};
  for (const [placeholder, field] of Object.entries(link?.partition ?? {})) {
    values[placeholder] = textOf(partition.row[field]);
  }
  const added: Record<string, JsonValue> = { ...values };
  for (const [own, field] of Object.entries(link?.inherit ?? {})) added[own] = partition.row[field] ?? null;
  return { values, added };
}

/**
 * Reads a window. Where rows belong to the partition that they name, all other partitions leave them to it; so when it
 * turns out to be gone since the partitions were listed, its rows are taken from the lists of the others after all.
 */
export async function readOwnedWindow(
  context: RunContext,
  listing: Listing,
  window: Window,
  tuples: Tuple[],
): Promise<void> {
  try {
    await readWithinEdge(context, listing, window, tuples);
  } catch (error) {
    const { node } = listing.stream;
    if (node.declaration.owner !== null && isRoot(node) && isGone(error)) {
      await readFromOthers(context, listing, window, tuples);
    }
    // That the partition was refused is counted as ever, and its work is done with that.
    throw error;
  }
}

async function readFromOthers(
  context: RunContext,
  listing: Listing,
  window: Window,
  tuples: Tuple[],
): Promise<void> {
  const { node } = listing.stream;
  for (const other of context.partitions()) {
    if (other.id === listing.partition.id) continue;
    try {
      await readWithinEdge(context, { ...listing, ...rootOrigin(node, other) }, window, tuples);
    } catch (error) {
      if (!(error instanceof ReadError) || !passedOver.has(error.verdict)) throw error;
      context.stats.skip(node.name, error.reason);
    }
  }
}

/** Lists of others that show nothing are no failure here either. */
const passedOver: ReadonlySet<string> = new Set(['skip-item', 'refuse-partition']);

function isGone(error: unknown): boolean {
  return error instanceof ReadError && error.verdict === 'skip-item';
}
