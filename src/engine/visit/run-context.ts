import type { Clock } from '../../clock.js';
import type { Outbox } from '../report/outbox.js';
import type { PageReader } from '../page-reader.js';
import type { Stats } from '../report/stats.js';
import type { Wording } from '../wording.js';

/** What every part of one sync needs. */
export interface RunContext {
  readonly clock: Clock;
  readonly readPages: PageReader;
  readonly outbox: Outbox;
  readonly stats: Stats;
  readonly wording: Wording;
  readonly startDate: number | null;
  readonly endDate: number | null;
  readonly signal: AbortSignal;
  /** Ends the whole run: nothing can be read any more. */
  readonly stop: (reason: Error) => void;
}
