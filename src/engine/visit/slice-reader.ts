import { ReadError, StoppedError } from '../../errors.js';
import type { Page, PageRequest } from '../page-reader.js';
import { hasEnough } from './enough.js';
import { noteListed } from './listed-time.js';
import type { Listing } from './listing.js';
import { requestStamp } from '../records/request-fields.js';
import { RowIds } from '../records/row-ids.js';
import { takeRows } from './row-reader.js';
import type { RunContext } from './run-context.js';
import { tellTotal } from './tell-total.js';
import { textOf } from '../records/fields.js';
import type { VisitedStream } from './visited-stream.js';
import { answerableRange, day, dayOf, unservedWindows, windowQuery, type Window } from '../time/windows.js';

/** A page token may expire while a long list is read; after so many tries the list is taken for unreadable. */
const mostRestarts = 4;
/** Zoom may narrow a window that is already narrowed; a list that goes on so is not believed. */
const mostNarrowings = 8;

/**
 * Reads one window of a list in all its variants, emits the rows, and keeps what the children are to ask.
 * Throws ReadError or StoppedError; what was emitted and kept before stays valid.
 */
export async function readWindow(context: RunContext, listing: Listing, window: Window): Promise<void> {
  const todo: Window[] = [window];
  for (let count = 0; todo.length > 0; count += 1) {
    const next = todo.shift();
    if (next === undefined) break;
    if (count > mostNarrowings) throw alwaysNarrowed(context, listing);
    const { variants } = listing.stream.node.declaration;
    const [first] = variants;
    const unread: Window[] = [];
    for (const variant of variants) {
      if (hasEnough(context, listing.stream)) return;
      if (variant !== first && isExhausted(listing, next)) break;
      const rest = await readVariant(context, { listing, window: next, variant });
      unread.push(...rest);
      for (const unserved of rest) {
        if (sameDays(next, unserved) && isBeyond(context, listing, unserved)) continue;
        if (!todo.some((known) => sameDays(known, unserved))) todo.push(unserved);
      }
    }
    noteListed(context, listing.stream, next, unread);
  }
}

/** True where another list knows of no rows but those that came: the other variants would bring none. */
function isExhausted({ stream, partition, seeks, keys }: Listing, { core }: Window): boolean {
  const { narrowing } = stream.run;
  if (narrowing === null || seeks !== null) return false;
  return narrowing.activity.isExhausted(textOf(partition.row[narrowing.partitionField]), core, keys);
}

/**
 * Some endpoints do not refuse what is too old, but begin with the first day that they keep, and say so. Asked for the
 * days before alone, they say it again.
 */
function isBeyond(context: RunContext, { stream: { run } }: Listing, { core, asked }: Window): boolean {
  if (asked === null || asked.toDay <= core.from) return false;
  if (!run.edge.mayBeBeyond(asked.toDay, context.clock.now())) return false;
  run.edge.refuse(asked.toDay - day, null);
  run.edge.serve(asked.toDay);
  run.edge.cutAt(asked.toDay);
  return true;
}

function sameDays(a: Window, b: Window): boolean {
  return a.asked?.fromDay === b.asked?.fromDay && a.asked?.toDay === b.asked?.toDay;
}

function alwaysNarrowed({ service: { wording } }: RunContext, { stream }: Listing): ReadError {
  return new ReadError(wording.answers.alwaysNarrowed(stream.node.name), {
    verdict: 'fail-item',
    reason: 'window narrowed',
    failureType: 'system_error',
  });
}

interface Slice {
  readonly listing: Listing;
  readonly window: Window;
  readonly variant: Readonly<Record<string, string>>;
}

async function readVariant(context: RunContext, slice: Slice): Promise<readonly Window[]> {
  // A restart shows the rows again that came before it.
  const ids = new RowIds();
  const { spelling } = slice.listing.stream.run;
  for (let restarts = 0; ; restarts += 1) {
    const { parameters } = spelling;
    try {
      return await readPages(context, { ...slice, ids });
    } catch (error) {
      if (spelling.refuse(error, parameters)) continue;
      const expired = error instanceof ReadError && error.verdict === 'restart-slice';
      if (!expired || restarts >= mostRestarts) throw error;
      context.stats.retry(slice.listing.stream.node.name, error.reason);
    }
  }
}

async function readPages(
  context: RunContext,
  { listing, window, variant, ids }: Slice & { readonly ids: RowIds },
): Promise<readonly Window[]> {
  const { stream } = listing;
  const { name } = stream.node;
  const reading = { listing, core: window.core, asked: answerableRange(window), ids };
  const { limits } = context;
  let served: Page['served'] = {};
  let pages = 0;
  let isFirst = true;
  const request = requestOf(context, { listing, window, variant });
  const stamp = requestStamp(stream.node.declaration, request.query);
  for await (const page of context.service.readPages(request)) {
    stream.run.gate.answer();
    stream.run.spelling.confirm();
    noteServed(stream, window, page.served);
    context.stats.page(name, page.rows.length);
    if (isFirst) tellTotal(context, listing, variant, page);
    isFirst = false;
    served = page.served;
    const unserved = unservedWindows(window, served, context.clock.now());
    // Sums over fewer days than were asked for would pass for the whole month's.
    if (window.isFixed === true && unserved.length > 0) throw alwaysNarrowed(context, listing);
    const rows = stamp === null ? page.rows : page.rows.map(stamp);
    takeRows(context, reading, rows);
    await context.outbox.breathe();
    if (context.signal.aborted) throw new StoppedError('stopped between pages');
    if (page.rows.length > 0) pages += 1;
    if (pages >= limits.pages) break;
  }
  if (!limits.isWhole) return [];
  return unservedWindows(window, served, context.clock.now());
}

function requestOf({ signal }: RunContext, { listing, window, variant }: Slice): PageRequest {
  const { stream, values, order, file } = listing;
  const { declaration, rank, name } = stream.node;
  const { parameters } = stream.run.spelling;
  return {
    stream: name,
    shape: declaration.request,
    pathValues: values,
    file,
    query: { ...declaration.query, ...parameters, ...variant, ...windowQuery(window, declaration.window) },
    rank,
    order,
    signal,
  };
}

/** Whether the service answers for the window; its rows are not taken. Throws what is no refusal of dates. */
export async function isServed(context: RunContext, listing: Listing, window: Window): Promise<boolean> {
  const [variant = {}] = listing.stream.node.declaration.variants;
  try {
    for await (const page of context.service.readPages(requestOf(context, { listing, window, variant }))) {
      if (page.rows.length >= 0) break;
    }
    return true;
  } catch (error) {
    if (error instanceof ReadError && error.verdict === 'date-out-of-range') return false;
    throw error;
  }
}

/** What begins later than asked is looked into first, and the others wait for that. */
function noteServed({ run }: VisitedStream, { asked }: Window, { from }: Page['served']): void {
  if (asked === null || (from !== undefined && dayOf(Date.parse(from)) > asked.fromDay)) return;
  run.edge.serve(asked.fromDay);
}
