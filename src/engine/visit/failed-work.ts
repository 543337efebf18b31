import { ReadError, StoppedError } from '../../errors.js';
import { isRoot } from '../plan/plan.js';
import type { Range } from '../time/ranges.js';
import { mostRuns, type Standing } from '../state/refusals.js';
import type { RunContext } from './run-context.js';
import { isUnderstood } from './list-answers.js';
import type { Work } from './open-work.js';
import type { VisitedStream } from './visited-stream.js';
import { windowQuery, type Window } from '../time/windows.js';

/** Something that is asked of one parent's row. */
export interface Item {
  readonly key: string;
  /** For people. */
  readonly name: string;
}

interface Failure<Cause> {
  readonly error: Cause;
  /** What is due again when the work failed for good. */
  readonly lost: Range;
  readonly asked: Asked;
  /** Null for lists and windows. */
  readonly item: Item | null;
  /** What is said of one window of a list is said of the whole list. */
  readonly isOfAll: boolean;
}

/** What was asked for: the values of the path, and the window. */
interface Asked {
  readonly values: Readonly<Record<string, string>>;
  readonly window: Window;
}

/** What a request without data means: for its work, its stream, and the run. */
export function failWork(
  context: RunContext,
  stream: VisitedStream,
  work: Work,
  { error, ...rest }: Failure<unknown>,
): void {
  if (error instanceof ReadError) {
    judge(context, stream, work, { error, ...rest });
    return;
  }
  if (!(error instanceof StoppedError)) {
    context.stop(error instanceof Error ? error : new Error(String(error)));
  }
  stream.halt();
}

function judge(context: RunContext, stream: VisitedStream, work: Work, failure: Failure<ReadError>): void {
  const { error } = failure;
  if (leavesListOpen(stream, error)) {
    lose(context, stream, work, failure);
    return;
  }
  switch (error.verdict) {
    case 'skip-item':
      skip(context, stream, work, failure);
      return;
    case 'refuse-partition':
    case 'stream-unavailable':
    case 'unauthorized':
      judgeRefusal(context, stream, work, failure);
      return;
    case 'restart-slice':
    case 'date-out-of-range':
    case 'fail-item':
      lose(context, stream, work, failure);
      return;
    case 'fail-stream':
    case 'stop-label':
      end(context, stream, error);
      return;
    case 'stop-run':
      context.stop(error);
      stream.halt();
  }
}

function skip(
  { stats, outbox }: RunContext,
  stream: VisitedStream,
  work: Work,
  { error, asked, isOfAll }: Failure<ReadError>,
): void {
  const { name } = stream.node;
  if (stream.answers.refusal !== error) {
    if (isOfAll) stream.noteAnswer(error);
    stats.skip(name, error.reason, askedBy(asked));
    outbox.log('debug', withNames(error, asked, stream), name);
  }
  stream.done(work);
}

function judgeRefusal(
  context: RunContext,
  stream: VisitedStream,
  work: Work,
  failure: Failure<ReadError>,
): void {
  const { error } = failure;
  // A permission that is lost in mid-sync: those who were not asked yet are not read, and not refused either.
  if (error.isOfToken && stream.run.gate.hasAnswered) end(context, stream, error);
  else if (isOfWindow(stream, error)) lose(context, stream, work, failure);
  else if (error.verdict === 'refuse-partition') refuseOne(context, stream, work, failure);
  else refuse(context, stream, work, failure);
}

/** A list that is served otherwise is not refused: who knows what words mean that nobody has seen. */
function isOfWindow({ answers, node, run: { gate } }: VisitedStream, error: ReadError): boolean {
  const isList = isRoot(node) && (answers.wasServed || (error.subject === 'account' && gate.hasAnswered));
  return isList && !isUnderstood(error);
}

/** Verdicts that say something of one thing: other lists go on without it. */
const ofOneThing: ReadonlySet<string> = new Set(['skip-item', 'refuse-partition']);
/** Verdicts that say something of all: an answer where the account is told so, before anything was served. */
const ofAll: ReadonlySet<string> = new Set(['stream-unavailable', 'unauthorized']);

