import type { ProgressReport } from '../events.js';
import type { StreamNode } from '../plan/plan.js';
import type { Passages, Stats } from '../report/stats.js';
import { timeLeft, type BucketState, type Passage } from '../report/time-left.js';
import type { BucketReport, Service } from '../service.js';
import type { StreamRun } from '../visit/stream-run.js';

const secondsOfDay = 86_400;

export interface ReckonerOptions {
  readonly runs: ReadonlyMap<StreamNode, StreamRun>;
  readonly stats: Stats;
  readonly service: Service;
  readonly runStart: number;
  readonly now: () => number;
}

/** Puts together what is known of a run under way, for the people who watch. */
export class Reckoner {
  private readonly runs: ReadonlyMap<string, StreamRun>;

  constructor(private readonly options: ReckonerOptions) {
    this.runs = new Map([...options.runs].map(([{ name }, run]) => [name, run]));
  }

  report(): ProgressReport {
    const { stats, service, runStart } = this.options;
    const now = this.options.now();
    const buckets = service.buckets();
    const left = timeLeft({
      passages: stats.passages.map((passage) => this.passage(passage)),
      buckets: buckets.map((bucket) => this.state(bucket)),
      seconds: (now - runStart) / 1000,
      untilMidnight: secondsOfDay - ((now / 1000) % secondsOfDay),
    });
    return { ...stats.progress(), left, days: daysOf(buckets) };
  }

  private passage({ planned, begun, finished, before }: Passages): Passage {
    const streams = [...before].flatMap(([name, earlier]) => {
      const run = this.runs.get(name);
      if (run === undefined) return [];
      const { pool, rateLimit } = run.node.declaration.request;
      const requests = this.options.stats.requestsOf(name) - earlier;
      return [{ bucket: `${pool} ${rateLimit}`, requests, waiting: run.queue.size }];
    });
    return { planned, begun, finished, streams, seen: this.seen([...before.keys()]) };
  }

  private seen(streams: readonly string[]): number {
    let [read, known] = [0, 0];
    for (const name of streams) {
      const windows = this.runs.get(name)?.windows;
      read += windows?.read ?? 0;
      known += (windows?.read ?? 0) + (windows?.waiting ?? 0);
    }
    return read === 0 ? 1 : read / known;
  }

  private state({ pool, label, perSecond, waiting, day }: BucketReport): BucketState {
    const requests = this.options.stats.requestsWith(pool, label);
    return { bucket: `${pool} ${label}`, perSecond, isShort: waiting > 0, requests, day };
  }
}

/** Budgets of the day of which something is used, by the first label that shares each. */
export function daysOf(buckets: readonly BucketReport[]): ProgressReport['days'] {
  const found = new Map<string, ProgressReport['days'][number]>();
  for (const { pool, label, day } of buckets) {
    if (day === null || day.spent === 0 || found.has(day.group)) continue;
    found.set(day.group, { label: pool === 'main' ? label : `${pool} ${label}`, ...day });
  }
  return [...found.values()];
}
