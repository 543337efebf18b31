import { createHash } from 'node:crypto';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import type { Narrowing } from '../declaration.js';
import { HourDigests } from '../state/hour-digests.js';
import type { Range } from '../time/ranges.js';
import { textOf } from '../records/fields.js';
import { day, dayOf } from '../time/windows.js';

const hour = 3_600_000;

/** Two lists round the end of a meeting differently; by less than this. */
export const rounding = 2 * hour;

/** What is told of one partition: as many times as keys. */
interface Traces {
  /** As it is spelled. */
  readonly value: string;
  /** Epoch milliseconds; NaN where a row has no time. */
  readonly times: number[];
  /** Numbers made of the rows' keys. */
  readonly keys: number[];
}

export interface ActivityOptions extends Pick<Narrowing, 'field' | 'keyField' | 'changesWith'> {
  /** Epoch milliseconds: of later rows it is remembered what they look like. */
  readonly digestsSince: number;
}

/**
 * When the partitions of a narrowed stream were active, by the rows of another one: whoever shows no row there in a
 * stretch of time need not be asked for it. What was not read there is unknown, and asked as ever.
 */
export class Activity {
  /** By partition value, in lower case. */
  private readonly traces = new Map<string, Traces>();
  readonly digests = new HourDigests();
  private knownRanges: readonly Range[] = [];
  private settledAt: number | null = null;
  private resolve: () => void = () => undefined;
  /** Resolves when all that this sync reads of it is read. */
  readonly known: Promise<void>;

  constructor(private readonly options: ActivityOptions) {
    this.known = new Promise<void>((resolve) => {
      this.resolve = resolve;
    });
  }

  /** A row and its time; null where it has none: then nothing can be left out. */
  note(row: JsonObject, at: number | null): void {
    const { field, keyField, changesWith, digestsSince } = this.options;
    const value = textOf(row[field]);
    if (value === '') return;
    const traces = this.traces.get(value.toLowerCase()) ?? { value, times: [], keys: [] };
    traces.times.push(at ?? Number.NaN);
    traces.keys.push(keyNumber(textOf(row[keyField])));
    this.traces.set(value.toLowerCase(), traces);
    if (at !== null && at >= digestsSince) this.digests.add(at, JSON.stringify(changing(row, changesWith)));
  }

  /** No more rows will come; `ranges`: they are all there are of those, null: some may be missing. Counts once. */
  settle(ranges: readonly Range[] | null, now: number): void {
    if (this.settledAt !== null) return;
    this.settledAt = now;
    this.knownRanges = ranges ?? [];
    this.resolve();
  }

  /** When everything was known, epoch milliseconds; null where it is not. */
  get since(): number | null {
    return this.knownRanges.length === 0 ? null : this.settledAt;
  }

  /** True where it is certain that the partition has no row in the range; a day of slack for rounded times. */
  isQuiet(value: string, { from, to }: Range): boolean {
    if (value === '' || !this.isKnown({ from, to })) return false;
    const [first, last] = [dayOf(from) - day, dayOf(to) + day];
    return !(this.traces.get(value.toLowerCase())?.times ?? []).some((at) => {
      const on = dayOf(at);
      return Number.isNaN(on) || (on >= first && on <= last);
    });
  }

  /** The hours in which the partition has rows that may belong to the range; null where that is not certain. */
  hoursIn(value: string, range: Range): ReadonlySet<number> | null {
    if (value === '' || !this.isKnown(range)) return null;
    const hours = new Set<number>();
    for (const at of this.traces.get(value.toLowerCase())?.times ?? []) {
      if (Number.isNaN(at)) return null;
      if (isNear(at, range)) hours.add(HourDigests.hourOf(at));
    }
    return hours;
  }

  /** True where the partition has no more rows in the range than those with these keys, for certain. */
  isExhausted(value: string, range: Range, keys: Iterable<string>): boolean {
    const traces = this.traces.get(value.toLowerCase());
    if (traces === undefined || !this.isKnown(range)) return false;
    const found = new Set([...keys].map(keyNumber));
    return traces.times.every((at, index) => {
      const mayBelong = Number.isNaN(at) || isNear(at, range);
      return !mayBelong || found.has(traces.keys[index] ?? Number.NaN);
    });
  }

  private isKnown({ from, to }: Range): boolean {
    return this.knownRanges.some((known) => known.from <= from && known.to >= to);
  }

  /** Partition values that are none of these, sorted. */
  strangers(known: Iterable<string>): readonly string[] {
    const listed = new Set([...known].map((value) => value.toLowerCase()));
    const strange = [...this.traces].filter(([key]) => !listed.has(key));
    return strange.map(([, { value }]) => value).sort();
  }
}

function isNear(at: number, { from, to }: Range): boolean {
  return at >= from - rounding && at <= to + rounding;
}

/** 48 bits: among a million rows two are alike once in six hundred accounts, and then a host is asked for less. */
function keyNumber(key: string): number {
  return createHash('sha1').update(key).digest().readUIntBE(0, 6);
}

/** Of the row what says whether it is another one; of a list of things in whatever order they come. */
function changing(row: JsonObject, changesWith: Narrowing['changesWith']): JsonValue {
  if (changesWith === null) return row;
  return Object.entries(changesWith).map(([field, within]) => {
    const value = row[field] ?? null;
    return within.length > 0 && isJsonArray(value) ? value.map((one) => picked(one, within)).sort() : value;
  });
}

function picked(value: JsonValue, fields: readonly string[]): string {
  return JSON.stringify(isJsonObject(value) ? fields.map((field) => value[field] ?? null) : value);
}
