import { ReadError, StoppedError } from '../errors.js';
import type { JsonObject } from '../json.js';
import type { Page } from './page-reader.js';
import type { Partition } from './partitions.js';
import type { RecentKeys } from './recent-keys.js';
import { RowIds } from './row-ids.js';
import { takeRows, type Tuple } from './row-reader.js';
import type { RunContext } from './run-context.js';
import type { VisitedStream } from './visited-stream.js';
import { answerableRange, unservedWindows, windowQuery, type Window } from './windows.js';

/** A page token may expire while a long list is read; after so many tries the list is taken for unreadable. */
const mostRestarts = 4;
/** Zoom may narrow a window that is already narrowed; a list that goes on so is not believed. */
const mostNarrowings = 8;

/** One list to read: the stream, the values of its path, and what its rows inherit. */
export interface Listing {
  readonly stream: VisitedStream;
  readonly partition: Partition;
  /** Of the visit: what is begun is finished first. */
  readonly order: number;
  readonly values: Readonly<Record<string, string>>;
  readonly added: JsonObject;
  readonly at: number;
  readonly keys: RecentKeys;
}

/**
 * Reads one window of a list in all its passes, emits the rows, and adds what the children are to ask to `tuples`.
 * Throws ReadError or StoppedError; rows emitted and tuples added before stay valid.
 */
export async function readWindow(
  context: RunContext,
  listing: Listing,
  window: Window,
  tuples: Tuple[],
): Promise<void> {
  const todo: Window[] = [window];
  for (let count = 0; todo.length > 0; count += 1) {
    const next = todo.shift();
    if (next === undefined) break;
    if (count > mostNarrowings) throw narrowed(listing);
    for (const pass of listing.stream.node.declaration.passes) {
      const rest = await readPass(context, { listing, window: next, pass }, tuples);
      for (const unserved of rest) {
        if (!todo.some((known) => sameDays(known, unserved))) todo.push(unserved);
      }
    }
  }
}

function sameDays(a: Window, b: Window): boolean {
  return a.asked?.fromDay === b.asked?.fromDay && a.asked?.toDay === b.asked?.toDay;
}

function narrowed({ stream }: Listing): ReadError {
  return new ReadError(
    `Zoom keeps serving less than the dates asked of ${stream.node.name}; what is missing is asked again by the next sync.`,
    { verdict: 'fail-item', reason: 'window narrowed', failureType: 'system_error' },
  );
}

interface Slice {
  readonly listing: Listing;
  readonly window: Window;
  readonly pass: Readonly<Record<string, string>>;
}

async function readPass(context: RunContext, slice: Slice, tuples: Tuple[]): Promise<readonly Window[]> {
  // A restart shows the rows again that came before it.
  const ids = new RowIds();
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await readPages(context, { ...slice, ids }, tuples);
    } catch (error) {
      const expired = error instanceof ReadError && error.verdict === 'restart-slice';
      if (!expired || restarts >= mostRestarts) throw error;
      context.stats.retry(slice.listing.stream.node.name, error.reason);
    }
  }
}

async function readPages(
  context: RunContext,
  { listing, window, pass, ids }: Slice & { readonly ids: RowIds },
  tuples: Tuple[],
): Promise<readonly Window[]> {
  const { stream, values, added, at, keys, partition, order } = listing;
  const { declaration, rank, name } = stream.node;
  const origin = { added, at, keys, ids, partition, core: window.core, asked: answerableRange(window) };
  const request = {
    stream: name,
    shape: declaration.request,
    pathValues: values,
    query: { ...declaration.query, ...pass, ...windowQuery(window, declaration.window) },
    rank,
    order,
    signal: context.signal,
  };
  let served: Page['served'] = {};
  for await (const page of context.readPages(request)) {
    stream.run.gate.answer();
    context.stats.page(name, page.rows.length);
    served = page.served;
    // One by one: a page is as long as the server likes, and what is many must not be spread into a call.
    for (const tuple of takeRows(context, stream, page.rows, origin)) tuples.push(tuple);
    await context.outbox.breathe();
    if (context.signal.aborted) throw new StoppedError('stopped between pages');
  }
  return unservedWindows(window, served, context.clock.now());
}
