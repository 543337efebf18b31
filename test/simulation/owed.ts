import type { StreamStateJson } from '../../src/engine/events.js';

/** A row that a destination must hold, with where it stands in time. */
export interface Owed {
  readonly key: string;
  readonly version: number;
  /** Cursor values by which the row may be due; none for streams without a cursor. */
  readonly at: readonly number[];
}

export interface Check {
  readonly state: StreamStateJson;
  readonly now: number;
  /** Start of the last run: users that were listed then and still are. */
  readonly since: number;
  /** Families of roads of which the short one was taken in some run: what that does not show is owed later. */
  readonly used: ReadonlySet<string>;
  /** What is read whole has no start date in its state. */
  readonly latestStart: number | null;
}
