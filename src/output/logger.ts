import { withWholeCharacters } from './json-lines.js';

import { printable } from '../printable.js';
/** Lines for people, or for the log parsers of an orchestrator, on one text stream. */
export type Level = 'debug' | 'info' | 'warn' | 'error' | 'critical';

const ranks: Readonly<Record<Level, number>> = { debug: 10, info: 20, warn: 30, error: 40, critical: 50 };
const names: Readonly<Record<Level, string>> = {
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
  critical: 'CRITICAL',
};

/** What users write for a level besides numbers: our names and Python's. */
const levelNames: ReadonlyMap<string, Level> = new Map([
  ['', 'info'],
  ['debug', 'debug'],
  ['trace', 'debug'],
  ['info', 'info'],
  ['notset', 'info'],
  ['warn', 'warn'],
  ['warning', 'warn'],
  ['error', 'error'],
  ['critical', 'critical'],
  ['fatal', 'critical'],
]);

/** The level that a variable of the environment names. Anything unknown is info. */
export function levelFrom(text: string | undefined): Level {
  return knownLevel(text) ?? 'info';
}

/** A sentence about a variable whose level is unknown; null for a good one. */
export function levelFault(variable: string, text: string | undefined): string | null {
  if (knownLevel(text) !== null) return null;
  return `${variable} names no level that is known, so info is taken: choose debug, info, warning, error or critical.`;
}

function knownLevel(text: string | undefined): Level | null {
  const wanted = (text ?? '').trim().toLowerCase();
  return levelNames.get(wanted) ?? levelFromNumber(Number(wanted));
}

function levelFromNumber(rank: number): Level | null {
  if (Number.isNaN(rank)) return null;
  if (rank <= 0) return 'info';
  const levels: readonly Level[] = ['debug', 'info', 'warn', 'error', 'critical'];
  return levels.find((level) => ranks[level] >= rank) ?? 'critical';
}

export function isLoud(level: Level, threshold: Level): boolean {
  return ranks[level] >= ranks[threshold];
}

export interface LogEntry {
  readonly level: Level;
  readonly message: string;
  /** A measurement that rides on the line. */
  readonly metric?: Readonly<Record<string, unknown>>;
}

export interface LoggerOptions {
  readonly write: (text: string) => void;
  readonly scrub: (text: string) => string;
  readonly threshold: Level;
  readonly format: (entry: LogEntry) => string;
}

export type Logger = (entry: LogEntry) => void;

export function createLogger({ write, scrub, threshold, format }: LoggerOptions): Logger {
  return (entry) => {
    if (!isLoud(entry.level, threshold)) return;
    // Scrubbed before it is changed, and once more for what the metric holds.
    write(scrub(format({ ...entry, message: printable(scrub(entry.message)) })));
  };
}

/** `LEVEL message`; a metric is `INFO METRIC: {json}`. */
export function plainFormat({ level, message, metric }: LogEntry): string {
  const text = metric === undefined ? message : `METRIC: ${JSON.stringify(metric)}`;
  return `${names[level]} ${text}\n`;
}

export interface StructuredOptions {
  readonly pid: number;
  readonly appName: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * One JSON object a line with the fields that Meltano's log parser asks for
 * (https://docs.meltano.com/guide/logging, 2026-11).
 */
export function structuredFormat({ pid, appName, now }: StructuredOptions): (entry: LogEntry) => string {
  return ({ level, message, metric }) => {
    const stream = streamOf(metric);
    const line = {
      level: names[level].toLowerCase(),
      pid,
      logger_name: metric === undefined ? appName : `${appName}.metrics`,
      ts: now() / 1000,
      thread_name: 'MainThread',
      app_name: appName,
      stream_name: stream,
      message: metric === undefined ? message : metricText(metric, stream),
      extra: {},
      ...(metric === undefined ? {} : { metric_info: metric }),
    };
    return `${withWholeCharacters(JSON.stringify(line))}\n`;
  };
}

/** Whoever shows only the message of a line must see what is measured, and of which stream. */
function metricText(metric: Readonly<Record<string, unknown>>, stream: string | null): string {
  const named = [stream, metric['metric'], metric['value']].filter(isShown);
  return ['METRIC', ...named].join(' ');
}

function isShown(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number';
}

function streamOf(metric: LogEntry['metric']): string | null {
  const tags = metric?.['tags'];
  if (typeof tags !== 'object' || tags === null || !('stream' in tags)) return null;
  return typeof tags.stream === 'string' ? tags.stream : null;
}
