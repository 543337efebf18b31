export interface PaceRule {
  /** Calls that the server accepts per window. */
  readonly limit: number;
  readonly windowMs: number;
  /** The part of the limit that we use, in (0, 1]. */
  readonly share: number;
}

/**
 * Latency is not the same for any two requests: what starts within 1.05 windows may arrive within one. At a share of
 * 0.95 even pacing meets this guard without losing a call.
 */
const GUARD_FACTOR = 1.05;

/** After a late timer or a busy moment, starts may be made up for this part of a window, never more. */
const CATCH_UP_FACTOR = 0.1;

/** When the next call of one bucket may start: evenly spaced, and never more than the limit in any window. */
export class Pace {
  readonly #intervalMs: number;
  readonly #guardMs: number;
  readonly #catchUpMs: number;
  /** A ring of the last `limit` starts, oldest at the index. */
  readonly #starts: Float64Array;
  #oldest = 0;
  #next = 0;

  constructor(rule: PaceRule) {
    this.#intervalMs = rule.windowMs / (rule.limit * rule.share);
    this.#guardMs = rule.windowMs * GUARD_FACTOR;
    this.#catchUpMs = rule.windowMs * CATCH_UP_FACTOR;
    this.#starts = new Float64Array(Math.max(1, Math.floor(rule.limit))).fill(-Infinity);
  }

  readyAt(): number {
    return Math.max(this.#next, (this.#starts[this.#oldest] ?? -Infinity) + this.#guardMs);
  }

  start(now: number): void {
    this.#next = Math.max(this.#next, now - this.#catchUpMs) + this.#intervalMs;
    this.#starts[this.#oldest] = now;
    this.#oldest = (this.#oldest + 1) % this.#starts.length;
  }
}
