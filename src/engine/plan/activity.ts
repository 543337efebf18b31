import type { Range } from '../time/ranges.js';
import { dayOf } from '../time/windows.js';

const day = 86_400_000;

/**
 * When the partitions of a narrowed stream were active, by the rows of another one: whoever shows no row there in a
 * stretch of time need not be asked for it. What was not read there is unknown, and asked as ever.
 */
export class Activity {
  /** UTC days by partition value, in lower case. */
  private readonly days = new Map<string, Set<number>>();
  /** As they are spelled. */
  private readonly spelled = new Map<string, string>();
  private knownFrom: number | null = null;
  private settled = false;
  private resolve: () => void = () => undefined;
  /** Resolves when all that this sync reads of it is read. */
  readonly known: Promise<void>;

  constructor(
    /** The field of the rows that names the partition. */
    readonly field: string,
  ) {
    this.known = new Promise<void>((resolve) => {
      this.resolve = resolve;
    });
  }

  /** A row of the partition; null where it has no time: then nothing can be left out. */
  note(value: string, at: number | null): void {
    const key = value.toLowerCase();
    if (key === '') return;
    const days = this.days.get(key) ?? new Set();
    this.days.set(key, days.add(at === null ? NaN : dayOf(at)));
    this.spelled.set(key, value);
  }

  /** No more rows will come; `from`: they are all there are since then, null: some may be missing. Counts once. */
  settle(from: number | null): void {
    if (this.settled) return;
    this.settled = true;
    this.knownFrom = from;
    this.resolve();
  }

  /** True where it is certain that the partition has no row in the range; a day of slack for rounded times. */
  isQuiet(value: string, { from, to }: Range): boolean {
    if (value === '' || this.knownFrom === null || from < this.knownFrom) return false;
    const days = this.days.get(value.toLowerCase());
    if (days === undefined) return true;
    const [first, last] = [dayOf(from) - day, dayOf(to) + day];
    return ![...days].some((one) => Number.isNaN(one) || (one >= first && one <= last));
  }

  /** Partition values that are none of these, sorted. */
  strangers(known: Iterable<string>): readonly string[] {
    const listed = new Set([...known].map((value) => value.toLowerCase()));
    const strange = [...this.spelled].filter(([key]) => !listed.has(key));
    return strange.map(([, value]) => value).sort();
  }
}
