import { printable } from './printable.js';

/** Who can mend it: the user's configuration, time, or we. The words are Airbyte's, and Singer's exit code needs none. */
export type FailureType = 'config_error' | 'transient_error' | 'system_error';

export interface SourceErrorOptions {
  readonly failureType: FailureType;
  /** For logs and support: status, code, tracking id. Never a secret. */
  readonly internalMessage?: string;
  readonly cause?: unknown;
}

/**
 * An error whose message is a sentence for the user, or several of them in lines: what happened and what to do. A sentence
 * may hold what came from outside; it stays one line.
 */
export class SourceError extends Error {
  override readonly name: string = 'SourceError';
  readonly failureType: FailureType;
  readonly internalMessage: string | undefined;

  constructor(message: string | readonly string[], options: SourceErrorOptions) {
    super([message].flat().map(printable).join('\n'), { cause: options.cause });
    this.failureType = options.failureType;
    const { internalMessage } = options;
    this.internalMessage = internalMessage === undefined ? undefined : printable(internalMessage);
  }
}

/**
 * Whom a refusal is about: the account (what one was told, everybody would be told), one partition (a user), or one
 * item (a meeting, a recording). Only the account's own refusals close a stream.
 */
export type Subject = 'account' | 'partition' | 'item';

/**
 * What a failed request means to the engine. The table that decides is `zoom/refusals/error-policy.ts`; nothing else does.
 *
 * - `skip-item`: nothing here (deleted, expired, feature off). Done, counted by reason.
 * - `refuse-partition`: this one may not be read (licence, role). Done, counted; others are asked as before.
 * - `stream-unavailable`: the account has no plan or add-on for it. Nobody else is asked: a warning, complete.
 * - `unauthorized`: a config error for the stream, never "no data"; where somebody else is served, it was this one's.
 * - `restart-slice`: the page token expired; read the slice again from its first page.
 * - `date-out-of-range`: Zoom does not serve the dates asked for, only later ones; what cannot ask later fails.
 * - `fail-item`: this request failed for good in this run; it stays due.
 * - `fail-stream`: no request of this stream can succeed (our bug, a wrong request).
 * - `stop-label`: the daily limit of the label ended; its streams stop, the next run resumes.
 * - `stop-run`: nothing can be read any more (credentials lost, app deactivated).
 */
export type Verdict =
  | 'skip-item'
  | 'refuse-partition'
  | 'stream-unavailable'
  | 'unauthorized'
  | 'restart-slice'
  | 'date-out-of-range'
  | 'fail-item'
  | 'fail-stream'
  | 'stop-label'
  | 'stop-run';

export interface ReadErrorOptions extends SourceErrorOptions {
  readonly verdict: Verdict;
  /** Short and stable, for counting: `meeting gone`, `no licence`, `HTTP 500`. */
  readonly reason: string;
  /** When the daily limit returns, epoch milliseconds. */
  readonly resetAt?: number;
  /** The scopes that Zoom says are missing. */
  readonly scopes?: readonly string[];
  /** The token is refused and not the one user or item: whoever is asked next gets the same answer. */
  readonly isOfToken?: boolean;
  /** `item` when absent. */
  readonly subject?: Subject;
  /** Zoom will answer the same tomorrow, as far as one can tell: no fault of network, service or rate limit. */
  readonly isDefinite?: boolean;
  /** What was asked for is like that itself: there is no need to ask again before it changes. */
  readonly isOfContent?: boolean;
}

/** A request that ended without data, with what that means for the sync. */
export class ReadError extends SourceError {
  override readonly name: string = 'ReadError';
  readonly verdict: Verdict;
  readonly reason: string;
  readonly resetAt: number | undefined;
  readonly scopes: readonly string[];
  readonly isOfToken: boolean;
  readonly subject: Subject;
  readonly isDefinite: boolean;
  readonly isOfContent: boolean;

  constructor(message: string, options: ReadErrorOptions) {
    super(message, options);
    this.verdict = options.verdict;
    this.reason = options.reason;
    this.resetAt = options.resetAt;
    this.scopes = options.scopes ?? [];
    this.isOfToken = options.isOfToken ?? false;
    this.subject = options.subject ?? 'item';
    this.isDefinite = options.isDefinite ?? false;
    this.isOfContent = options.isOfContent ?? false;
  }
}

/** The run was told to stop (signal, closed pipe). Not a failure of anything. */
export class StoppedError extends Error {
  override readonly name: string = 'StoppedError';
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
