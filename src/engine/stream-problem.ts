import type { FailureType } from '../errors.js';

/** Why a stream ended incomplete. */
export interface StreamProblem {
  readonly failureType: FailureType;
  /** A sentence for the user. */
  readonly message: string;
  /** The same for all streams that end for the same reason, however it is worded for each; the message when absent. */
  readonly cause?: string;
  /** It ended the whole run. */
  readonly isOfRun?: true;
  readonly internalMessage?: string;
  /** When a used-up daily limit returns, epoch milliseconds. */
  readonly quotaResetAt?: number;
}
