/** A stretch of cursor values, both ends included, in epoch milliseconds; -Infinity and Infinity: no bound. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export const everything: Range = { from: -Infinity, to: Infinity };

/** A state entry holds at most so many ranges a partition; beyond that the two nearest are joined. */
const mostRanges = 3;

/** What can be written in four digits of a year. Nothing of Zoom's lies beyond, but a large lookback may reach there. */
const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59Z');

/** Timestamps in the state are whole seconds, so a lower bound is cut down and an upper one is rounded up. */
export function toIso(ms: number): string {
  const seconds = Math.floor(Math.min(Math.max(ms, earliest), latest) / 1000);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

export function parseTime(text: string): number | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** A time in the form that we write, and no other: `Date.parse` takes almost any text for one. */
export function parseInstant(text: string): number | null {
  return instant.test(text) ? parseTime(text) : null;
}

/** `"f/t"`, `"f/"`, `"/"`, several comma-separated. */
export function formatRanges(ranges: readonly Range[]): string {
  return ranges
    .map(
      ({ from, to }) => `${from === -Infinity ? '' : toIso(from)}/${to === Infinity ? '' : toIso(to + 999)}`,
    )
    .join(',');
}

/** Null for what is not in the form that `formatRanges` writes. */
export function parseRanges(text: string): readonly Range[] | null {
  const ranges: Range[] = [];
  for (const part of text.split(',')) {
    const [from, to, ...rest] = part.split('/');
    if (from === undefined || to === undefined || rest.length > 0) return null;
    const start = from === '' ? -Infinity : parseInstant(from);
    const end = to === '' ? Infinity : parseInstant(to);
    if (start === null || end === null) return null;
    ranges.push({ from: start, to: end });
  }
  return ranges;
}

export function contains(ranges: readonly Range[], value: number): boolean {
  return ranges.some(({ from, to }) => value >= from && value <= to);
}

export function touch(a: Range, b: Range): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** Sorted, with everything that overlaps joined. */
export function union(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  const joined: Range[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && range.from <= last.to) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else {
      joined.push(range);
    }
  }
  return joined;
}

/** At most three ranges that cover all the given ones: only the widest gaps stay open. */
export function condense(ranges: readonly Range[]): readonly Range[] {
  const joined = union(ranges);
  if (joined.length <= mostRanges) return joined;
  const gaps = joined
    .slice(1)
    .map(({ from }, index) => ({ index, width: from - (joined[index]?.to ?? from) }));
  // Thousands of items may fail in one partition, so the widest are found in one go.
  const widest = gaps.sort((a, b) => b.width - a.width || b.index - a.index).slice(0, mostRanges - 1);
  const ends = [...widest.map(({ index }) => index).sort((a, b) => a - b), joined.length - 1];
  return ends.map((end, nth) => hull(joined.slice(nth === 0 ? 0 : (ends[nth - 1] ?? 0) + 1, end + 1)));
}

/** The smallest range that covers them all. No spread into a call here: what is many overflows the stack. */
export function hull(ranges: readonly Range[]): Range {
  let [from, to] = [Infinity, -Infinity];
  for (const range of ranges) {
    if (range.from < from) ({ from } = range);
    if (range.to > to) ({ to } = range);
  }
  return { from, to };
}
