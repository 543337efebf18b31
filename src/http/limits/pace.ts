export interface PaceRule {
  /** Calls that the server accepts per window. */
  readonly limit: number;
  readonly windowMs: number;
  /** The part of the limit that we use, in (0, 1]. */
  readonly share: number;
}

/** One call, from its start to its answer. Times are milliseconds on the limiter's clock. */
export interface PacedCall {
  readonly at: number;
  /** Calls of ours, this one included, in the window that ends with it. */
  readonly ours: number;
  /** Its place in the ring. */
  readonly place: number;
}

/** What an answer tells of the window that its request fell into. */
export interface WindowReport {
  readonly limit: number;
  /** Calls that the server would still accept. */
  readonly remaining: number;
}

/**
 * Latency is not the same for any two requests: what starts within 1.05 windows may arrive within one. At a share of
 * 0.95 even pacing meets this guard without losing a call.
 */
const GUARD_FACTOR = 1.05;

/** After a late timer or a busy moment, starts may be made up for this part of a window, never more. */
const CATCH_UP_FACTOR = 0.1;

/** A refusal, which our own pace never earns, means that others call too: leave them so much more. */
const YIELD_FACTOR = 0.8;
const LEAST_FACTOR = 0.2;
/** How much of its pace a bucket takes back in a window. */
const RECOVERY_PER_WINDOW = 0.02;
/** What others seem to use is noise up to this part of the limit: our own calls are under way meanwhile. */
const NOISE_FACTOR = 0.15;

/**
 * When the next call of one bucket may start: evenly spaced, never more than the limit in any window, and slower for a
 * while where the server shows that others use the same limit.
 */
export class Pace {
  readonly #windowMs: number;
  readonly #share: number;
  #limit: number;
  /** A ring of the last `limit` starts, oldest at the index. */
  #starts: Float64Array;
  #oldest = 0;
  #next = 0;
  #factor = 1;
  #factorAt = 0;

  constructor({ limit, windowMs, share }: PaceRule) {
    this.#windowMs = windowMs;
    this.#share = share;
    this.#limit = limit;
    this.#starts = emptyRing(limit);
  }

  readyAt(): number {
    return Math.max(this.#next, (this.#starts[this.#oldest] ?? -Infinity) + this.#windowMs * GUARD_FACTOR);
  }

  start(now: number): PacedCall {
    const intervalMs = this.#windowMs / (this.#limit * this.#share * this.factor(now));
    this.#next = Math.max(this.#next, now - this.#windowMs * CATCH_UP_FACTOR) + intervalMs;
    const place = this.#oldest;
    this.#starts[place] = now;
    this.#oldest = (place + 1) % this.#starts.length;
    return { at: now, ours: this.#startedSince(now - this.#windowMs), place };
  }

  /** The call has left only now: a connection had to be made, or the process was busy. */
  sent({ place, at }: PacedCall, now: number): void {
    if (this.#starts[place] === at) this.#starts[place] = now;
  }

  /** The server refused a call. To be told once for all that were refused together. */
  refused(now: number): void {
    this.#slowDown(this.factor(now) * YIELD_FACTOR, now);
  }

  /**
   * Others are what the server counted and we did not. A limit lower than ours is believed; a higher one is not, since
   * whoever set ours may have had a reason.
   */
  observe({ ours }: PacedCall, { limit, remaining }: WindowReport, now: number): void {
    if (limit < this.#limit) this.#lower(limit);
    if (limit !== this.#limit) return;
    const others = limit - remaining - ours;
    if (others > limit * NOISE_FACTOR) this.#slowDown(1 - others / limit, now);
  }

  /** Calls that the server accepts per window, as far as is known. */
  get limit(): number {
    return this.#limit;
  }

  /** Calls a second that the bucket makes at most at the moment. */
  perSecond(now: number): number {
    return (this.#limit * this.#share * this.factor(now) * 1000) / this.#windowMs;
  }

  /** The part of its share that the bucket uses at the moment, in (0, 1]. */
  factor(now: number): number {
    if (this.#factor === 1) return 1;
    const recovered = ((now - this.#factorAt) / this.#windowMs) * RECOVERY_PER_WINDOW;
    const factor = Math.min(1, this.#factor + recovered);
    if (factor === 1) this.#factor = 1;
    return factor;
  }

  #lower(limit: number): void {
    const kept = this.#newestFirst().slice(0, limit).reverse();
    this.#limit = limit;
    this.#starts = emptyRing(limit);
    this.#starts.set(kept, this.#starts.length - kept.length);
    this.#oldest = 0;
  }

  #newestFirst(): number[] {
    const { length } = this.#starts;
    return Array.from(
      { length },
      (_, age) => this.#starts[(this.#oldest + length - 1 - age) % length] ?? -Infinity,
    );
  }

  #startedSince(time: number): number {
    let count = 0;
    for (const start of this.#starts) if (start >= time) count += 1;
    return count;
  }

  #slowDown(factor: number, now: number): void {
    this.#factor = Math.max(LEAST_FACTOR, Math.min(factor, this.factor(now)));
    this.#factorAt = now;
  }
}

/** Of starts that never were. */
function emptyRing(limit: number): Float64Array {
  return new Float64Array(Math.max(1, Math.floor(limit))).fill(-Infinity);
}
