import type { Random } from './random.js';
import { makeRecordings, type WorldRecording } from './recordings.js';
import { day, hour, lateness } from './times.js';

/** When something was said in what ended then. */
export function saidBefore(endAt: number): number {
  return endAt - 10 * 60_000;
}

/** A whole number in [low, high]; times are whole seconds, as everywhere in Zoom's API. */
function between(random: Random, low: number, high: number): number {
  const value = random.int(low, high);
  return value > 1e12 ? Math.floor(value / 1_000) * 1_000 : value;
}

export interface WorldUser {
  readonly id: string;
  /** When the user appears in the lists; what it did may be older. */
  readonly listedFrom: number;
  readonly createdAt: number;
  /** Turns in ascending order; before the first one the user is active. */
  readonly turns: readonly { readonly at: number; readonly status: 'active' | 'inactive' | 'gone' }[];
  readonly meetings: readonly WorldMeeting[];
  readonly instances: readonly WorldInstance[];
  readonly recordings: readonly WorldRecording[];
}

export interface WorldMeeting {
  readonly id: number;
  readonly createdAt: number;
  readonly registrants: readonly { readonly id: string; readonly at: number }[];
}

export interface WorldInstance {
  readonly uuid: string;
  readonly meetingId: number;
  readonly startAt: number;
  readonly endAt: number;
  /** When the row appears, and when its content changes. */
  readonly versions: readonly number[];
  /** The same of its row in the account's history: of some changes that shows nothing. */
  readonly listed: readonly number[];
  readonly participants: readonly { readonly userId: string; readonly at: number }[];
  /** Attended by one person: another list of the host's. */
  readonly isOfOne: boolean;
}

export interface World {
  readonly begin: number;
  readonly end: number;
  readonly users: readonly WorldUser[];
  /** Partitions of a second list, and of a third one. They are like users, and some bear the id of one. */
  readonly desks: readonly WorldUser[];
  readonly shelves: readonly WorldUser[];
  /** How far the days of Zoom's date bounds are off from UTC's; its documentation does not say. */
  readonly zone: number;
}

/** A year of an account, or some days of it in which as much takes place, with a few users, desks and shelves; rows come late, and all of them come and go. */
export function makeWorld(
  random: Random,
  { isShort, isRecorded }: { readonly isShort: boolean; readonly isRecorded: boolean },
): World {
  const end = Date.UTC(2026, 5, 1) + between(random, 0, 200) * day;
  const begin = end - (isShort ? between(random, 5, 12) : between(random, 60, 160)) * day;
  const past = isShort ? 5 * day : 60 * day;
  const many = (of: Kind, count: number): WorldUser[] =>
    Array.from({ length: count }, (_, index) =>
      makeUser(random, { ...of, index }, { begin, end, past, isRecorded }),
    );
  const users = many({ kind: '', idOf: userId }, between(random, 2, 24));
  const idOf = oddIds(users);
  return {
    begin,
    end,
    zone: between(random, -11, 12) * hour,
    users,
    desks: many({ kind: 'd', idOf }, between(random, 0, 12)),
    shelves: many({ kind: 's', idOf }, between(random, 0, 5)),
  };
}

interface Span {
  readonly begin: number;
  readonly end: number;
  /** So much before its beginning there are instances. */
  readonly past: number;
  /** Whether anything is recorded. */
  readonly isRecorded: boolean;
}

interface Kind {
  /** A letter, for what bears an id of its own. */
  readonly kind: string;
  readonly idOf: (random: Random, index: number) => string;
}

function userId(random: Random, index: number): string {
  return `u${String(between(random, 0, 999_999)).padStart(6, '0')}-${index}`;
}

/** Numbers of different lengths, names that the state has to shorten, and ids that are a user's too. */
function oddIds(users: readonly WorldUser[]): Kind['idOf'] {
  return (random, index) => {
    const kind = between(random, 0, 2);
    if (kind === 0) return `\u00e9${'x'.repeat(between(random, 0, 90))}/${index}`;
    return (kind === 1 ? users[index]?.id : undefined) ?? String(index * 97 + between(random, 1, 97));
  };
}

