import type { Retention, WindowShape } from '../declaration.js';
import { everything, hull, type Range } from './ranges.js';

export const day = 86_400_000;

/** Without a start date a sync goes back a year at most. */
export const longestBackfill = 365 * day;

/** One request's stretch of time: what it is for, and the bounds to ask with. */
export interface Window {
  /** The cursor values that this window answers for. */
  readonly core: Range;
  /** Whole UTC days, epoch milliseconds of their start, both included; null where no bounds are sent. */
  readonly asked: { readonly fromDay: number; readonly toDay: number } | null;
  /** True where the bounds belong to the rows' key: it is read as it is or not at all. */
  readonly isFixed?: true;
}

export interface WindowContext {
  readonly now: number;
  /** The configured start, for ranges without one; null: as far back as is kept, at most a year. */
  readonly startDate: number | null;
  readonly endDate: number | null;
  readonly retention: Retention | null;
}

export function dayOf(ms: number): number {
  return Math.floor(ms / day) * day;
}

/**
 * The first moment of which the endpoint may still keep rows; -Infinity where it keeps all. A day early, since Zoom's
 * today may be our yesterday: whether a day at the edge is served is for Zoom to say (`served-edge.ts`).
 */
export function keptSince(retention: Retention | null, now: number): number {
  if (retention === null) return -Infinity;
  const today = dayOf(now);
  const edge = 'days' in retention ? today - retention.days * day : monthsBefore(today, retention.months);
  return edge - day;
}

/** The same day so many months earlier; the month's last day where it has none such. */
export function monthsBefore(ms: number, months: number): number {
  const date = new Date(ms);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months + 1, 0)).getUTCDate();
  return first + (Math.min(date.getUTCDate(), lastDay) - 1) * day;
}

/** Cuts the ranges into the windows that the endpoint can answer, in ascending order. */
export function cutWindows(
  ranges: readonly Range[],
  shape: WindowShape | null,
  context: WindowContext,
): readonly Window[] {
  if (shape === null) return ranges.length === 0 ? [] : [{ core: hull(ranges), asked: null }];
  return ranges.flatMap((range) => cutRange(range, shape, context));
}

function cutRange(range: Range, shape: WindowShape, context: WindowContext): Window[] {
  const { now } = context;
  const kept = keptSince(context.retention, now);
  const from = Math.max(range.from, kept, context.startDate ?? dayOf(now) - longestBackfill);
  const until = Math.min(now + shape.ahead * day, context.endDate ?? Infinity);
  const to = Math.min(range.to, until);
  if (from > to) return [];
  if (shape.period !== null) return calendarWindows({ from, to }, range, { kept, newest: dayOf(until) });
  const bounds = {
    kept: kept === -Infinity ? kept : dayOf(kept),
    newest: dayOf(until) + shape.around.after * day,
  };
  const step = stepOf(shape);
  if (dayOf(to) - dayOf(from) < step) {
    return [{ core: { from, to: range.to }, asked: askedFor({ from, to }, shape, bounds) }];
  }
  if (shape.optional) {
    // Without bounds all that is kept comes in one answer, so a year is no limit here.
    const all = Math.max(range.from, kept, context.startDate ?? -Infinity);
    return [{ core: { from: all, to: range.to }, asked: null }];
  }
  const windows: Window[] = [];
  for (let start = from; start <= to; start = dayOf(start) + step) {
    const end = Math.min(dayOf(start) + step - 1, to);
    const core = { from: start, to: end === to ? range.to : end };
    windows.push({ core, asked: askedFor({ from: start, to: end }, shape, bounds) });
  }
  return windows;
}

/** How far a window moves on: what is left of its days without those around. */
export function stepOf({ maxDays, around: { before, after } }: WindowShape): number {
  const days = (maxDays ?? Infinity) - before - after;
  if (days < 1)
    throw new Error(`a window of ${maxDays} days with ${before} and ${after} around never moves on`);
  return days * day;
}

