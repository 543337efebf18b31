import type { JsonObject } from '../../../src/json.js';
import { day, isoDay, isoTime, second, startOfDay } from '../time.js';
import { keptSince, knownUntil } from '../windows.js';
import type { Circumstances, Window, WindowRule } from '../windows.js';
import type { SelectData } from './data.js';

/** What rows are sums over. */
export interface Period {
  /** What tells its values from those of other periods: both edges, as they were asked for. */
  readonly words: readonly string[];
  /** By which a connector's dates choose: the start of its last day. */
  readonly at: number;
  /** What the rows say of it themselves. */
  readonly served: JsonObject;
  /** What a connector adds to them. */
  readonly added: JsonObject;
}

/** Sums of days, and whatever is asked for by year and month, are a row a day; all others are over the whole window. */
function isDaily({ sums, window }: SelectData): boolean {
  return sums === 'day' || window?.format === 'year-month';
}

function dayPeriod(at: number): Period {
  const date = isoDay(at);
  return { words: [date], at, served: { date }, added: {} };
}

/** Every day that begins in `[from, until)`. */
function daysOf(from: number, until: number): readonly Period[] {
  const first = startOfDay(from + day - 1);
  const length = Math.max(0, Math.ceil((until - first) / day));
  return Array.from({ length }, (_, index) => dayPeriod(first + index * day));
}

/** The edges as the reply echoes them: of days in whatever zone. */
function edgesOf({ from, until, echo }: Window): readonly [number, number] {
  const [start, end] = [echo['from'], echo['to']];
  if (typeof start !== 'string' || typeof end !== 'string') return [from, until];
  const length = end.includes('T') ? second : day;
  return [Date.parse(start), Date.parse(end) + length];
}

/** Of which periods a request with this window gets rows. */
export function askedPeriods(select: SelectData, window: Window | null, now: number): readonly Period[] {
  if (window === null) throw new Error(`the sums of ${select.table} need a window with dates`);
  const [from, end] = edgesOf(window);
  const tomorrow = startOfDay(now) + day;
  const until = end > now ? tomorrow : end;
  if (isDaily(select)) return daysOf(from, until);
  const words = [
    from === startOfDay(from) ? isoDay(from) : isoTime(from),
    until === startOfDay(until) ? isoDay(until - 1) : isoTime(until),
  ];
  return [{ words, at: startOfDay(until - 1), served: repeated(select, words), added: {} }];
}

function firstOfMonth(at: number, later: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1);
}

/** Where the one row of the reply repeats the window. */
function repeated({ echo }: SelectData, [from = '', to = '']: readonly string[]): JsonObject {
  return echo === 'row' ? { from, to } : {};
}

function monthPeriod(select: SelectData, start: number, last: number): Period {
  const end = Math.min(firstOfMonth(start, 1) - day, startOfDay(last));
  const [from, to] = [isoDay(start), isoDay(end)];
  return {
    words: [from, to],
    at: end,
    served: repeated(select, [from, to]),
    added: { period_start: from, period_end: to },
  };
}

/**
 * The periods that a connector must read: of sums over months each that is kept from its first day on, the current one up
 * to today; of sums of days each day, and where they come by the month only those of such months.
 */
export function knownPeriods(
  select: SelectData,
  rule: WindowRule,
  circumstances: Circumstances,
): readonly Period[] {
  const since = keptSince(rule, circumstances);
  if (since === 0) throw new Error(`the sums of ${select.table} need an edge: keptMonths or keptDays`);
  const last = Math.min(circumstances.now, knownUntil(rule, circumstances) - 1);
  const months: number[] = [];
  for (let start = firstOfMonth(since - 1, 1); start <= last; start = firstOfMonth(start, 1))
    months.push(start);
  if (!isDaily(select)) return months.map((start) => monthPeriod(select, start, last));
  return daysOf(rule.format === 'year-month' ? (months[0] ?? last) : since, last + 1);
}