/**
 * What is no failure elsewhere is one in a list of partitions: the part of it that was read would be taken for all there
 * is. Only the account may be told that it has none, and not in the middle of the list.
 */
function leavesListOpen({ run: { lists, gate } }: VisitedStream, error: ReadError): boolean {
  const { verdict, subject, isOfToken } = error;
  if (lists === null || (isOfToken && gate.hasAnswered)) return false;
  return ofOneThing.has(verdict) || (ofAll.has(verdict) && (gate.hasAnswered || subject !== 'account'));
}

/** Done, whatever others are told. His other windows are not asked for, and count with the first. */
function refuseOne(
  context: RunContext,
  stream: VisitedStream,
  work: Work,
  { error, asked }: Failure<ReadError>,
): void {
  if (stream.answers.refusal !== error) {
    stream.run.gate.refuseOne(error);
    countRefusal(context, stream, error, asked);
  }
  stream.done(work);
}

/** Where a refusal has closed the stream, nobody is asked any more; they are not refused, should it turn out otherwise. */
function refuse(
  context: RunContext,
  stream: VisitedStream,
  work: Work,
  { error, asked }: Failure<ReadError>,
): void {
  const { gate } = stream.run;
  const wasAsked = gate.closed !== error;
  if (wasAsked && stream.answers.refusal !== error) {
    gate.refuse(error);
    countRefusal(context, stream, error, asked);
  }
  stream.refuse(work, { wasAsked });
}

function countRefusal(
  { stats, outbox }: RunContext,
  stream: VisitedStream,
  error: ReadError,
  asked: Asked,
): void {
  const { name } = stream.node;
  const isFirst = !stats.skipsOf(name).has(error.reason);
  stream.noteAnswer(error);
  stats.refuse(name, error.reason, askedBy(asked));
  // What the account is told while the stream is served, and what nobody understands, is no matter of course.
  const isOdd = error.subject === 'account' ? stream.run.gate.hasAnswered : !isUnderstood(error);
  outbox.log(isFirst && isOdd ? 'warn' : 'debug', withNames(error, asked, stream), name);
}

function askedBy({ values }: Asked): string {
  return Object.values(values).join(' ');
}

/** `... Asked for: meeting_uuid 4r==.` */
function withNames({ message }: ReadError, { values, window }: Asked, { node }: VisitedStream): string {
  const all = Object.entries({ ...values, ...windowQuery(window, node.declaration.window) });
  const names = all.map(([name, value]) => `${name} ${value}`).join(', ');
  return names === '' ? message : `${message} Asked for: ${names}.`;
}

/** What failed stays due. An item that is refused for good, run after run, is named, and holds the stream up no more. */
function lose(
  { stats, outbox }: RunContext,
  stream: VisitedStream,
  work: Work,
  { error, lost, asked, item }: Failure<ReadError>,
): void {
  const { name } = stream.node;
  const answer = error.isDefinite && error.verdict === 'fail-item' ? error.reason : null;
  const standing = stream.lose(work, lost, item === null ? null : { item: item.key, answer });
  stats.failure(name, error.reason);
  outbox.log('warn', withNames(error, asked, stream), name);
  if (standing?.isOld === true && item !== null) outbox.log('warn', lasting(name, item, standing), name);
  else stream.run.firstFailure ??= error;
}

function lasting(stream: string, { name }: Item, { runs, since }: Standing): string {
  const day = new Date(since).toISOString().slice(0, 10);
  const count = runs < mostRuns ? String(runs) : `at least ${mostRuns}`;
  return `${stream}: ${name} has been refused like that since ${day}, in ${count} runs. It stays due and is asked again by each run, but no longer makes the run fail.`;
}

/** Everything that waits is stopped by the same limit: that is one end, not many. */
function end({ stats }: RunContext, stream: VisitedStream, error: ReadError): void {
  const { gate } = stream.run;
  if (gate.closed === null) stats.failure(stream.node.name, error.reason);
  gate.close(error);
  stream.halt();
}
