import type { StreamStateJson } from '../../src/engine/events.js';
import { contains, parseRanges, parseTime } from '../../src/engine/time/ranges.js';
import { partitionKey } from '../../src/engine/plan/partition-key.js';
import type { Check, Owed } from './owed.js';
import { inAccountRecordings, owedOfRecordings } from './recordings-promise.js';
import { seenBy } from './seen-by.js';
import { key, type Target } from './target.js';
import { day, hour, lateness } from './times.js';
import {
  listedAt,
  saidBefore,
  statusAt,
  versionAt,
  type World,
  type WorldInstance,
  type WorldUser,
} from './world.js';

/** Rows that the state promises and the target does not hold; the property that everything here is about. */
export function broken(world: World, target: Target, stream: string, check: Check): readonly string[] {
  const { state, now } = check;
  // What a wrong clock wrote is judged by what the next run makes of it.
  if ((parseTime(state.spent.slice(0, 10)) ?? 0) > now + day) return [];
  const users = listOf(world, stream).filter((user) => isListed(user, check));
  const ofAccount = isList(stream) || stream === history || stream === accountRecordings;
  const partitions = ofAccount ? [account] : users.map(({ id }) => id);
  return partitions.flatMap((id) => {
    const spelled = ofAccount ? id : partitionKey(id);
    const base = baseOf(state, spelled);
    // Who joined after the base is read from the start date by the run that finds it.
    if (base === null || users.some((user) => user.id === id && user.createdAt > base - hour)) return [];
    return owed(stream, { id, base, users, check })
      .filter((row) => isPromised(row, check, spelled) && target.version(stream, row.key) < row.version)
      .map((row) => `${stream} ${row.key} of ${id}: base ${new Date(base).toISOString()}`);
  });
}

const account = '@account';
const history = 'report_history_meetings';
const accountRecordings = 'account_recordings';
/** Follows it: what somebody brings along from before his time in the account comes by himself alone. */
const ofHistory = 'report_meeting_participants';

/** False for what is due, and for what lies before the start date or is kept no longer. */
function isPromised({ at }: Owed, { state, now }: Check, partition: string): boolean {
  // Streams that follow the account's history have the account for their one partition.
  const due = [partition, account].flatMap((id) => parseRanges(state.due[id] ?? '') ?? []);
  if (due.some(({ from, to }) => from === -Infinity && to === Infinity)) return false;
  const start = Math.max(state.start === null ? -Infinity : (parseTime(state.start) ?? 0), now - 178 * day);
  return !at.some((time) => time < start || contains(due, time));
}

/** Whose ids are the partitions of a stream, or its rows. */
function listOf(world: World, stream: string): readonly WorldUser[] {
  if (stream.startsWith('desk')) return world.desks;
  return stream.startsWith('shel') ? world.shelves : world.users;
}

function isList(stream: string): boolean {
  return ['users', 'desks', 'shelves'].includes(stream);
}

function isListed(user: WorldUser, { now, since }: Check): boolean {
  const turnedGone = user.turns.some(({ at, status }) => status === 'gone' && at <= now);
  return statusAt(user, since) !== 'gone' && statusAt(user, now) !== 'gone' && !turnedGone;
}

function baseOf(state: StreamStateJson, id: string): number | null {
  const passed = state.pass !== null && state.watermark !== '' && id <= state.watermark;
  const base = passed ? state.pass : state.cursor;
  return base === null ? null : parseTime(base);
}

function owed(
  stream: string,
  of: { id: string; base: number; users: readonly WorldUser[]; check: Check },
): readonly Owed[] {
  const { id, base, users, check } = of;
  if (stream === accountRecordings) return users.flatMap((user) => inAccountRecordings(user, base));
  if (stream === history) return users.flatMap((user) => inHistory(user, base));
  if (isList(stream)) {
    return users
      .filter((user) => statusAt(user, base) !== 'gone')
      .map((found) => ({ key: key(found.id), version: 1, at: [] }));
  }
  const user = users.find((found) => found.id === id);
  if (user === undefined) return [];
  if (['meetings', 'desk_plans', 'shelf_items'].includes(stream)) return meetings(user, base);
  if (stream === 'meeting_registrants') return registrants(user, base);
  const ofRecordings = owedOfRecordings(stream, user, { base, check });
  if (ofRecordings !== null) return ofRecordings;
  const ordinary = stream.startsWith('desk') || !check.used.has('past_meetings_from');
  return user.instances.flatMap((instance) => {
    if (!ordinary && stream === ofHistory && instance.endAt < user.createdAt) return [];
    const seen = ordinary ? base : seenBy(instance, instance.endAt, base);
    return versionAt(instance, seen) > 0 ? ofInstance(stream, instance, { base, seen }) : [];
  });
}

function inHistory({ instances }: WorldUser, base: number): readonly Owed[] {
  const shown = instances.filter((instance) => listedAt(instance, base) !== null);
  return shown.map(({ uuid, endAt }) => ({ key: key(uuid), version: 1, at: [endAt] }));
}

function meetings(user: WorldUser, base: number): readonly Owed[] {
  return user.meetings
    .filter(({ createdAt }) => createdAt <= base)
    .map((meeting) => ({ key: key(String(meeting.id)), version: 1, at: [] }));
}

function registrants(user: WorldUser, base: number): readonly Owed[] {
  return user.meetings
    .filter(({ createdAt }) => createdAt <= base)
    .flatMap((meeting) =>
      meeting.registrants
        .filter(({ at }) => at <= base)
        .map((registrant) => ({ key: key(String(meeting.id), registrant.id), version: 1, at: [] })),
    );
}

function ofInstance(
  stream: string,
  instance: WorldInstance,
  { base, seen }: { readonly base: number; readonly seen: number },
): readonly Owed[] {
  const { uuid, endAt, startAt } = instance;
  const version = versionAt(instance, seen);
  switch (stream) {
    case 'report_meetings':
    case 'desk_sessions':
      return [{ key: key(uuid), version, at: [endAt] }];
    case 'past_meeting_instances':
      return [{ key: key(uuid), version: 1, at: [startAt, endAt] }];
    case 'past_meetings':
      return [{ key: key(uuid), version, at: [startAt, endAt] }];
    case 'report_meeting_participants':
    case 'desk_talks':
      return participants(instance, { base, seen }, [saidBefore(endAt), endAt]);
    case 'desk_visitors':
      return participants(instance, { base, seen }, [endAt]);
    default:
      return participants(instance, { base, seen }, [startAt, endAt]);
  }
}

/** What came late without a change of the parent's row is owed only when the instance is old enough. */
function participants(
  instance: WorldInstance,
  { base, seen }: { readonly base: number; readonly seen: number },
  at: readonly number[],
): readonly Owed[] {
  const lastChange = instance.versions.filter((change) => change <= seen).at(-1) ?? -Infinity;
  const isOld = instance.endAt + lateness + 60_000 <= base && seen === base;
  return instance.participants
    .filter((row) => row.at <= base && (isOld || row.at <= lastChange))
    .map((row) => ({ key: key(instance.uuid, row.userId), version: 1, at }));
}
