const DAY_MS = 86_400_000;

/** The budget of a group of buckets is used up; waiting for it would take too long for one run. */
export class DailyBudgetError extends Error {
  override readonly name = 'DailyBudgetError';
  readonly group: string;
  /** Epoch milliseconds. */
  readonly resetAt: number;

  constructor(group: string, resetAt: number) {
    super(`the daily budget of ${group} is used up until ${new Date(resetAt).toISOString()}`);
    this.group = group;
    this.resetAt = resetAt;
  }
}

function dayOf(time: number): number {
  return Math.floor(time / DAY_MS);
}

export function nextUtcMidnight(now: number): number {
  return (dayOf(now) + 1) * DAY_MS;
}

/** Calls by UTC day, each of which belongs to the day on which it is made. Times are epoch milliseconds. */
export class DailyBudget {
  readonly name: string;
  readonly perDay: number;
  /** By day, the latest few: a clock that is set back at midnight must not forget what was spent. */
  readonly #days = new Map<number, number>();
  #exhaustedUntil = -Infinity;

  /** @param perDay Infinity: counted, but ended only by the server. */
  constructor(name: string, perDay: number) {
    this.name = name;
    this.perDay = perDay;
  }

  spend(calls: number, now: number): void {
    const day = dayOf(now);
    this.#days.set(day, this.spent(now) + calls);
    for (const other of this.#days.keys()) if (Math.abs(other - day) > 1) this.#days.delete(other);
  }

  spent(now: number): number {
    return this.#days.get(dayOf(now)) ?? 0;
  }

  /** The server said so, whatever we counted: the limit is shared with other programs. */
  exhaust(resetAt: number): void {
    this.#exhaustedUntil = Math.max(this.#exhaustedUntil, resetAt);
  }

  /** When the next call may start; null: now. */
  blockedUntil(now: number): number | null {
    if (now < this.#exhaustedUntil) return this.#exhaustedUntil;
    return this.spent(now) >= this.perDay ? nextUtcMidnight(now) : null;
  }
}
