import type { Clock } from '../clock.js';
import { StoppedError } from '../errors.js';
import { retryDelay } from '../http/retry.js';
import { serviceAwayError } from './refusals/send-failures.js';
import type { Trouble } from './trouble.js';

/** A moment in the life of the service, by what was known of it then. */
export interface Moment {
  readonly at: number;
  readonly answers: number;
  readonly outages: number;
}

/** Who wants to go on. */
export interface Asker {
  readonly stream: string;
  readonly signal: AbortSignal;
}

export interface ServiceHealthOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** First pause between two probes. */
  readonly probeBaseMs: number;
  /** So long an outage is waited for. */
  readonly patienceMs: number;
  /** Asks for something that is always there; null when it is. */
  readonly probe: (asker: Asker) => Promise<Trouble | null>;
  readonly onNotice: (message: string) => void;
}

/** So many requests that fail with no answer to anybody in between are not each one's own failure. */
const SUSPECTS = 4;

/** A service that has just answered is not doubted again at once, whatever else fails. */
const TRUST_MS = 10_000;

const MAX_PAUSE_MS = 10_000;

/**
 * Whether a failure is one request's or everybody's. Where requests fail one after the other and nobody is answered,
 * all wait and one probe asks; when the service is back they go on, and nothing counts as failed. When it stays away
 * the run ends, for a service that is not there is no user's fault.
 */
export class ServiceHealth {
  readonly #options: ServiceHealthOptions;
  readonly #suspects = new Set<string>();
  #answers = 0;
  #outages = 0;
  #isDoubted = false;
  #trustedUntil = -Infinity;
  #lost: Error | null = null;
  #finding: Promise<void> | null = null;

  constructor(options: ServiceHealthOptions) {
    this.#options = options;
  }

  /** Nothing may be sent but the probe. */
  get isDoubted(): boolean {
    return this.#isDoubted;
  }

  moment(): Moment {
    return { at: this.#options.clock.now(), answers: this.#answers, outages: this.#outages };
  }

  answered(): void {
    this.#answers += 1;
    this.#suspects.clear();
  }

  failed(url: string): void {
    this.#suspects.add(url);
    if (this.#suspects.size >= SUSPECTS && this.#options.clock.now() >= this.#trustedUntil) {
      this.#isDoubted = true;
    }
  }

  hasAnsweredSince({ answers }: Moment): boolean {
    return this.#answers > answers;
  }

  wasAwaySince({ outages }: Moment): boolean {
    return this.#outages > outages;
  }

  /** Waits while the service is doubted. Rejects with ReadError (`stop-run`) when it stays away, or with StoppedError. */
  async pass(asker: Asker): Promise<void> {
    while (this.#isDoubted) {
      if (this.#lost !== null) throw this.#lost;
      if (asker.signal.aborted) throw new StoppedError('stopped while the service was away');
      this.#finding ??= this.#findOut(asker).finally(() => {
        this.#finding = null;
      });
      try {
        await this.#finding;
      } catch (error) {
        // Another caller's stop is not ours: ask under our own signal.
        if (!(error instanceof StoppedError)) throw error;
      }
    }
  }

  /** Finds out, before a failure counts as its own: true where the service was away, and is back. */
  async wasAway(asker: Asker): Promise<boolean> {
    const before = this.moment();
    this.#isDoubted = true;
    await this.pass(asker);
    return this.wasAwaySince(before);
  }

  async #findOut(asker: Asker): Promise<void> {
    const { clock, random, probeBaseMs, patienceMs, onNotice } = this.#options;
    let waitedMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      const askedAt = clock.now();
      const trouble = await this.#options.probe(asker);
      if (trouble === null) break;
      if (attempt === 1) this.#outages += 1;
      const tookMs = Math.max(0, clock.now() - askedAt);
      if (trouble.fault?.passes === false || waitedMs + tookMs >= patienceMs) {
        this.#lost = serviceAwayError(trouble, waitedMs + tookMs);
        throw this.#lost;
      }
      if (attempt === 1) onNotice(awayNote(trouble, patienceMs));
      const timing = { attempt, retryAfterMs: null, random, baseMs: probeBaseMs };
      const pauseMs = retryDelay({ ...timing, maxMs: MAX_PAUSE_MS, maxServerMs: MAX_PAUSE_MS });
      await clock.sleep(pauseMs, asker.signal);
      waitedMs += Math.max(tookMs + pauseMs, clock.now() - askedAt);
    }
    if (waitedMs > 0)
      onNotice(`Zoom answers again after ${Math.round(waitedMs / 1000)} seconds; the sync goes on.`);
    this.answered();
    this.#trustedUntil = clock.now() + TRUST_MS;
    this.#isDoubted = false;
  }
}

function awayNote({ what }: Trouble, patienceMs: number): string {
  const seconds = Math.round(patienceMs / 1000);
  return `Zoom answers nobody (${what}): all requests wait until it does, for ${seconds} seconds at most.`;
}
