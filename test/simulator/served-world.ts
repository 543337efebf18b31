import type { Account } from './account/model.js';
import type { Credentials } from './auth.js';
import type { FileReply } from './contents/served-file.js';
import type { Fault } from './faults.js';
import type { SimulatorOptions } from './options.js';

/** One request as it came, and what became of it. */
export interface RequestLogEntry {
  /** Epoch milliseconds by the simulator's clock. */
  readonly at: number;
  readonly method: string;
  /** Decoded once. */
  readonly path: string;
  /** The path's template; empty where no route fits. */
  readonly route: string;
  readonly label: string;
  readonly pool: string;
  readonly query: Readonly<Record<string, string>>;
  readonly pageToken: string | null;
  /** Number of the access token, counted from 1; null without a good one. */
  tokenUsed: number | null;
  /** 0 while it is open, and when the connection was cut. */
  status: number;
  /** Zoom's own, of a refusal; null for an answer. */
  code: number | null;
  /** What was sent instead of the true answer; null for the true one. */
  fault: Fault['kind'] | null;
}

export interface World {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly options: () => SimulatorOptions;
  readonly requests: RequestLogEntry[];
  /** Puts a file on the second host. */
  readonly store: (file: FileReply) => string;
}
