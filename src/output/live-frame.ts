import { dayText, duration, grouped, remainingText } from './figures.js';
import type { RequestCounts, StreamEnd } from './progress.js';

/** One frame of the live table, as text: which streams there is room for, and what is said of them. */

export interface StreamSight {
  readonly name: string;
  readonly records: number;
  readonly requests: number;
  readonly end: StreamEnd | null;
  /** Its rate limit opens then, epoch milliseconds; null where it waits for nothing. */
  readonly waitsUntil: number | null;
  /** When anything last happened to it, epoch milliseconds; null before it has begun. */
  readonly touchedAt: number | null;
}

export interface Sight {
  readonly now: number;
  readonly startedAt: number;
  /** In the order of the catalog. */
  readonly streams: readonly StreamSight[];
  readonly counts: RequestCounts;
  /** Requests a second of late. */
  readonly pace: number;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A stretch of a line and what it is, which says how it looks. */
export interface Part {
  readonly text: string;
  readonly kind: PartKind;
}
export type PartKind = 'plain' | 'head' | StreamState;
export type StreamState = 'waiting' | 'reading' | 'not begun' | StreamEnd;

export type Line = readonly Part[];

/** Head, foot of two lines, and one that stays free for whoever else writes on this terminal. */
const besides = 4;

/** Lines that the terminal has room for, none of which wraps. */
export function frameOf(sight: Sight, { columns, rows }: Size): readonly Line[] {
  const room = Math.max(0, rows - 1 - besides);
  const body = bodyOf(sight, room);
  const lines = [...body, ...footOf(sight).map((text): Line => [{ text, kind: 'plain' }])];
  const width = Math.max(1, columns - 1);
  return lines.slice(-Math.max(1, rows - 2)).map((line) => cut(line, width));
}

function bodyOf(sight: Sight, room: number): readonly Line[] {
  const begun = sight.streams.filter(({ touchedAt }) => touchedAt !== null);
  const fits = sight.streams.length <= room;
  const shown = fits ? begun : mostTelling(begun, Math.max(0, room - 1));
  const hidden = sight.streams.filter((stream) => !shown.includes(stream));
  const width = Math.max('STREAM'.length, ...shown.map(({ name }) => name.length));
  const head = rowText(width, { name: 'STREAM', records: 'RECORDS', requests: 'REQUESTS' });
  return [
    [{ text: `${head}STATE`, kind: 'head' }],
    ...shown.map((stream): Line => {
      const { name, records, requests } = stream;
      const text = rowText(width, { name, records: grouped(records), requests: grouped(requests) });
      const state = stateOf(stream, sight.now);
      return [
        { text, kind: 'plain' },
        { text: stateText(stream, sight.now), kind: state },
      ];
    }),
    ...(hidden.length === 0 ? [] : [[{ text: hiddenText(hidden, sight.now), kind: 'head' } as const]]),
  ];
}

interface Cells {
  readonly name: string;
  readonly records: string;
  readonly requests: string;
}

function rowText(width: number, { name, records, requests }: Cells): string {
  return `${name.padEnd(width)}  ${records.padStart(11)}  ${requests.padStart(9)}  `;
}

/** Those at work, of them the liveliest; what ended badly; what ended last. As many as there is room for, in order. */
function mostTelling(streams: readonly StreamSight[], most: number): readonly StreamSight[] {
  const rank = ({ end }: StreamSight): number => (end === null ? 0 : end === 'done' ? 2 : 1);
  const chosen = [...streams]
    .sort((left, right) => rank(left) - rank(right) || (right.touchedAt ?? 0) - (left.touchedAt ?? 0))
    .slice(0, most);
  return streams.filter((stream) => chosen.includes(stream));
}

function stateOf({ end, waitsUntil, touchedAt }: StreamSight, now: number): StreamState {
  if (end !== null) return end;
  if (touchedAt === null) return 'not begun';
  return waitsUntil !== null && waitsUntil > now ? 'waiting' : 'reading';
}

function stateText(stream: StreamSight, now: number): string {
  const state = stateOf(stream, now);
  if (state !== 'waiting' || stream.waitsUntil === null) return state;
  return `waits ${duration((stream.waitsUntil - now) / 1000)} for its rate limit`;
}

/** `and 12 more: 3 done, 9 not begun` */
function hiddenText(hidden: readonly StreamSight[], now: number): string {
  const counts = new Map<StreamState, number>();
  for (const stream of hidden) {
    const state = stateOf(stream, now);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const named = [...counts].map(([state, count]) => `${count} ${state}`);
  return `and ${hidden.length} more: ${named.join(', ')}`;
}

function footOf({ streams, counts, pace, now, startedAt }: Sight): readonly string[] {
  const seconds = Math.max(1, Math.round((now - startedAt) / 1000));
  const ended = streams.filter(({ end }) => end !== null).length;
  const records = streams.reduce((sum, stream) => sum + stream.records, 0);
  const labels = Object.entries(counts.requestsByLabel).map(([label, count]) => `${label} ${grouped(count)}`);
  const requests = `${grouped(counts.requests)} requests (${pace}/s)`;
  return [
    [
      `${ended}/${streams.length} streams`,
      `${grouped(records)} records (${grouped(Math.round(records / seconds))}/s)`,
      labels.length === 0 ? requests : `${requests}: ${labels.join(', ')}`,
    ].join(' · '),
    [...counts.days.map(dayText), `${duration(seconds)}${remainingText(counts.left)}${slowest(counts)}`].join(
      ' · ',
    ),
  ];
}

/** The label that takes longest, where it is not the day's budget that does. */
function slowest({ left }: RequestCounts): string {
  if (left === null || left.isForBudget || left.seconds < 1) return '';
  return `, most of it for ${left.bucket.replace(/^main /, '').toUpperCase()} requests`;
}

function cut(line: Line, width: number): Line {
  let left = width;
  return line.map(({ text, kind }) => {
    const part = { text: text.slice(0, left), kind };
    left -= part.text.length;
    return part;
  });
}
