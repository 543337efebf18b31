import { ReadError, SourceError, errorMessage } from '../../errors.js';
import type { StreamProblem } from '../stream-problem.js';
import type { Limits } from '../limits.js';
import type { StreamNode } from '../plan/plan.js';
import type { Stats } from './stats.js';
import type { AccessWording, AnswerWording } from '../wording.js';
import { shortened } from '../../shortened.js';
import { blockedBy, type StreamRun } from '../visit/stream-run.js';

export interface EndContext {
  readonly runs: ReadonlyMap<StreamNode, StreamRun>;
  /** What ended the whole run; null when nothing did. */
  readonly fatal: Error | null;
  readonly stopped: boolean;
  /** Why the partitions that the stream is read of are not known; null when they are. */
  readonly listingFailure: Error | null;
  readonly skipUnauthorized: boolean;
  readonly stats: Stats;
  readonly limits: Limits;
  readonly wording: AccessWording;
}

export interface StreamEnd {
  readonly problem: StreamProblem | null;
  readonly stopped: boolean;
  readonly warning: EndWarning | null;
}

/** Why a stream has nothing though it is complete; the same for all that end for one cause. */
export interface EndWarning {
  readonly end: keyof typeof endings;
  readonly why: string;
  readonly cause: string;
}

const endings = { unread: ['is not read', 'are not read'], empty: ['has no rows', 'have no rows'] } as const;
const mostNamed = 5;

/** One sentence for all streams that a cause left without rows. */
export function warningText({ end, why }: EndWarning, streams: readonly string[]): string {
  const [one, many] = endings[end];
  return `${shortened(streams, mostNamed)} ${streams.length === 1 ? one : many}: ${why}`;
}

const complete: StreamEnd = { problem: null, stopped: false, warning: null };

/** Why the rows of a root are not wholly known; null when they are. */
export function listingFailure(
  root: StreamNode | null,
  runs: ReadonlyMap<StreamNode, StreamRun>,
): Error | null {
  const run = root === null ? undefined : runs.get(root);
  if (run === undefined) return null;
  const { gate, firstFailure } = run;
  return gate.closed ?? gate.verdict ?? firstFailure;
}

/** How a stream ended, said of the state that it left. */
export function endStream(run: StreamRun, context: EndContext): StreamEnd {
  if (run.state?.isComplete === true) return complete;
  const blocked = blockedOf(run, context.runs);
  if (blocked !== null) return withoutAccess(run, blocked, context);
  if (context.fatal !== null)
    return { ...complete, problem: { ...problemOf(context.fatal, run.node.name), isOfRun: true } };
  if (context.stopped) return { ...complete, stopped: true };
  if (context.listingFailure !== null) return withoutPartitions(run, context.listingFailure, context);
  return { ...complete, problem: partial(run, context) };
}

/** What keeps the stream from being read: its own lack of a permission, or what its parents were told. */
function blockedOf({ node, gate }: StreamRun, runs: EndContext['runs']): ReadError | null {
  const own = gate.verdict?.verdict === 'unauthorized' ? gate.verdict : null;
  return own ?? blockedBy(node, runs) ?? refusedParent(node, runs);
}

function withoutAccess(run: StreamRun, error: ReadError, context: EndContext): StreamEnd {
  if (error.verdict === 'unauthorized') return unauthorized(run, error, context);
  return { ...complete, problem: problemOf(error, run.node.name) };
}

/**
 * What is said where the service refused the stream: as a whole, or each of those who were asked by himself. Null where
 * anybody was served, and where a missing permission makes it an error anyway.
 */
export function refusalNote({ gate, node }: StreamRun, stats: Stats, wording: AnswerWording): string | null {
  const { verdict, refusedEach } = gate;
  if (verdict?.verdict === 'stream-unavailable') {
    const isList = node.declaration.parents.length === 0;
    return isList
      ? verdict.message
      : `${verdict.message} That is said of the account, so nobody else is asked.`;
  }
  if (refusedEach === null) return null;
  if (gate.refusals === 1) return `${refusedEach.message} Nobody else was asked, so there are no rows.`;
  const reasons = [...stats.refusedOf(node.name).keys()];
  return wording.refusedEach({
    stream: node.name,
    refusals: gate.refusals,
    requests: stats.requestsOf(node.name),
    reasons: new Map(reasons.map((reason) => [reason, stats.skipsOf(node.name).get(reason) ?? 0])),
    first: sentence(refusedEach, node.name),
  });
}

