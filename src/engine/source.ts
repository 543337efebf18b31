import type { CatalogStream, ReadRequest } from './catalog.js';
import type { Estimate } from './estimate/result.js';
import type { EventSink, LogLevel } from './events.js';

/** A stream that the token's scopes do not reach, with the scopes of which one must be added. */
export interface UnreadableStream {
  readonly stream: string;
  readonly scopes: readonly string[];
}

export interface CheckResult {
  readonly succeeded: boolean;
  /** A sentence for the user; on success it names what is not readable and why. */
  readonly message: string;
  readonly unreadable: readonly UnreadableStream[];
}

export interface ReadOutcome {
  /** True when every selected stream is complete, or in a sample: when none failed. */
  readonly complete: boolean;
  /** True when the run was stopped by its signal. */
  readonly stopped: boolean;
}

export interface EstimateMeans {
  readonly signal: AbortSignal;
  /** What people should know besides. */
  readonly log: (level: LogLevel, message: string) => void;
}

/** A wired connector, protocol-free. Both adapters speak to this and to nothing behind it. */
export interface Source {
  /** Offline and instant. */
  discover(): readonly CatalogStream[];
  /** Never throws for what the user can mend: that is `succeeded: false`. */
  check(signal: AbortSignal): Promise<CheckResult>;
  /**
   * What a read of that would take, by a few requests. Throws SourceErrors where nothing can be read at all, and StoppedError.
   */
  estimate(request: ReadRequest, means: EstimateMeans): Promise<Estimate>;
  /** Never throws for a failed stream; throws ConfigError-like SourceErrors only before the first event. */
  read(request: ReadRequest, sink: EventSink, signal: AbortSignal): Promise<ReadOutcome>;
}
