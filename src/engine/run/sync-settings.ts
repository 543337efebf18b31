import type { Seldom } from '../plan/resting.js';
import type { RoadChoice } from '../plan/roads.js';
import type { Secrets } from '../records/hidden.js';

/** What the configuration says of a sync. */
export interface SyncSettings {
  readonly startDate: number | null;
  readonly endDate: number | null;
  /** Milliseconds. */
  readonly lookback: number;
  /** Of each family. */
  readonly roads: readonly RoadChoice[];
  /** Where a destination keeps what it has, these are not read in each sync. */
  readonly seldom: Seldom;
  /** Requests in flight at most. */
  readonly maxConcurrency: number;
  readonly secrets: Secrets;
  readonly skipUnauthorizedStreams: boolean;
}