function makeUser(
  random: Random,
  { kind, idOf, index }: Kind & { readonly index: number },
  span: Span,
): WorldUser {
  const { begin, end } = span;
  const joinsLate = random.chance(0.25);
  const listedFrom = joinsLate ? between(random, begin, end) : begin - 300 * day;
  const meetings = Array.from({ length: between(random, 0, 3) }, (_, number) =>
    makeMeeting(random, 90_000_000_000 + index * 1_000 + number, span),
  );
  const instances = Array.from({ length: random.chance(0.1) ? 40 : between(random, 0, 8) }, (_, number) =>
    makeInstance(random, `${kind}${index}/${number}==`, { ...span, meetings }),
  );
  return {
    id: idOf(random, index),
    listedFrom,
    createdAt: listedFrom,
    turns: makeTurns(random, span),
    meetings,
    instances: instances.sort((a, b) => a.endAt - b.endAt),
    recordings: kind === '' && span.isRecorded ? makeRecordings(random, `r${index}`, span) : [],
  };
}

function makeTurns(random: Random, { begin, end }: { begin: number; end: number }): WorldUser['turns'] {
  if (random.chance(0.6)) return [];
  const times = Array.from({ length: between(random, 1, 3) }, () => between(random, begin, end)).sort(
    (a, b) => a - b,
  );
  // Twice within one listing is more than four looks at three lists can find.
  const apart = times.filter((at, index) => index === 0 || at - (times[index - 1] ?? 0) > 5 * day);
  return apart.map((at, index) => ({
    at,
    status:
      index === apart.length - 1 && random.chance(0.2)
        ? 'gone'
        : random.pick(['active', 'inactive'] as const),
  }));
}

function makeMeeting(
  random: Random,
  id: number,
  { begin, end }: { begin: number; end: number },
): WorldMeeting {
  const createdAt = between(random, begin - 30 * day, end);
  const registrants = Array.from({ length: between(random, 0, 3) }, (_, number) => ({
    id: `r${number}`,
    at: between(random, createdAt, end),
  }));
  return { id, createdAt, registrants };
}

function makeInstance(
  random: Random,
  uuid: string,
  span: Span & { meetings: readonly WorldMeeting[] },
): WorldInstance {
  const endAt = between(random, span.begin - span.past, span.end);
  const isSeries = span.meetings.length > 0 && random.chance(0.5);
  const appears = endAt + between(random, 0, 40) * hour;
  const changes = Array.from({ length: between(random, 0, 2) }, () =>
    between(random, appears, endAt + lateness),
  );
  const participants = Array.from({ length: between(random, 0, 4) }, (_, number) => ({
    userId: `p${number}`,
    at: between(random, endAt, endAt + lateness),
  }));
  return {
    uuid,
    meetingId: isSeries ? random.pick(span.meetings).id : 70_000_000_000 + between(random, 0, 999_999_999),
    startAt: endAt - between(random, 1, 20) * hour,
    endAt,
    versions: [appears, ...changes.sort((a, b) => a - b)],
    isOfOne: random.chance(0.3),
    listed: makeListed(random, { endAt, appears, changes }),
    participants,
  };
}

/** The history may show an instance later than the host's report does, and not each of its changes. */
function makeListed(
  random: Random,
  { endAt, appears, changes }: { endAt: number; appears: number; changes: readonly number[] },
): readonly number[] {
  const last = endAt + lateness;
  const first = random.chance(0.6) ? appears : between(random, appears, last);
  const noticed = changes.filter((at) => at > first && random.chance(0.6));
  return [first, ...noticed.map((at) => between(random, at, last))].sort((a, b) => a - b);
}

export function statusAt(user: WorldUser, time: number): 'active' | 'inactive' | 'gone' {
  if (time < user.listedFrom) return 'gone';
  let status: 'active' | 'inactive' | 'gone' = 'active';
  for (const turn of user.turns) if (turn.at <= time) ({ status } = turn);
  return status;
}

/** The last time before then when the account's list showed something new of it; null: it did not show it. */
export function listedAt({ listed }: Pick<WorldInstance, 'listed'>, time: number): number | null {
  return listed.findLast((at) => at <= time) ?? null;
}

/** How often the row has changed by then; 0 before it appears. */
export function versionAt(instance: Pick<WorldInstance, 'versions'>, time: number): number {
  return instance.versions.filter((at) => at <= time).length;
}