interface AskedDays {
  readonly fromDay: number;
  readonly toDay: number;
}

function askedFor(
  core: Range,
  { around }: WindowShape,
  bounds: { readonly kept: number; readonly newest: number },
): AskedDays {
  return {
    fromDay: Math.max(dayOf(core.from) - around.before * day, bounds.kept),
    toDay: Math.min(dayOf(core.to) + around.after * day, bounds.newest),
  };
}

/** Times that an answer may hold. Zoom's days begin in a timezone that it does not name, up to 14 hours from UTC's. */
export function answerableRange({ asked }: Window): Range {
  return asked === null ? everything : { from: asked.fromDay - day, to: asked.toDay + 2 * day };
}

/** Whole months that hold a part of the range; none that is no longer kept from its first day on. */
function calendarWindows(
  { from, to }: Range,
  range: Range,
  { kept, newest }: { readonly kept: number; readonly newest: number },
): Window[] {
  const windows: Window[] = [];
  for (let start = monthOf(from); start <= to; start = monthsBefore(start, -1)) {
    if (start < kept) continue;
    const end = monthsBefore(start, -1) - day;
    const asked = { fromDay: start, toDay: Math.min(end, newest) };
    const core = { from: Math.max(start, from), to: end + day > to ? range.to : end + day - 1 };
    windows.push({ core, asked, isFixed: true });
  }
  return windows;
}

function monthOf(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** The last moment of its month. */
export function endOfMonth(ms: number): number {
  return monthsBefore(monthOf(ms), -1) - 1;
}

/** The query parameters of a window: days, exact times from the first to the last of them, or the month that they are. */
export function windowQuery(window: Window, shape: WindowShape | null): Record<string, string> {
  if (shape === null || window.asked === null) return {};
  const [from, to] = boundsOf(window.asked, shape);
  return { [shape.from]: from, [shape.to]: to };
}

function boundsOf({ fromDay, toDay }: AskedDays, { format, around }: WindowShape): readonly [string, string] {
  const [from, to] = [isoDay(fromDay), isoDay(toDay)];
  if (format === 'year-month') {
    const [year = '', month = ''] = from.split('-');
    return [year, String(Number(month))];
  }
  if (format === 'date') return [from, to];
  if (around.after > 0) return [`${from}T00:00:00Z`, `${to}T23:59:59Z`];
  // Nothing reaches over the end here, and whether it is included is not said: up to the next one's beginning.
  return [`${from}T00:00:00Z`, new Date(toDay + day).toISOString().slice(0, 19) + 'Z'];
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * What Zoom left out of the window asked for. It narrows a window that it finds too wide without an error and says so
 * only in the `from` and `to` of its reply. Only days of the core count: the edges were asked for safety.
 */
export function unservedWindows(
  window: Window,
  served: { readonly from?: string; readonly to?: string },
  now: number,
): readonly Window[] {
  if (window.asked === null) return [];
  const { fromDay, toDay } = window.asked;
  const { core } = window;
  const servedFrom = served.from === undefined ? NaN : dayOf(Date.parse(served.from));
  const servedTo = served.to === undefined ? NaN : dayOf(Date.parse(served.to));
  const missing: Window[] = [];
  if (servedFrom > Math.max(dayOf(core.from), fromDay) && servedFrom <= toDay) {
    const end = Math.min(servedFrom + day - 1, core.to);
    missing.push({ core: { from: core.from, to: end }, asked: { fromDay, toDay: servedFrom } });
  }
  // The last window is open at its end, but never asked beyond `end_date`.
  const lastDay = Math.min(dayOf(Math.min(core.to, now)), toDay);
  if (servedTo < lastDay && servedTo >= fromDay) {
    missing.push({
      core: { from: Math.max(servedTo, core.from), to: core.to },
      asked: { fromDay: servedTo, toDay },
    });
  }
  return missing;
}
