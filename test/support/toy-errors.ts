import { ReadError, type FailureType, type Subject, type Verdict } from '../../src/errors.js';

const failureTypes: Partial<Record<Verdict, FailureType>> = {
  unauthorized: 'config_error',
  'stop-run': 'config_error',
  'fail-stream': 'system_error',
};

/** An error as the page reader throws it, with the verdict that matters. */
export function readError(
  verdict: Verdict,
  more: {
    readonly reason?: string;
    readonly resetAt?: number;
    readonly scopes?: readonly string[];
    readonly isOfToken?: boolean;
    readonly subject?: Subject;
    readonly failureType?: FailureType;
    readonly isDefinite?: boolean;
  } = {},
): ReadError {
  return new ReadError(`Zoom says ${verdict}.`, {
    verdict,
    reason: verdict,
    failureType: failureTypes[verdict] ?? 'transient_error',
    internalMessage: 'HTTP 400',
    subject: verdict === 'stream-unavailable' ? 'account' : 'partition',
    ...more,
  });
}
