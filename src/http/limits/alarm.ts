import { setMaxListeners } from 'node:events';
import type { Clock } from '../../clock.js';

/** A sleeper that is this near may as well wake for nothing. */
const SOON_MS = 1_000;

/**
 * Calls back at a time that may change. A call that comes too early costs next to nothing, but to take a sleeper back
 * costs as much as a small request: so it is only added to, and never woken early but to leave no sleeper behind.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  /** When the sleepers wake, latest first. Epoch milliseconds. */
  readonly #wakes: number[] = [];
  #sleepers = sleepersController();

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Rings within `ms` from now, perhaps more than once. */
  within(ms: number): void {
    const at = this.#clock.now() + Math.max(1, Math.ceil(ms));
    const next = this.#wakes.at(-1);
    if (next !== undefined && next <= at) return;
    this.#wakes.push(at);
    const { signal } = this.#sleepers;
    this.#clock.sleep(at - this.#clock.now(), signal).then(
      () => this.#woke(at),
      () => undefined, // taken back
    );
  }

  /** Nothing is waited for. */
  off(): void {
    const latest = this.#wakes[0];
    if (latest === undefined || latest - this.#clock.now() <= SOON_MS) return;
    this.#sleepers.abort();
    this.#sleepers = sleepersController();
    this.#wakes.length = 0;
  }

  #woke(at: number): void {
    const index = this.#wakes.lastIndexOf(at);
    if (index >= 0) this.#wakes.splice(index, 1);
    this.#ring();
  }
}

/** Every sleeper listens to it: no leak. */
function sleepersController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
