import type { Clock } from './clock.js';

/** For how long somebody waited. Those who wait at the same time count once: it is the run that waits. */
export class Stopwatch {
  private waiting = 0;
  private since = 0;
  private total = 0;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  async during<T>(wait: Promise<T>): Promise<T> {
    if (this.waiting === 0) this.since = this.clock.now();
    this.waiting += 1;
    try {
      return await wait;
    } finally {
      this.waiting -= 1;
      if (this.waiting === 0) this.total += this.running();
    }
  }

  get seconds(): number {
    return (this.total + (this.waiting === 0 ? 0 : this.running())) / 1000;
  }

  /** A clock that was set back in the meantime tells nothing. */
  private running(): number {
    return Math.max(0, this.clock.now() - this.since);
  }
}

/** The clock for somebody whose sleep is a wait of the run. */
export function watched(clock: Clock, watch: Stopwatch): Clock {
  return {
    now: () => clock.now(),
    sleep: (ms, signal) => watch.during(clock.sleep(ms, signal)),
  };
}
