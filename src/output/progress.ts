/** A live line at the foot of a terminal; where there is none, nothing. */
export interface ProgressOptions {
  readonly write: (text: string) => void;
  /** How many streams the run shall deliver. */
  readonly total: number;
  readonly columns: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface Progress {
  /** How far the whole run is: requests in all and by label, parts of the account gone through and known. */
  report(requests: RequestCounts): void;
  records(count: number): void;
  /** The stream waits for its rate limit until then, epoch milliseconds. */
  waiting(stream: string, until: number): void;
  ended(stream: string): void;
  /** Takes the line away, before a text is written above it and at the end. */
  clear(): void;
}

export interface RequestCounts {
  readonly requests: number;
  readonly requestsByLabel: Readonly<Record<string, number>>;
  readonly visited: number;
  readonly planned: number;
}

export const noProgress: Progress = {
  report: () => undefined,
  records: () => undefined,
  waiting: () => undefined,
  ended: () => undefined,
  clear: () => undefined,
};

const REDRAW_MS = 100;
const ERASE_LINE = '\r\u001b[2K';

class LiveLine implements Progress {
  readonly #options: ProgressOptions;
  readonly #startedAt: number;
  readonly #waits = new Map<string, number>();
  #counts: RequestCounts = { requests: 0, requestsByLabel: {}, visited: 0, planned: 0 };
  #records = 0;
  #done = 0;
  #drawnAt = -Infinity;
  #isShown = false;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#startedAt = options.now();
  }

  report(counts: RequestCounts): void {
    this.#counts = counts;
    this.#draw();
  }

  records(count: number): void {
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
    this.#options.write(ERASE_LINE + this.#text(now).slice(0, Math.max(20, this.#options.columns - 1)));
  }

  #text(now: number): string {
    const seconds = Math.max(1, Math.round((now - this.#startedAt) / 1000));
    const rate = Math.round(this.#records / seconds);
    const parts = [
      `${this.#done}/${this.#options.total} streams`,
      `${this.#records} records (${rate}/s)`,
      ...this.#requests(),
      `${seconds} s${this.#remaining(seconds)}`,
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

  /** Parts of an account differ in size, so this is a guess, and only made when some are done. */
  #remaining(seconds: number): string {
    const { visited, planned } = this.#counts;
    if (visited === 0 || visited >= planned) return '';
    return `, about ${Math.ceil((seconds * (planned - visited)) / visited)} s to go`;
  }
}

export function createProgress(options: ProgressOptions): Progress {
  return new LiveLine(options);
}
