import { refusal } from './api-error.js';
import type { SimulatorOptions } from './options.js';
import { addMonths, day, hour, isoDay, isoTime, second, startOfDay } from './time.js';

/** What an endpoint does with its from and to. https://developers.zoom.us/docs/api/, 2026-11. */
export interface WindowRule {
  readonly format: 'date' | 'date-time';
  /** What happens when both are left out. */
  readonly absent: 'refuse' | 'everything' | 'today' | 'today-and-tomorrow';
  /** With only one of the two: refused, or the other one is filled in. */
  readonly single: 'refuse' | 'fill';
  /** A wider window is narrowed without a word: `from` moves, and the reply echoes what was served. */
  readonly maxMonths: number | null;
  /** How far back rows are kept; null: for ever. */
  readonly keptMonths: number | null;
  /** A start before that: 400/300, or silently moved. */
  readonly older: 'refuse' | 'shorten';
  /** Days are those of the reports' zone, not of UTC. */
  readonly zoned?: true;
}

export type EdgeOptions = Pick<SimulatorOptions, 'keptEdge' | 'reportZoneHours'>;

export interface Circumstances {
  readonly now: number;
  readonly options: EdgeOptions;
}

/** Half open: rows at `from` and later, before `until`. */
export interface Window {
  readonly from: number;
  readonly until: number;
  /** As the reply echoes it. */
  readonly echo: { readonly from: string; readonly to: string };
}

const dateText = /^\d{4}-\d{2}-\d{2}$/;
const timeText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

interface Bound {
  readonly at: number;
  /** Length of what the bound names: a day or a second. */
  readonly span: number;
}

function parseBound(name: string, text: string, rule: WindowRule, options: EdgeOptions): Bound {
  const at = Date.parse(dateText.test(text) ? `${text}T00:00:00Z` : text);
  const isDate = dateText.test(text) && isoDay(at || 0) === text;
  const isTime = rule.format === 'date-time' && timeText.test(text);
  if (Number.isNaN(at) || (!isDate && !isTime)) throw refusal.field(name, 'Invalid date format.');
  return { at: at - (isDate ? zoneOf(rule, options) : 0), span: isDate ? day : second };
}

function zoneOf({ zoned }: WindowRule, { reportZoneHours }: EdgeOptions): number {
  return zoned === true ? reportZoneHours * hour : 0;
}

/**
 * The first moment that is still kept. Where older starts are refused, one of exactly so many months ago is refused as
 * well, from one day to the next (seen in clients of the reports, 2026-11).
 */
export function keptSince(rule: WindowRule, { now, options }: Circumstances): number {
  if (rule.keptMonths === null) return 0;
  const zone = zoneOf(rule, options);
  const edge = addMonths(startOfDay(now + zone), -rule.keptMonths) - zone;
  return rule.older === 'refuse' && options.keptEdge === 'exclusive' ? edge + day : edge;
}

/** The window to serve; null where everything that is kept is asked for. Throws the API's refusals. */
export function resolveWindow(
  rule: WindowRule,
  query: URLSearchParams,
  circumstances: Circumstances,
): Window | null {
  const { now, options } = circumstances;
  const date = query.get('date');
  const fromText = date ?? query.get('from');
  const toText = date ?? query.get('to');
  if (fromText === null && toText === null) {
    if (rule.absent === 'refuse') throw refusal.field('from', 'This field is required.');
    if (rule.absent === 'everything') return null;
    const today = startOfDay(now);
    return windowOf(today, today + (rule.absent === 'today' ? day : 2 * day), rule);
  }
  if (rule.single === 'refuse' && (fromText === null || toText === null)) {
    throw refusal.field(fromText === null ? 'from' : 'to', 'This field is required.');
  }
  const to = toText === null ? { at: startOfDay(now), span: day } : parseBound('to', toText, rule, options);
  const from = fromText === null ? { at: to.at, span: day } : parseBound('from', fromText, rule, options);
  if (from.at >= to.at + to.span) throw refusal.field('from', 'The start must not be after the end.');
  return fit(from.at, to, rule, circumstances);
}

function fit(from: number, to: Bound, rule: WindowRule, circumstances: Circumstances): Window {
  const widest = rule.maxMonths === null ? 0 : addMonths(to.at, -rule.maxMonths);
  const narrowed = Math.max(from, widest);
  const kept = keptSince(rule, circumstances);
  if (narrowed < kept && rule.older === 'refuse') throw refusal.dateRange();
  const zone = zoneOf(rule, circumstances.options);
  const { echo, ...served } = windowOf(Math.max(narrowed, kept) + zone, to.at + to.span + zone, rule);
  return { from: served.from - zone, until: served.until - zone, echo };
}

function windowOf(from: number, until: number, rule: WindowRule): Window {
  const write = rule.format === 'date' ? isoDay : isoTime;
  return { from, until, echo: { from: write(from), to: write(until - second) } };
}

export function inWindow(window: Window | null, at: number): boolean {
  return window === null || (at >= window.from && at < window.until);
}
