import type { StreamSummary, Summary } from '../engine/summary.js';
import { shortened } from '../shortened.js';

/** The end of a run for people: one line a stream, then the requests by label. */
export function summaryLines(summary: Summary): readonly string[] {
  const idle = summary.streams.filter(isIdle);
  // One takes a line, and so do many.
  const shown = idle.length > 1 ? summary.streams.filter((stream) => !isIdle(stream)) : summary.streams;
  const rows = shown.map((stream) => [
    stream.stream,
    stream.selected ? stream.status : 'read for its children',
    counted(stream.records, 'record'),
    counted(stream.requests, 'request'),
    remarks(stream),
  ]);
  const labels = Object.entries(summary.requestsByLabel).map(([label, count]) => `${label} ${count}`);
  const records = summary.streams.reduce((sum, stream) => sum + (stream.selected ? stream.records : 0), 0);
  return [
    `Summary: ${counted(records, 'record')} in ${summary.seconds.toFixed(1)} s`,
    ...align(rows).map((row) => `  ${row}`),
    ...(idle.length > 1 ? [`  incomplete, and nothing was asked of them: ${idleNames(idle)}`] : []),
    `Requests by label: ${labels.length === 0 ? 'none' : labels.join(', ')}`,
  ];
}

const mostNamed = 5;

function idleNames(idle: readonly StreamSummary[]): string {
  const names = idle.map(({ stream }) => stream);
  return `${counted(idle.length, 'stream')} (${shortened(names, mostNamed)})`;
}

/** Not read, and no word to say of it but why, which is told elsewhere. */
function isIdle(stream: StreamSummary): boolean {
  const { selected, status, records, requests, failures } = stream;
  const isUnread = records === 0 && requests === 0 && Object.keys(failures).length === 0;
  return selected && status === 'incomplete' && isUnread;
}

function remarks(stream: StreamSummary): string {
  const unchanged = stream.unchanged === 0 ? '' : `${stream.unchanged} unchanged, not asked again`;
  return [
    stream.empty === 0 ? '' : `${stream.empty} came back empty`,
    unchanged,
    stream.misfits === 0 ? '' : `${counted(stream.misfits, 'value')} of another type kept in extra_fields`,
    list('retried', stream.retries),
    list('skipped', stream.skips, stream.refused),
    list('failed', stream.failures),
  ]
    .filter((text) => text !== '')
    .join('; ');
}

function list(
  verb: string,
  counts: Readonly<Record<string, number>>,
  names: Readonly<Record<string, readonly string[]>> = {},
): string {
  const reasons = Object.entries(counts).map(
    ([reason, count]) => `${count} (${reason}${named(names[reason] ?? [], count)})`,
  );
  return reasons.length === 0 ? '' : `${verb} ${reasons.join(', ')}`;
}

/** `: u1, u2, ...` */
function named(names: readonly string[], count: number): string {
  return names.length === 0 ? '' : `: ${names.join(', ')}${names.length < count ? ', ...' : ''}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function align(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