/**
 * A stream ends as the list of its partitions did. Its state stays as it was, and promises nothing of those that nobody
 * could see: whoever buys the product, or grants the permission, has their history read.
 */
function withoutPartitions(run: StreamRun, failure: Error, context: EndContext): StreamEnd {
  if (failure instanceof ReadError && failure.verdict === 'unauthorized')
    return unauthorized(run, failure, context);
  // Words that nobody knows are no answer: what hangs on the list would end empty and well.
  const isUnderstood = failure instanceof ReadError && failure.failureType !== 'system_error';
  if (isUnderstood && failure.verdict === 'stream-unavailable')
    return { ...complete, warning: { end: 'empty', why: failure.message, cause: failure.message } };
  return { ...complete, problem: problemOf(failure, run.node.name) };
}

function refusedParent(node: StreamNode, runs: ReadonlyMap<StreamNode, StreamRun>): ReadError | null {
  for (const { parent } of node.roads) {
    const verdict = runs.get(parent)?.gate.verdict ?? null;
    if (verdict?.verdict === 'unauthorized') return verdict;
    const above = refusedParent(parent, runs);
    if (above !== null) return above;
  }
  return null;
}

function unauthorized(
  { node, gate }: StreamRun,
  error: ReadError,
  { skipUnauthorized, stats, wording }: EndContext,
): StreamEnd {
  const message = wording.unauthorized({
    answer: sentence(error, node.name),
    scopes: error.scopes.length > 0 ? error.scopes : node.declaration.request.scopes,
    refusals: gate.refusals,
    requests: stats.requestsOf(node.name),
  });
  const cause = errorMessage(error);
  if (skipUnauthorized) return { ...complete, warning: { end: 'unread', why: message, cause } };
  return {
    ...complete,
    problem: { failureType: 'config_error', message, cause, ...internal(error) },
  };
}

/** The error's sentence for a stream: without its own name; a parent's name stays, for that is where it lies. */
function sentence(error: Error, stream: string): string {
  const text = errorMessage(error);
  const own = `${stream}: `;
  return text.startsWith(own) ? text.slice(own.length) : text;
}

export function problemOf(error: Error, stream: string): StreamProblem {
  const failureType = error instanceof SourceError ? error.failureType : 'system_error';
  const resetAt = error instanceof ReadError ? error.resetAt : undefined;
  return {
    failureType,
    message: sentence(error, stream),
    cause: errorMessage(error),
    ...internal(error),
    ...(resetAt === undefined ? {} : { quotaResetAt: resetAt }),
  };
}

function internal(error: Error): { internalMessage?: string } {
  const text = error instanceof SourceError ? error.internalMessage : error.stack;
  return text === undefined ? {} : { internalMessage: text };
}

const staysDue = ' What failed stays due in the state and is read by the next sync.';

function partial({ node, firstFailure }: StreamRun, { stats, runs, limits }: EndContext): StreamProblem {
  const counted = [...stats.failuresOf(node.name)].map(([reason, count]) => `${reason}: ${count}`);
  const cause = firstFailure ?? ancestorFailure(node, runs);
  const detail = counted.length > 0 ? ` (${counted.join(', ')})` : '';
  const what = cause === null ? '' : ` The first failure: ${sentence(cause, node.name)}`;
  return {
    failureType: cause?.failureType ?? 'transient_error',
    message: `Not everything was read${detail}.${limits.isProgress ? staysDue : ''}${what}`,
    ...(cause === null ? {} : internal(cause)),
  };
}

function ancestorFailure(node: StreamNode, runs: ReadonlyMap<StreamNode, StreamRun>): ReadError | null {
  for (const { parent } of node.roads) {
    const found = runs.get(parent)?.firstFailure ?? ancestorFailure(parent, runs);
    if (found !== null) return found;
  }
  return null;
}
