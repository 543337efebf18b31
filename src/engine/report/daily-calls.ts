import type { RatePool } from '../declaration.js';

interface Count {
  readonly stream: string;
  readonly pool: RatePool;
  calls: number;
}

/**
 * HEAVY and RESOURCE-INTENSIVE calls, which share a daily budget in each pool. A call belongs to the UTC day on which it
 * was made.
 */
export class DailyCalls {
  /** By day, then by stream and pool. */
  private readonly days = new Map<string, Map<string, Count>>();

  /** @param at epoch milliseconds */
  add({ stream, pool, at }: { readonly stream: string; readonly pool: RatePool; readonly at: number }): void {
    const day = utcDay(at);
    let counts = this.days.get(day);
    if (counts === undefined) {
      counts = new Map();
      this.days.set(day, counts);
    }
    const key = `${stream} ${pool}`;
    const count = counts.get(key);
    if (count === undefined) counts.set(key, { stream, pool, calls: 1 });
    else count.calls += 1;
  }

  /** Of all days, by pool and then by stream. */
  byPool(): ReadonlyMap<RatePool, ReadonlyMap<string, number>> {
    const pools = new Map<RatePool, Map<string, number>>();
    for (const counts of this.days.values()) {
      for (const { stream, pool, calls } of counts.values()) {
        const streams = pools.get(pool) ?? new Map<string, number>();
        streams.set(stream, (streams.get(stream) ?? 0) + calls);
        pools.set(pool, streams);
      }
    }
    return pools;
  }

  of(day: string): readonly Readonly<Count>[] {
    return [...(this.days.get(day)?.values() ?? [])];
  }
}

export function utcDay(time: number): string {
  return new Date(time).toISOString().slice(0, '2026-11-22'.length);
}

/** The calls that a state tells of, `2026-11-22/1234`, where it speaks of the day; else none. */
export function spentOn(day: string, spent: unknown): number {
  const [, ofDay, calls] =
    /^(\d{4}-\d\d-\d\d)\/(\d{1,9})$/.exec(typeof spent === 'string' ? spent : '') ?? [];
  return ofDay === day ? Number(calls) : 0;
}
