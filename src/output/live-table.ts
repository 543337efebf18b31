import { frameOf } from './live-frame.js';
import type { Size, StreamSight } from './live-frame.js';
import { noCounts } from './progress.js';
import type { Progress, RequestCounts, StreamEnd } from './progress.js';
import { Screen } from './screen.js';

/** A table at the foot of a terminal that is drawn anew while the run goes on. */
export interface LiveTableOptions {
  readonly write: (text: string) => void;
  readonly streams: readonly string[];
  /** Of the terminal as it is now. */
  readonly size: () => Size;
  readonly isColoured: boolean;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Calls now and then until it is told to stop, so that times go on where nothing else does. */
  readonly ticking: (tick: () => void) => () => void;
}

const REDRAW_MS = 100;
/** So far back the pace looks. */
const LATE_MS = 10_000;

class LiveTable implements Progress {
  readonly #options: LiveTableOptions;
  readonly #screen: Screen;
  readonly #startedAt: number;
  readonly #streams: Map<string, StreamSight>;
  #counts: RequestCounts = noCounts;
  /** Requests so far, by when they were told; the first one is as old as the pace looks back. */
  #told: readonly { readonly at: number; readonly requests: number }[];
  #drawnAt = -Infinity;
  #stopTicking: (() => void) | null = null;

  constructor(options: LiveTableOptions) {
    this.#options = options;
    this.#screen = new Screen(options);
    this.#startedAt = options.now();
    this.#told = [{ at: this.#startedAt, requests: 0 }];
    this.#streams = new Map(options.streams.map((name) => [name, { name, ...unbegun }]));
  }

  report(counts: RequestCounts): void {
    const now = this.#options.now();
    this.#counts = counts;
    this.#told = [...within(this.#told, now - LATE_MS), { at: now, requests: counts.requests }];
    for (const [name, requests] of Object.entries(counts.requestsByStream)) {
      if (this.#streams.get(name)?.requests !== requests) this.#touch(name, () => ({ requests }));
    }
    this.#draw();
  }

  records(stream: string, count: number): void {
    this.#touch(stream, ({ records }) => ({ records: records + count }));
    this.#draw();
  }

  waiting(stream: string, until: number): void {
    this.#touch(stream, () => ({ waitsUntil: until }));
    this.#draw();
  }

  ended(stream: string, how: StreamEnd): void {
    this.#touch(stream, () => ({ end: how }));
    this.#draw();
  }

  above(write: () => void): void {
    const wasShown = this.#screen.isShown;
    this.#screen.erase();
    write();
    if (wasShown) this.#show();
  }

  clear(): void {
    this.#stopTicking?.();
    this.#stopTicking = null;
    this.#screen.erase();
    this.#drawnAt = -Infinity;
  }

  #touch(name: string, change: (stream: StreamSight) => Partial<StreamSight>): void {
    const stream = this.#streams.get(name);
    if (stream === undefined) return;
    this.#streams.set(name, { ...stream, ...change(stream), touchedAt: this.#options.now() });
  }

  #draw(): void {
    const now = this.#options.now();
    if (now - this.#drawnAt < REDRAW_MS) return;
    this.#stopTicking ??= this.#options.ticking(() => this.#draw());
    this.#show();
  }

  #show(): void {
    const now = this.#options.now();
    this.#drawnAt = now;
    const sight = {
      now,
      startedAt: this.#startedAt,
      streams: [...this.#streams.values()],
      counts: this.#counts,
      pace: this.#pace(now),
    };
    this.#screen.draw(frameOf(sight, this.#options.size()));
  }

  #pace(now: number): number {
    const [first] = this.#told;
    if (first === undefined) return 0;
    return Math.round((this.#counts.requests - first.requests) / Math.max(1, (now - first.at) / 1000));
  }
}

const unbegun = { records: 0, requests: 0, end: null, waitsUntil: null, touchedAt: null } as const;

/** What was told since then, and the last word before it. */
function within<T extends { readonly at: number }>(told: readonly T[], since: number): readonly T[] {
  const first = told.findLastIndex(({ at }) => at <= since);
  return told.slice(Math.max(0, first));
}

export function createLiveTable(options: LiveTableOptions): Progress {
  return new LiveTable(options);
}
