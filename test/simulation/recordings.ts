import type { PageRequest } from '../../src/engine/page-reader.js';
import type { JsonObject } from '../../src/json.js';
import type { Random } from './random.js';
import { day, hour, lateness } from './times.js';

/** A recording, whose files come and grow for hours, and which is viewed as long as it is there. */
export interface WorldRecording {
  readonly uuid: string;
  readonly startAt: number;
  /** When it appears in its user's list, and when a file comes or grows. */
  readonly versions: readonly number[];
  /** The same of its row in the list of the account: of some changes that shows nothing. */
  readonly listed: readonly number[];
  readonly views: readonly WorldView[];
}

export interface WorldView {
  /** Midnight of the day of which it is told, and when it is. */
  readonly date: number;
  readonly at: number;
}

interface Recorder {
  readonly id: string;
  readonly recordings: readonly WorldRecording[];
}

export function makeRecordings(
  random: Random,
  name: string,
  { begin, end, past }: { readonly begin: number; readonly end: number; readonly past: number },
): readonly WorldRecording[] {
  if (random.chance(0.4)) return [];
  return Array.from({ length: random.int(1, 5) }, (_, index) => {
    const startAt = seconds(random.int(begin - past, end));
    const last = startAt + lateness;
    const appears = seconds(random.int(startAt, startAt + 30 * hour));
    const changes = Array.from({ length: random.int(0, 3) }, () => seconds(random.int(appears, last)));
    const first = random.chance(0.6) ? appears : seconds(random.int(appears, last));
    const noticed = changes.filter((at) => at > first && random.chance(0.7));
    const told = noticed.map((at) => (random.chance(0.6) ? at : seconds(random.int(at, last))));
    return {
      uuid: `${name}/${index}==`,
      startAt,
      versions: [appears, ...changes].sort(ascending),
      listed: [first, ...told].sort(ascending),
      views: viewsOf(random, startAt, end),
    };
  });
}

/** One a day at most, told within a day. */
function viewsOf(random: Random, startAt: number, end: number): readonly WorldView[] {
  const days = new Map<number, WorldView>();
  for (let count = random.int(0, 5); count > 0; count -= 1) {
    const viewedAt = seconds(random.int(startAt, Math.max(startAt, end)));
    const date = Math.floor(viewedAt / day) * day;
    days.set(date, { date, at: viewedAt + random.int(0, 23) * hour });
  }
  return [...days.values()];
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}

function ascending(a: number, b: number): number {
  return a - b;
}

/** Every second change is a file that grows, the others are files that come. */
export function sizesOf(version: number): readonly number[] {
  return Array.from({ length: Math.ceil(version / 2) }, (_, file) => (version >= 2 * file + 2 ? 2 : 1));
}

/** What the world answers of recordings; null for other streams. */
export function recordingRows(
  users: readonly Recorder[],
  { stream, pathValues, query }: PageRequest,
  { now, zone }: { readonly now: number; readonly zone: number },
): readonly JsonObject[] | null {
  const { host_user_id: host, meeting_uuid: uuid, analytics_date: date } = pathValues;
  const within = ({ startAt }: WorldRecording): boolean =>
    startAt >= Date.parse(query['from'] ?? '') - zone && startAt < Date.parse(query['to'] ?? '') + day - zone;
  const asked = users.flatMap(({ recordings }) => recordings).filter((one) => one.uuid === uuid);
  switch (stream) {
    case 'recordings':
      return users
        .filter(({ id }) => id === host)
        .flatMap(({ recordings }) => recordings.filter(within))
        .flatMap((one) => row(one, one.versions, now));
    case 'account_recordings':
      return users.flatMap(({ id, recordings }) =>
        recordings
          .filter(within)
          .flatMap((one) => row(one, one.listed, now).map((shown) => ({ ...shown, host_id: id }))),
      );
    case 'recording_settings':
      return asked.filter(({ versions }) => isThere(versions, now)).map(() => ({ on_demand: false }));
    case 'recording_analytics_summary':
      return asked
        .flatMap((one) => viewsToldOf(one, now))
        .map((view) => isoDay(view.date))
        .filter((one) => one >= (query['from'] ?? '') && one <= (query['to'] ?? ''))
        .map((one) => ({ date: one, views_total_count: 1, downloads_total_count: 0 }));
    case 'recording_analytics_details':
      return query['type'] === 'by_view'
        ? asked
            .flatMap((one) => viewsToldOf(one, now))
            .filter((view) => isoDay(view.date) === date)
            .map(() => ({ name: 'somebody' }))
        : [];
    default:
      return null;
  }
}

function row({ uuid, startAt }: WorldRecording, changes: readonly number[], now: number): JsonObject[] {
  const version = changes.filter((at) => at <= now).length;
  if (version === 0) return [];
  const start = `${new Date(startAt).toISOString().slice(0, 19)}Z`;
  const sizes = sizesOf(version);
  const files = sizes.map((size, index) => ({
    id: `f${index}`,
    file_type: 'MP4',
    recording_start: start,
    file_size: size,
    // Another link with each listing.
    download_url: `https://example.zoom.us/rec/download/${now}-${index}`,
  }));
  return [
    { uuid, start_time: start, total_size: version, recording_count: sizes.length, recording_files: files },
  ];
}

function isThere([appears = Infinity]: readonly number[], now: number): boolean {
  return appears <= now;
}

export function viewsToldOf({ views, versions }: WorldRecording, now: number): readonly WorldView[] {
  return isThere(versions, now) ? views.filter(({ at }) => at <= now) : [];
}

export function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
