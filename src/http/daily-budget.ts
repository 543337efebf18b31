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

export function nextUtcMidnight(now: number): number {
  return (Math.floor(now / DAY_MS) + 1) * DAY_MS;
}

/** Calls of one UTC day. Times are epoch milliseconds. */
export class DailyBudget {
  readonly name: string;
  readonly #perDay: number;
  #day = Number.NaN;
  #spent = 0;
  #exhaustedUntil = -Infinity;

  /** @param perDay Infinity: counted, but ended only by the server. */
  constructor(name: string, perDay: number) {
    this.name = name;
    this.#perDay = perDay;
  }

  spend(calls: number, now: number): void {
    this.#spent = this.spent(now) + calls;
  }

  spent(now: number): number {
    const day = Math.floor(now / DAY_MS);
    if (day !== this.#day) {
      this.#day = day;
      this.#spent = 0;
    }
    return this.#spent;
  }

  /** The server said so, whatever we counted: the limit is shared with other programs. */
  exhaust(resetAt: number): void {
    this.#exhaustedUntil = Math.max(this.#exhaustedUntil, resetAt);
  }

  /** When the next call may start; null: now. */
  blockedUntil(now: number): number | null {
    if (now < this.#exhaustedUntil) return this.#exhaustedUntil;
    return this.spent(now) >= this.#perDay ? nextUtcMidnight(now) : null;
  }
}
