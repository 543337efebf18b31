import type { JsonObject } from '../../src/json.js';
import { refusal } from './api-error.js';
import type { SimulatorOptions } from './options.js';
import { addMonths, day, hour, isoDay, isoTime, second, startOfDay } from './time.js';

/** What an endpoint does with its from and to. https://developers.zoom.us/docs/api/, 2026-11. */
export interface WindowRule {
  /** `date-time` takes days as well. `year-month`: a whole month, by two whole numbers. */
  readonly format: 'date' | 'date-time' | 'year-month';
  /** Names of the two parameters, where they are not `from` and `to`, or `year` and `month`. */
  readonly parameters?: { readonly from: string; readonly to: string };
  /** What happens when both are left out; `days`: the last so many up to now. Of a month: the current one. */
  readonly absent: 'refuse' | 'everything' | 'today' | 'today-and-tomorrow' | { readonly days: number };
  /** With only one of the two: refused, or the other one is filled in. */
  readonly single: 'refuse' | 'fill';
  /** The widest window; null and nothing: any. */
  readonly maxMonths: number | null;
  /** The same in days, both edges included; of exact times, from the one to the other. */
  readonly maxDays?: number;
  /** A wider one: 400/300, or narrowed without a word, as when nothing is said: `from` moves, and the echo tells. */
  readonly wider?: 'refuse' | 'shorten';
  /** How far back rows are kept; null and nothing: for ever. */
  readonly keptMonths: number | null;
  readonly keptDays?: number;
  /** A start before that: 400/300, or silently moved. */
  readonly older: 'refuse' | 'shorten';
  /** The end may be at most so many days after today: -1 where today's rows come tomorrow. Nothing: any. */
  readonly latestDays?: number;
  /**
   * Where nobody is told in which timezone days begin: the latest one by UTC, in days after today, that can be asked for
   * whatever it is. A connector need not know more.
   */
  readonly surelyDays?: number;
  /** A later end: 400/300, as when nothing is said, or silently moved. */
  readonly later?: 'refuse' | 'shorten';
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
  readonly echo: JsonObject;
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
 * The first moment that is still kept. Where older starts are refused, one on the edge itself may be refused as well, from
 * one day to the next (`keptEdge`; seen in clients of the reports, 2026-11).
 */
export function keptSince(rule: WindowRule, { now, options }: Circumstances): number {
  if (rule.keptMonths === null && rule.keptDays === undefined) return 0;
  const zone = zoneOf(rule, options);
  const today = startOfDay(now + zone);
  const months = rule.keptMonths === null ? 0 : addMonths(today, -rule.keptMonths);
  const days = rule.keptDays === undefined ? 0 : today - rule.keptDays * day;
  const edge = Math.max(months, days) - zone;
  return rule.older === 'refuse' && options.keptEdge === 'exclusive' ? edge + day : edge;
}

/** The first moment of which nothing is served yet. */
export function servedUntil(rule: WindowRule, { now, options }: Circumstances): number {
  if (rule.latestDays === undefined) return Number.POSITIVE_INFINITY;
  const zone = zoneOf(rule, options);
  return startOfDay(now + zone) + (rule.latestDays + 1) * day - zone;
}

/** The first moment of which a connector need not know yet. */
export function knownUntil(rule: WindowRule, circumstances: Circumstances): number {
  const { surelyDays = Number.POSITIVE_INFINITY } = rule;
  return Math.min(servedUntil(rule, circumstances), startOfDay(circumstances.now) + (surelyDays + 1) * day);
}

/** The window to serve; null where everything that is kept is asked for. Throws the API's refusals. */
export function resolveWindow(
  rule: WindowRule,
  query: URLSearchParams,
  circumstances: Circumstances,
): Window | null {
  const byMonth = rule.format === 'year-month';
  const names = rule.parameters ?? (byMonth ? { from: 'year', to: 'month' } : { from: 'from', to: 'to' });
  const date = query.get('date');
  const texts: Texts = { names, from: date ?? query.get(names.from), to: date ?? query.get(names.to) };
  if (texts.from === null && texts.to === null) return absentWindow(rule, names.from, circumstances);
  if (rule.single === 'refuse' && (texts.from === null || texts.to === null)) {
    throw refusal.field(texts.from === null ? names.from : names.to, 'This field is required.');
  }
  return byMonth ? monthWindow(rule, texts, circumstances) : dateWindow(rule, texts, circumstances);
}

interface Texts {
  readonly names: { readonly from: string; readonly to: string };
  readonly from: string | null;
  readonly to: string | null;
}

function absentWindow(rule: WindowRule, name: string, circumstances: Circumstances): Window | null {
  const { now } = circumstances;
  const { absent, format } = rule;
  if (absent === 'refuse') throw refusal.field(name, 'This field is required.');
  if (absent === 'everything') return null;
  if (format === 'year-month') return monthOf(now);
  const today = startOfDay(now);
  if (typeof absent !== 'object') {
    return windowOf(today, today + (absent === 'today' ? day : 2 * day), rule);
  }
  const [from, until] = format === 'date' ? [today, today + day] : [now, now + second];
  return windowOf(from - absent.days * day, Math.min(until, servedUntil(rule, circumstances)), rule);
}

function dateWindow(rule: WindowRule, texts: Texts, circumstances: Circumstances): Window {
  const { names } = texts;
  const { now, options } = circumstances;
  const to =
    texts.to === null ? { at: startOfDay(now), span: day } : parseBound(names.to, texts.to, rule, options);
  const from =
    texts.from === null ? { at: to.at, span: day } : parseBound(names.from, texts.from, rule, options);
  if (from.at >= to.at + to.span) throw refusal.field(names.from, 'The start must not be after the end.');
  const widest = widestStart(rule, to);
  if (from.at < widest && rule.wider === 'refuse') throw refusal.field(names.from, 'The range is too wide.');
  const latest = servedUntil(rule, circumstances);
  const isLate = to.at + to.span > latest;
  if (isLate && rule.later !== 'shorten') throw refusal.field(names.to, 'The end is too late.');
  const start = sinceKept(rule, Math.max(from.at, widest), circumstances);
  const zone = zoneOf(rule, options);
  const until = Math.max(start, Math.min(to.at + to.span, latest));
  const { echo, ...served } = windowOf(start + zone, until + zone, rule);
  return { from: served.from - zone, until: served.until - zone, echo };
}

function widestStart({ maxMonths, maxDays }: WindowRule, to: Bound): number {
  const months = maxMonths === null ? 0 : addMonths(to.at, -maxMonths);
  const end = to.at + (to.span === day ? day : 0);
  return Math.max(months, maxDays === undefined ? 0 : end - maxDays * day);
}

function sinceKept(rule: WindowRule, from: number, circumstances: Circumstances): number {
  const kept = keptSince(rule, circumstances);
  if (from < kept && rule.older === 'refuse') throw refusal.dateRange();
  return Math.max(from, kept);
}

function monthWindow(rule: WindowRule, { names, ...texts }: Texts, circumstances: Circumstances): Window {
  const now = new Date(circumstances.now);
  const year = texts.from === null ? now.getUTCFullYear() : Number(texts.from);
  const month = texts.to === null ? now.getUTCMonth() + 1 : Number(texts.to);
  if (!Number.isInteger(year) || year < 1970) throw refusal.field(names.from, 'Invalid year.');
  if (!Number.isInteger(month) || month < 1 || month > 12) throw refusal.field(names.to, 'Invalid month.');
  const window = monthOf(Date.UTC(year, month - 1, 1));
  if (window.from > circumstances.now) throw refusal.field(names.to, 'The month is yet to come.');
  return { ...window, from: sinceKept(rule, window.from, circumstances) };
}

function monthOf(at: number): Window {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const echo = { year, month: month + 1 };
  return { from: Date.UTC(year, month, 1), until: Date.UTC(year, month + 1, 1), echo };
}

function windowOf(from: number, until: number, rule: WindowRule): Window {
  const write = rule.format === 'date' ? isoDay : isoTime;
  return { from, until, echo: { from: write(from), to: write(until - second) } };
}

/** The window as a reply repeats it: under the names of the parameters, where they have names of their own. */
export function echoed(rule: WindowRule | undefined, window: Window | null): JsonObject {
  if (window === null) return {};
  const { echo } = window;
  const parameters = rule?.parameters;
  if (parameters === undefined) return echo;
  return { [parameters.from]: echo['from'] ?? null, [parameters.to]: echo['to'] ?? null };
}

export function inWindow(window: Window | null, at: number): boolean {
  return window === null || (at >= window.from && at < window.until);
}
