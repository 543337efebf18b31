import type { JsonObject } from '../../json.js';
import type { ReadError } from '../../errors.js';
import type { Range } from '../time/ranges.js';

/** A row that was looked at, with the key fields of its parents. */
export interface SampledRow {
  readonly record: JsonObject;
  /** As it came, where rows of others may lie inside it. */
  readonly raw: JsonObject;
  /** Its cursor value; -Infinity where it has none. */
  readonly at: number;
  /** The partition that it was listed for. */
  readonly home: string;
  /** Rows that came inside one row share it. */
  readonly holder: number;
  /** How many rows it stands for within its list. */
  readonly weight: number;
}

/** One list that was looked at, in all its variants. */
export interface SampledList {
  readonly home: string;
  /** Requests that it takes to read it to its end. */
  readonly requests: number;
  /** Rows that it has, looked at or not. */
  readonly count: number;
  readonly rows: readonly SampledRow[];
  /** All of its rows were looked at. */
  readonly isWhole: boolean;
  /** Cursor values that it answers for, where it has a window. */
  readonly core: Range | null;
  /** Whoever it belongs to has none, or may not be read. */
  readonly isRefused: boolean;
}

/** What is known of the lists of one stream. */
export class StreamSample {
  readonly lists: SampledList[] = [];
  readonly asked = new Set<string>();
  /** The service refuses the stream as a whole. */
  refusal: ReadError | null = null;
  /** Nothing more can be learned of it now. */
  isOut = false;
  private holders = 0;

  nextHolder(): number {
    this.holders += 1;
    return this.holders;
  }

  /** Of the lists of some partitions. */
  among(isOne: (home: string) => boolean): StreamSample {
    const part = new StreamSample();
    part.lists.push(...this.lists.filter(({ home }) => isOne(home)));
    return part;
  }

  get served(): readonly SampledList[] {
    return this.lists.filter(({ isRefused }) => !isRefused);
  }

  /** Of the lists that were looked at, the part whose owners are refused. */
  get refusedShare(): number {
    return this.lists.length === 0 ? 0 : 1 - this.served.length / this.lists.length;
  }
}

export interface Mean {
  readonly value: number;
  /** Standard error. */
  readonly error: number;
  readonly of: number;
}

/**
 * The mean of a sample out of so many. Few observations say little of how much the others differ, so one more is added
 * that differs by `usual`.
 */
export function meanOf(
  values: readonly number[],
  { of, usual }: { readonly of: number; readonly usual: number },
): Mean {
  const length = Math.max(1, values.length);
  const value = values.reduce((sum, one) => sum + one, 0) / length;
  const squares = values.reduce((sum, one) => sum + (one - value) ** 2, usual ** 2);
  const left = Math.max(0, 1 - values.length / Math.max(1, of));
  return { value, error: (Math.sqrt(squares) / length) * Math.sqrt(left), of: values.length };
}

/** Of groups, each with its number of lists. */
export function jointMean(groups: readonly { readonly lists: number; readonly mean: Mean }[]): Mean {
  const all = groups.reduce((sum, { lists }) => sum + lists, 0);
  if (all === 0) return groups[0]?.mean ?? { value: 0, error: 0, of: 0 };
  const value = groups.reduce((sum, { lists, mean }) => sum + lists * mean.value, 0) / all;
  const error = Math.hypot(...groups.map(({ lists, mean }) => lists * mean.error)) / all;
  return { value, error, of: groups.reduce((sum, { mean }) => sum + mean.of, 0) };
}
