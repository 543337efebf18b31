import { dayText, remainingText } from './figures.js';
import { noCounts } from './progress.js';
import type { Progress, RequestCounts } from './progress.js';

/** A live line at the foot of a terminal that has no room, or no means, for more. */
export interface LiveLineOptions {
  readonly write: (text: string) => void;
  /** How many streams the run shall deliver. */
  readonly total: number;
  /** Of the terminal as it is now. */
  readonly columns: () => number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const REDRAW_MS = 100;
const ERASE_LINE = '\r\u001b[2K';

class LiveLine implements Progress {
  readonly #options: LiveLineOptions;
  readonly #startedAt: number;
  readonly #waits = new Map<string, number>();
  #counts: RequestCounts = noCounts;
  #records = 0;
  #done = 0;
  #drawnAt = -Infinity;
  #isShown = false;

  constructor(options: LiveLineOptions) {
    this.#options = options;
    this.#startedAt = options.now();
  }

  report(counts: RequestCounts): void {
    this.#counts = counts;
    this.#draw();
  }

  records(_stream: string, count: number): void {
    this.#records += count;
    this.#draw();
  }

  waiting(stream: string, until: number): void {
    this.#waits.set(stream, until);
    this.#draw();
  }

  ended(stream: string): void {
    this.#done += 1;
    this.#waits.delete(stream);
    this.#draw();
  }

  above(write: () => void): void {
    this.clear();
    write();
  }

  clear(): void {
    if (!this.#isShown) return;
    this.#options.write(ERASE_LINE);
    this.#isShown = false;
    this.#drawnAt = -Infinity;
  }

  #draw(): void {
    const now = this.#options.now();
    if (now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    this.#isShown = true;
    this.#options.write(ERASE_LINE + this.#text(now).slice(0, Math.max(1, this.#options.columns() - 1)));
  }

  #text(now: number): string {
    const seconds = Math.max(1, Math.round((now - this.#startedAt) / 1000));
    const rate = Math.round(this.#records / seconds);
    const parts = [
      `${this.#done}/${this.#options.total} streams`,
      `${this.#records} records (${rate}/s)`,
      ...this.#requests(),
      ...this.#counts.days.map(dayText),
      `${seconds} s${remainingText(this.#counts.left)}`,
    ];
    for (const [stream, until] of this.#waits) {
      if (until <= now) this.#waits.delete(stream);
      else parts.push(`${stream} waits ${Math.ceil((until - now) / 1000)} s for its rate limit`);
    }
    return parts.join(' · ');
  }

  #requests(): readonly string[] {
    const { requests, requestsByLabel } = this.#counts;
    if (requests === 0) return [];
    const labels = Object.entries(requestsByLabel).map(([label, count]) => `${label} ${count}`);
    return [`${requests} requests (${labels.join(', ')})`];
  }
}

export function createLiveLine(options: LiveLineOptions): Progress {
  return new LiveLine(options);
}
