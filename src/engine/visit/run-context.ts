import type { Clock } from '../../clock.js';
import type { Limits } from '../limits.js';
import type { Outbox } from '../report/outbox.js';
import type { Stats } from '../report/stats.js';
import type { Service } from '../service.js';

/** What every part of one sync needs. */
export interface RunContext {
  readonly clock: Clock;
  readonly service: Service;
  readonly outbox: Outbox;
  readonly stats: Stats;
  readonly startDate: number | null;
  readonly endDate: number | null;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Ends the whole run: nothing can be read any more. */
  readonly stop: (reason: Error) => void;
}
