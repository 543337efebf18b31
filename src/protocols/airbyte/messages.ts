import type { LogLevel } from '../../engine/events.js';
import type { StreamProblem } from '../../engine/stream-problem.js';
import type { FailureType } from '../../errors.js';
import type { JsonObject } from '../../json.js';

/** Airbyte's messages as lines: https://docs.airbyte.com/understanding-airbyte/airbyte-protocol (2026-11). */

export type StreamStatus = 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE';

const levels = { debug: 'DEBUG', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const;

export function logLine(level: LogLevel, message: string): string {
  return JSON.stringify({ type: 'LOG', log: { level: levels[level], message } });
}

export function specLine(spec: JsonObject): string {
  return JSON.stringify({ type: 'SPEC', spec });
}

export function connectionStatusLine(status: 'SUCCEEDED' | 'FAILED', message: string): string {
  return JSON.stringify({ type: 'CONNECTION_STATUS', connectionStatus: { status, message } });
}

export interface StatusTrace {
  readonly stream: string;
  readonly status: StreamStatus;
  /** Epoch milliseconds at which a used-up limit returns; makes the reason RATE_LIMITED. */
  readonly quotaResetAt?: number | undefined;
  readonly emittedAt: number;
}

export function statusLine(trace: StatusTrace): string {
  const reasons =
    trace.quotaResetAt === undefined
      ? {}
      : { reasons: [{ type: 'RATE_LIMITED', rate_limited: { quota_reset: trace.quotaResetAt } }] };
  return JSON.stringify({
    type: 'TRACE',
    trace: {
      type: 'STREAM_STATUS',
      emitted_at: trace.emittedAt,
      stream_status: { stream_descriptor: { name: trace.stream }, status: trace.status, ...reasons },
    },
  });
}

/** Bytes are nobody's knowledge before they come, and need not be told. */
export function estimateLine(stream: string, rows: number, emittedAt: number): string {
  const estimate = { name: stream, type: 'STREAM', row_estimate: rows };
  return JSON.stringify({ type: 'TRACE', trace: { type: 'ESTIMATE', emitted_at: emittedAt, estimate } });
}

export interface ErrorTrace {
  readonly message: string;
  readonly internalMessage?: string | undefined;
  readonly stackTrace?: string | undefined;
  readonly failureType: FailureType;
  readonly stream?: string;
  readonly emittedAt: number;
}

export function errorLine(trace: ErrorTrace): string {
  const descriptor = trace.stream === undefined ? {} : { stream_descriptor: { name: trace.stream } };
  return JSON.stringify({
    type: 'TRACE',
    trace: {
      type: 'ERROR',
      emitted_at: trace.emittedAt,
      error: {
        message: trace.message,
        internal_message: trace.internalMessage,
        stack_trace: trace.stackTrace,
        failure_type: trace.failureType,
        ...descriptor,
      },
    },
  });
}

export function problemTrace(stream: string, problem: StreamProblem, emittedAt: number): ErrorTrace {
  const isOfRun = problem.isOfRun === true;
  return {
    ...(isOfRun ? {} : { stream }),
    message: isOfRun ? problem.message : `${stream}: ${problem.message}`,
    internalMessage: problem.internalMessage,
    failureType: problem.failureType,
    emittedAt,
  };
}

/** The parts of a stream's lines that never change, written once. */
export interface LineParts {
  readonly recordHead: string;
  readonly stateHead: string;
}

export function lineParts(stream: string): LineParts {
  const name = JSON.stringify(stream);
  return {
    recordHead: `{"type":"RECORD","record":{"stream":${name},"data":`,
    stateHead: `{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":${name}},"stream_state":`,
  };
}

/** What closes every record of one moment. */
export function recordTail(emittedAt: number): string {
  return `,"emitted_at":${emittedAt}}}`;
}

/** What closes a state. The count is a number with a decimal point in the protocol, which JSON.stringify never writes. */
export function stateTail(recordCount: number): string {
  return `},"sourceStats":{"recordCount":${recordCount.toFixed(1)}}}}`;
}
