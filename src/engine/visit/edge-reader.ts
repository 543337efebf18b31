import { ReadError, type ReadErrorOptions } from '../../errors.js';
import type { RunContext } from './run-context.js';
import type { Listing } from './listing.js';
import { isServed, readWindow } from './slice-reader.js';
import { day, dayOf, type Window } from '../time/windows.js';

/** The edge lies within some days of where it is declared; beyond that it is searched for. */
const mostSteps = 7;

/**
 * Reads a window as far back as the service serves it. A start that is refused for its date moves on by a day, and all
 * partitions learn of it; what lies before the first start that is served is out of reach, which is no failure.
 * Where not even today is served, age is not the reason, and the refusal stands.
 */
export async function readWithinEdge(context: RunContext, listing: Listing, window: Window): Promise<void> {
  if (window.isFixed === true) return readFixed(context, listing, window);
  const { edge } = listing.stream.run;
  const before = edge.refusedDay;
  for (;;) {
    const now = context.clock.now();
    const within = edge.within(window);
    if (within === null && edge.isKnown) {
      edge.cutAt(edge.refusedDay + day);
      return;
    }
    const asked = within ?? window;
    const turn = edge.turnOf(asked, now);
    if (turn !== null) {
      await turn;
      continue;
    }
    const leave = edge.enter(asked, now);
    try {
      if (within === null) await findEdge(context, listing, { window, before });
      else {
        await readWindow(context, listing, within);
        noteCut(window, within, listing);
        return;
      }
    } catch (error) {
      await onRefusal(context, listing, { window: asked, before, error });
    } finally {
      leave();
    }
  }
}

/** A month cannot begin later: where its beginning is refused for its age, the whole of it is out of reach. */
async function readFixed(context: RunContext, listing: Listing, window: Window): Promise<void> {
  const { edge } = listing.stream.run;
  try {
    await readWindow(context, listing, window);
  } catch (error) {
    if (!(error instanceof ReadError) || error.verdict !== 'date-out-of-range') throw error;
    const { fromDay, toDay } = window.asked ?? { fromDay: -Infinity, toDay: -Infinity };
    if (!edge.mayBeBeyond(fromDay, context.clock.now())) {
      throw judgedAs(error, { verdict: 'fail-item', reason: error.reason });
    }
    edge.cutAt(toDay + day);
  }
}

/** Days that were asked for safety alone are no loss. */
function noteCut({ core, asked }: Window, within: Window, { stream }: Listing): void {
  if (asked === null || within.asked === null || within.asked.fromDay === asked.fromDay) return;
  if (within.asked.fromDay > core.from) stream.run.edge.cutAt(within.asked.fromDay);
}

interface Search {
  readonly window: Window;
  /** What was refused before this window. */
  readonly before: number;
}

/** Takes note of a refusal for age, and searches where it is none of the usual few days. Throws all other errors. */
async function onRefusal(
  context: RunContext,
  listing: Listing,
  { window, before, error }: Search & { readonly error: unknown },
): Promise<void> {
  if (!(error instanceof ReadError) || error.verdict !== 'date-out-of-range') throw error;
  if (window.asked === null) throw agedItem(context, listing, error);
  const { edge } = listing.stream.run;
  edge.refuse(window.asked.fromDay, error);
  if (edge.refusals > mostSteps) await findEdge(context, listing, { window, before });
}

/** What is asked one by one and is too old is not there any more; what is young is refused for another reason. */
function agedItem(context: RunContext, { stream, at }: Listing, error: ReadError): ReadError {
  const isAged = at !== -Infinity && stream.run.edge.mayBeBeyond(at, context.clock.now());
  return isAged
    ? judgedAs(error, { verdict: 'skip-item', reason: context.service.wording.answers.tooOld })
    : error;
}

function judgedAs(error: ReadError, judgement: Pick<ReadErrorOptions, 'verdict' | 'reason'>): ReadError {
  const { message, failureType, internalMessage = '', subject, isDefinite } = error;
  const same = { failureType, internalMessage, subject, isDefinite };
  return new ReadError(message, { ...same, ...judgement, cause: error });
}

/** Halves the days between the newest start that is refused and today. */
async function findEdge(context: RunContext, listing: Listing, { window, before }: Search): Promise<void> {
  const { edge } = listing.stream.run;
  const today = dayOf(context.clock.now());
  const { refusal } = edge;
  let refused = edge.refusedDay;
  let served = today;
  if (refused >= today || !(await isServed(context, listing, startingAt(today, window, today)))) {
    edge.forget(before);
    throw refusal === null
      ? new Error('the edge was searched for without a refusal')
      : judgedAs(refusal, { verdict: 'fail-item', reason: refusal.reason });
  }
  while (served - refused > day) {
    const middle = dayOf((refused + served) / 2);
    if (await isServed(context, listing, startingAt(middle, window, today))) served = middle;
    else refused = middle;
  }
  edge.refuse(refused, refusal);
  edge.serve(served);
}

/** As wide as the window that was refused. */
function startingAt(fromDay: number, { core, asked }: Window, today: number): Window {
  const width = asked === null ? 0 : asked.toDay - asked.fromDay;
  return { core, asked: { fromDay, toDay: Math.min(fromDay + width, today + day) } };
}
