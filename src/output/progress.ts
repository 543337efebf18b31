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
  /** Null while nobody knows. */
  readonly left: {
    readonly seconds: number;
    readonly bucket: string;
    readonly isForBudget: boolean;
  } | null;
  readonly days: readonly { readonly label: string; readonly spent: number; readonly perDay: number }[];
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
  #counts: RequestCounts = {
    requests: 0,
    requestsByLabel: {},
    visited: 0,
    planned: 0,
    left: null,
    days: [],
  };
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
      ...this.#counts.days.map(dayText),
      `${seconds} s${this.#remaining()}`,
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

  #remaining(): string {
    const { left } = this.#counts;
    if (left === null) return '';
    return `, about ${duration(left.seconds)} to go${left.isForBudget ? ', for the budget of the day' : ''}`;
  }
}

/** `HEAVY 596 of 24,000 today`. */
function dayText({ label, spent, perDay }: RequestCounts['days'][number]): string {
  return `${label.toUpperCase()} ${grouped(spent)} of ${grouped(perDay)} today`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** In each unit up to where the next one says enough. */
const units = [
  { name: 's', seconds: 1, upTo: 120 },
  { name: 'min', seconds: 60, upTo: 120 * 60 },
  { name: 'h', seconds: 3_600, upTo: 48 * 3_600 },
  { name: 'days', seconds: 86_400, upTo: Infinity },
] as const;

function duration(seconds: number): string {
  const unit = units.find(({ upTo }) => seconds < upTo) ?? units[3];
  return `${Math.ceil(seconds / unit.seconds)} ${unit.name}`;
}

export function createProgress(options: ProgressOptions): Progress {
  return new LiveLine(options);
}
