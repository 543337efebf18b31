/** What keeps the requests of a bucket waiting: its pace or a refusal, or the budget of the day. */
export type WaitCause = 'limit' | 'day';

export type Waited = Readonly<Record<WaitCause, number>>;

interface Waiting {
  cause: WaitCause | null;
  since: number;
  readonly total: Record<WaitCause, number>;
}

/** For how long each bucket kept requests waiting, however many they were. Milliseconds on the limiter's own time. */
export class Waits {
  readonly #buckets = new Map<string, Waiting>();

  /** From now on, until the next word. */
  note(bucket: string, cause: WaitCause | null, now: number): void {
    const known = this.#buckets.get(bucket);
    if (known === undefined) {
      if (cause !== null) this.#buckets.set(bucket, { cause, since: now, total: { limit: 0, day: 0 } });
      return;
    }
    if (known.cause !== null) known.total[known.cause] += now - known.since;
    known.cause = cause;
    known.since = now;
  }

  of(bucket: string, now: number): Waited {
    const known = this.#buckets.get(bucket);
    if (known === undefined) return { limit: 0, day: 0 };
    this.note(bucket, known.cause, now);
    return { ...known.total };
  }
}
