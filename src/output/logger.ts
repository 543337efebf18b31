import { withWholeCharacters } from './json-lines.js';

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

/** What users write for a level: ours, Python's names and numbers. Anything else is info. */
export function levelFrom(text: string | undefined): Level {
  const wanted = (text ?? '').trim().toLowerCase();
  const aliases: Readonly<Record<string, Level>> = {
    debug: 'debug',
    trace: 'debug',
    warn: 'warn',
    warning: 'warn',
    error: 'error',
    critical: 'critical',
    fatal: 'critical',
  };
  return aliases[wanted] ?? levelFromNumber(Number(wanted));
}

function levelFromNumber(rank: number): Level {
  if (!Number.isFinite(rank) || rank <= 0) return 'info';
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
    if (isLoud(entry.level, threshold)) write(scrub(format(entry)));
  };
}

/** `LEVEL message`, one line for each line of the message; a metric is `INFO METRIC: {json}`. */
export function plainFormat({ level, message, metric }: LogEntry): string {
  const text = metric === undefined ? message : `METRIC: ${JSON.stringify(metric)}`;
  return text
    .split(/\r?\n/)
    .map((line) => `${names[level]} ${line}\n`)
    .join('');
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
      message: metric === undefined ? message : 'METRIC',
      extra: {},
      ...(metric === undefined ? {} : { metric_info: metric }),
    };
    return `${withWholeCharacters(JSON.stringify(line))}\n`;
  };
}

function streamOf(metric: LogEntry['metric']): string | null {
  const tags = metric?.['tags'];
  if (typeof tags !== 'object' || tags === null || !('stream' in tags)) return null;
  return typeof tags.stream === 'string' ? tags.stream : null;
}
