import type { JsonObject } from '../../src/json.js';
import type { PageRequest } from '../../src/engine/page-reader.js';
import { recordingRows } from './recordings.js';
import { day } from './times.js';
import {
  listedAt,
  saidBefore,
  statusAt,
  versionAt,
  type World,
  type WorldInstance,
  type WorldUser,
} from './world.js';

/** What the world answers at a moment. */
export function rowsOf(world: World, request: PageRequest, now: number): readonly JsonObject[] {
  const { stream, pathValues, query } = request;
  const { desk_id: desk, shelf_id: shelf, session_uuid: session } = pathValues;
  const ofRecordings = recordingRows(world.users, request, { now, zone: world.zone });
  if (ofRecordings !== null) return ofRecordings;
  switch (stream) {
    case 'users':
      return userRows(world, query['status'] ?? '', now);
    case 'desks':
      return listed(world.desks, now).map(({ id, createdAt }) => ({ id, opened_at: iso(createdAt) }));
    case 'desk_plans':
      return listed(world.desks, now)
        .filter(({ id }) => id === desk)
        .flatMap((one) => meetingRows(one, now));
    case 'desk_sessions':
      return world.desks.filter(({ id }) => id === desk).flatMap((one) => reportRows(one, times(query), now));
    case 'desk_visitors':
      return instancesBy(world.desks, session).flatMap((instance) => participantRows(instance, now));
    case 'desk_talks':
      return instancesBy(world.desks, session).flatMap((instance) => talkRows(instance, times(query), now));
    case 'shelves':
      return listed(world.shelves, now).map(({ id }) => ({ id }));
    case 'report_history_meetings':
      return world.users.flatMap((one) => historyRows(one, bounds(query, world), now));
    case 'shelf_items':
      return world.shelves.filter(({ id }) => id === shelf).flatMap((one) => meetingRows(one, now));
    default:
      return rowsOfUsers(world, request, now);
  }
}

function rowsOfUsers(world: World, request: PageRequest, now: number): readonly JsonObject[] {
  const { stream, pathValues, query } = request;
  const host = pathValues['host_user_id'];
  const user = world.users.find(({ id }) => id === host || emailOf(id) === host);
  switch (stream) {
    case 'report_meetings':
      return user === undefined ? [] : reportsOf(user, request, { world, now });
    case 'meetings':
      return user === undefined ? [] : meetingRows(user, now);
    case 'meeting_registrants':
      return registrantRows(world, pathValues['meeting_id'] ?? '', { now, status: query['status'] ?? '' });
    case 'past_meeting_instances':
      return instanceRows(world, pathValues['meeting_id'] ?? '', { now, ...bounds(query, world) });
    case 'past_meetings':
      return instancesBy(world.users, pathValues['meeting_uuid']).flatMap((instance) =>
        detailRow(instance, now),
      );
    default:
      return instancesBy(world.users, pathValues['meeting_uuid']).flatMap((instance) =>
        participantRows(instance, now),
      );
  }
}

function listed(all: readonly WorldUser[], now: number): readonly WorldUser[] {
  return all.filter((one) => statusAt(one, now) !== 'gone');
}

function meetingRows({ meetings }: WorldUser, now: number): readonly JsonObject[] {
  return meetings.filter(({ createdAt }) => createdAt <= now).map(({ id }) => ({ id, type: 2 }));
}

function userRows(world: World, status: string, now: number): readonly JsonObject[] {
  return world.users
    .filter((user) => statusAt(user, now) === status)
    .map(({ id, createdAt }) => ({
      id,
      email: emailOf(id),
      status,
      user_created_at: iso(createdAt),
    }));
}

export function emailOf(id: string): string {
  return `${id}@example.com`;
}

interface Bounds {
  readonly from: number;
  readonly to: number;
}

/** Days are whole and both included, in a zone that nobody knows. */
function bounds({ from, to }: PageRequest['query'], { zone }: World): Bounds {
  return {
    from: from === undefined ? -Infinity : Date.parse(from) - zone,
    to: to === undefined ? Infinity : Date.parse(to) + day - zone,
  };
}

