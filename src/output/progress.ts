/** What is shown of a run while it goes on; where nobody looks, nothing. */
export interface Progress {
  /** How far the whole run is. */
  report(counts: RequestCounts): void;
  records(stream: string, count: number): void;
  /** The stream waits for its rate limit until then, epoch milliseconds. */
  waiting(stream: string, until: number): void;
  ended(stream: string, how: StreamEnd): void;
  /** Writes a text above what is shown. */
  above(write: () => void): void;
  /** Takes everything away, at the end. */
  clear(): void;
}

export type StreamEnd = 'done' | 'incomplete' | 'stopped';

/** Requests in all, by label and by stream; parts of the account gone through and known. */
export interface RequestCounts {
  readonly requests: number;
  readonly requestsByLabel: Readonly<Record<string, number>>;
  readonly requestsByStream: Readonly<Record<string, number>>;
  readonly visited: number;
  readonly planned: number;
  /** Null while nobody knows. */
  readonly left: {
    readonly seconds: number;
    readonly bucket: string;
    readonly isForBudget: boolean;
  } | null;
  readonly days: readonly { readonly label: string; readonly spent: number; readonly perDay: number }[];
}

export const noCounts: RequestCounts = {
  requests: 0,
  requestsByLabel: {},
  requestsByStream: {},
  visited: 0,
  planned: 0,
  left: null,
  days: [],
};

export const noProgress: Progress = {
  report: () => undefined,
  records: () => undefined,
  waiting: () => undefined,
  ended: () => undefined,
  above: (write) => write(),
  clear: () => undefined,
};
