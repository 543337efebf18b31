import { ReadError } from '../../errors.js';
import type { JsonValue } from '../../json.js';
import type { Partition } from '../plan/partitions.js';
import { ownerName } from '../plan/partition-list.js';
import { isRoot, partitionLink, type StreamNode } from '../plan/plan.js';
import type { RunContext } from './run-context.js';
import { readWithinEdge } from './edge-reader.js';
import type { Listing } from './listing.js';
import { textOf } from '../records/fields.js';
import type { VisitedStream } from './visited-stream.js';
import { cutWindows, type Window } from '../time/windows.js';

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

/** The list of the partition was read to its end, so that what others left to it was delivered. */
export function noteServed({ node, run, isWhole }: VisitedStream, partition: Partition): void {
  const name = nameOf(node, partition);
  if (name !== null && isWhole) run.owners.serve(name);
}

/** By what rows name the partition as their owner; null where they do not. */
function nameOf({ declaration: { owner } }: StreamNode, { row }: Partition): string | null {
  return owner === null ? null : ownerName(row[owner.partitionField]);
}

/**
 * Reads a window. Where rows belong to the partition that they name, all other partitions leave them to it; so when it
 * is refused or fails, its rows are taken from the lists of the others.
 */
export async function readOwnedWindow(context: RunContext, listing: Listing, window: Window): Promise<void> {
  try {
    await readWithinEdge(context, listing, window);
  } catch (error) {
    const { node, run } = listing.stream;
    const name = isRoot(node) ? nameOf(node, listing.partition) : null;
    if (name !== null && isOfOne(error)) {
      if (!remembersAll(listing)) await sweep(context, listing, window);
      run.owners.refuse(name, listing.partition, listing.keys);
      await readFromOthers(context, { listing, window, name });
    }
    // What that means for the partition is judged as ever.
    throw error;
  }
}

/** Verdicts on one list, which say nothing of the others. */
const ofOne: ReadonlySet<string> = new Set([
  'skip-item',
  'refuse-partition',
  'unauthorized',
  'stream-unavailable',
  'restart-slice',
  'date-out-of-range',
  'fail-item',
]);

function isOfOne(error: unknown): boolean {
  return error instanceof ReadError && ofOne.has(error.verdict) && !error.isOfToken;
}

interface Orphaned {
  readonly listing: Listing;
  readonly window: Window;
  /** Of the owner whose list could not be read. */
  readonly name: string;
}

/** From those who left rows to the owner before it was refused; who reads later does not leave them to it. */
async function readFromOthers(context: RunContext, orphaned: Orphaned): Promise<void> {
  const { listing, window, name } = orphaned;
  const { node, run } = listing.stream;
  const left = run.owners.leftTo(name);
  const readers = left?.readers ?? others(listing);
  const ranges = [left?.range ?? window.core];
  const { declaration } = node;
  const { startDate, endDate, clock } = context;
  const bounds = { now: clock.now(), startDate, endDate, retention: declaration.retention };
  for (const reader of readers) {
    const seeking = { ...listing, ...rootOrigin(node, reader), seeks: { owner: name } };
    for (const part of cutWindows(ranges, declaration.window, bounds))
      await readOther(context, seeking, part);
  }
}

function others({ stream, partition }: Listing): readonly Partition[] {
  return (stream.run.home?.sorted() ?? []).filter(({ id }) => id !== partition.id);
}

/** False where earlier runs read lists whose rows were left to the owner: what those showed is not known any more. */
function remembersAll({ stream: { run }, partition }: Listing): boolean {
  return run.state === null || !(run.state.opened.resumed || run.state.owes(partition.id));
}

const mostRefused = 25;

/** Looks all lists through for what they leave to whom, once for all owners. */
async function sweep(context: RunContext, listing: Listing, { core, asked }: Window): Promise<void> {
  const { node, run } = listing.stream;
  await run.owners.sweep(core, async () => {
    let refused = 0;
    for (const other of others(listing)) {
      const seeking = { ...listing, ...rootOrigin(node, other), partition: other, seeks: { owner: null } };
      if (!(await readOther(context, seeking, { core, asked }))) refused += 1;
      // The stream as a whole, by the look of it: the gate will say.
      if (!run.gate.hasAnswered && refused >= mostRefused) return false;
    }
    return true;
  });
}

/** False where the list was refused: then it shows nothing, which is no failure here. */
async function readOther(context: RunContext, listing: Listing, window: Window): Promise<boolean> {
  try {
    await readWithinEdge(context, listing, window);
    return true;
  } catch (error) {
    if (!(error instanceof ReadError) || !passedOver.has(error.verdict)) throw error;
    return false;
  }
}

/** Lists of others that show nothing are no failure here either. */
const passedOver: ReadonlySet<string> = new Set([
  'skip-item',
  'refuse-partition',
  'unauthorized',
  'stream-unavailable',
]);