/** Exact times. */
function times({ from = '', to = '' }: PageRequest['query']): Bounds {
  return { from: Date.parse(from), to: Date.parse(to) };
}

function reportsOf(
  user: WorldUser,
  { query }: PageRequest,
  { world, now }: { readonly world: World; readonly now: number },
): readonly JsonObject[] {
  const ofType = user.instances.filter(({ isOfOne }) => isOfOne === (query['type'] === 'pastOne'));
  return reportRows({ ...user, instances: ofType }, bounds(query, world), now);
}

/** Chosen by the end of the meeting. */
function reportRows(user: WorldUser, { from, to }: Bounds, now: number): readonly JsonObject[] {
  if (to - from > 31 * day) throw new Error('a window is wider than a month');
  return user.instances
    .filter((instance) => instance.endAt >= from && instance.endAt < to && versionAt(instance, now) > 0)
    .map((instance) => ({
      uuid: instance.uuid,
      id: instance.meetingId,
      type: 2,
      start_time: iso(instance.startAt),
      end_time: iso(instance.endAt),
      participants_count: versionAt(instance, now),
    }));
}

/** The instances of the whole account, as far as it shows them. */
function historyRows({ id, instances }: WorldUser, { from, to }: Bounds, now: number): readonly JsonObject[] {
  if (to - from > 31 * day) throw new Error('a window is wider than a month');
  return instances
    .filter((instance) => instance.endAt >= from && instance.endAt < to && listedAt(instance, now) !== null)
    .map((instance) => ({
      meeting_uuid: instance.uuid,
      meeting_id: instance.meetingId,
      type: 'Meeting',
      host_email: emailOf(id),
      start_time: iso(instance.startAt),
      end_time: iso(instance.endAt),
      duration: instance.listed.filter((at) => at <= now).length,
    }));
}

function registrantRows(
  world: World,
  id: string,
  { now, status }: { now: number; status: string },
): JsonObject[] {
  if (status !== 'approved') return [];
  const meeting = world.users.flatMap(({ meetings }) => meetings).find((found) => String(found.id) === id);
  return (
    meeting?.registrants.filter(({ at }) => at <= now).map((registrant) => ({ id: registrant.id })) ?? []
  );
}

function instanceRows(
  world: World,
  id: string,
  { now, from, to }: Bounds & { now: number },
): readonly JsonObject[] {
  return world.users
    .flatMap(({ instances }) => instances)
    .filter((instance) => String(instance.meetingId) === id && versionAt(instance, now) > 0)
    .filter(({ startAt }) => startAt >= from && startAt < to)
    .map(({ uuid, startAt }) => ({ uuid, start_time: iso(startAt) }));
}

function instancesBy(users: readonly WorldUser[], uuid: string | undefined): readonly WorldInstance[] {
  return users.flatMap(({ instances }) => instances).filter((instance) => instance.uuid === uuid);
}

/** Said a little before the end. */
function talkRows(
  { participants, endAt }: WorldInstance,
  { from, to }: Bounds,
  now: number,
): readonly JsonObject[] {
  const saidAt = saidBefore(endAt);
  if (saidAt < from || saidAt >= to) return [];
  return participants
    .filter(({ at }) => at <= now)
    .map(({ userId }) => ({ user_id: userId, said_at: iso(saidAt) }));
}

function detailRow(instance: WorldInstance, now: number): readonly JsonObject[] {
  const version = versionAt(instance, now);
  if (version === 0) return [];
  return [{ uuid: instance.uuid, end_time: iso(instance.endAt), participants_count: version }];
}

function participantRows({ participants }: WorldInstance, now: number): readonly JsonObject[] {
  return participants
    .filter(({ at }) => at <= now)
    .map(({ userId, at }) => ({ user_id: userId, join_time: iso(at) }));
}

export function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
