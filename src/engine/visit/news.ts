import type { Activity } from '../plan/activity.js';
import { rounding } from '../plan/activity.js';
import { HourDigests } from '../state/hour-digests.js';
import { formatHours, hoursBytes, parseHours, type HourCodes } from '../state/settled-hours.js';
import type { Range } from '../time/ranges.js';

const hour = 3_600_000;
/** See `state/seen.ts`; so much later the item is old by whichever list's time. */
const lateness = 48 * hour + rounding;

/** A shorter lookback shows nothing again at the age at which late rows have come, so everything is asked. */
export const leastLookback = lateness + hour;

export interface NewsOptions {
  /** As the state has it. */
  readonly stored: string;
  /** From when on the stream reads in this run, epoch milliseconds; null where what it reads is no whole pass. */
  readonly readsFrom: number | null;
  /** Milliseconds. */
  readonly lookback: number;
  /** Epoch milliseconds. */
  readonly pass: number;
  /** Hours that may be kept. */
  readonly cap: number;
}

/**
 * What a stream knows of the list that narrows it or its parents: by the hour, what that showed when everything that it
 * leads to had been read. Hosts whose hours look the same since need not be asked again. All of an account fits into
 * an hour's code, so it takes the same room at any size.
 */
export class News {
  private codes: HourCodes;
  private readonly known: HourCodes;

  constructor(
    private readonly activity: Activity,
    private readonly options: NewsOptions,
  ) {
    this.known = parseHours(options.stored);
    this.codes = this.known;
  }

  /** True where all that the partition shows in the range was read, and looks the same since. */
  isSettled(value: string, range: Range): boolean {
    const hours = this.activity.hoursIn(value, range);
    if (hours === null || this.activity.since === null) return false;
    for (const one of hours) {
      const code = this.codeOf(one);
      if (code === null || this.known.get(one) !== code) return false;
    }
    return true;
  }

  /** The pass is closed: what is not due of all that the list showed in this run was read. */
  close(): void {
    const { readsFrom, lookback, pass, cap } = this.options;
    if (readsFrom === null || this.activity.since === null) return;
    const first = firstWhole(Math.max(readsFrom, pass - lookback));
    const codes = new Map([...this.known].filter(([one]) => one >= first));
    for (const one of this.activity.digests.hours()) {
      const code = this.codeOf(one);
      if (one >= first && code !== null) codes.set(one, code);
    }
    this.codes = new Map([...codes].sort(([a], [b]) => b - a).slice(0, cap));
  }

  toState(): string {
    return formatHours(this.codes, this.options.cap);
  }

  private codeOf(one: number): string | null {
    const { since } = this.activity;
    if (since === null) return null;
    return this.activity.digests.codeOf(one, since - (one + 1) * hour >= lateness);
  }
}

/** The first hour that must be known whole where rows from then on are read. */
function firstWhole(from: number): number {
  return HourDigests.hourOf(from - rounding);
}

/** The list is read from there on, so that the first hour is one of its rows as in the next run. */
export function wholeHoursFrom(from: number): number {
  return from === -Infinity ? from : firstWhole(from) * hour;
}

/** Hours of a lookback. */
export function hoursOf(lookback: number, bytes: number): number {
  const wanted = Math.ceil((lookback + rounding) / hour) + 2;
  const fitting = Math.floor((bytes - hoursBytes(0)) / (hoursBytes(1) - hoursBytes(0)));
  return Math.max(0, Math.min(wanted, fitting));
}
