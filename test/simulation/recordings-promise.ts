import type { Check, Owed } from './owed.js';
import { isoDay, sizesOf, viewsToldOf, type WorldRecording } from './recordings.js';
import { seenBy } from './seen-by.js';
import { key } from './target.js';
import { listedAt, versionAt, type WorldUser } from './world.js';

interface At {
  readonly base: number;
  readonly check: Check;
}

/** What a stream of recordings owes of a user; null for other streams. */
export function owedOfRecordings(
  stream: string,
  { recordings }: WorldUser,
  { base, check }: At,
): readonly Owed[] | null {
  const owed = owedBy[stream];
  if (owed === undefined) return null;
  const isShort = check.used.has('recordings_from');
  return recordings.flatMap((one) => {
    const seen = isShort ? seenBy(one, one.startAt, base) : base;
    if (versionAt(one, seen) === 0) return [];
    return owed(one, { base, seen, check });
  });
}

type OwedBy = (
  recording: WorldRecording,
  at: { readonly base: number; readonly seen: number; readonly check: Check },
) => readonly Owed[];

const owedBy: Readonly<Record<string, OwedBy>> = {
  recordings: (one, { seen }) => [{ key: key(one.uuid), version: versionAt(one, seen), at: [one.startAt] }],
  recording_files: (one, { seen }) =>
    sizesOf(versionAt(one, seen)).map((version, index) => ({
      key: key(one.uuid, `f${index}`),
      version,
      at: [one.startAt],
    })),
  recording_settings: ({ uuid, startAt }, { check }) =>
    startAt < (check.latestStart ?? -Infinity) ? [] : [{ key: key(uuid), version: 1, at: [startAt] }],
  recording_analytics_summary: viewsOwed,
  recording_analytics_details: viewsOwed,
};

/** Whatever the age of the recording. */
function viewsOwed(one: WorldRecording, { base }: { readonly base: number }): readonly Owed[] {
  return viewsToldOf(one, base).map(({ date }) => ({
    key: key(one.uuid, isoDay(date)),
    version: 1,
    at: [date, one.startAt],
  }));
}

export function inAccountRecordings({ recordings }: WorldUser, base: number): readonly Owed[] {
  return recordings.flatMap((one) => {
    if (listedAt(one, base) === null) return [];
    const version = one.listed.filter((at) => at <= base).length;
    return [{ key: key(one.uuid), version, at: [one.startAt] }];
  });
}
