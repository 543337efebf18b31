import type { JsonObject } from '../../../src/json.js';
import { hash, opaqueId, random } from '../rng.js';
import { isoTime, minute, second } from '../time.js';
import { hostOf } from './model.js';
import type { Account, Instance, User } from './model.js';

/** Someone in a meeting. Guests have neither id nor email. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

interface Stay {
  readonly person: Person;
  /** Seat number in the meeting, new with every join. */
  readonly seat: string;
  readonly joinAt: number;
  readonly leaveAt: number | null;
  readonly status: 'in_meeting' | 'in_waiting_room';
}

/** The host first, then users of the account, outsiders and guests. */
export function peopleOf(account: Account, instance: Instance): Person[] {
  const host = hostOf(account, instance.series);
  const people: Person[] = [host === undefined ? { ...nobody, name: 'Someone' } : personOf(host)];
  for (let seat = 1; seat < instance.people; seat += 1) people.push(nextPerson(account, instance, people));
  return people;
}

const nobody: Person = { id: '', email: '', name: '' };

function personOf({ id, email, firstName: name }: User): Person {
  return { id, email, name };
}

function nextPerson(account: Account, instance: Instance, before: readonly Person[]): Person {
  const seat = before.length;
  const source = random(account.seed, 'person', instance.ordinal, seat);
  const colleague = instance.colleagues[source.int(0, instance.colleagues.length - 1)];
  const isKnown = colleague === undefined || before.some((one) => one.email === colleague.email);
  if (seat === 1 || isKnown) return { ...nobody, name: `Guest ${seat} 👋` };
  if (source.next() >= 0.3) return personOf(colleague);
  return { ...nobody, email: `outside.${seat}@example.org`, name: `Outsider ${seat}` };
}

/**
 * One stay a join: the same person comes back with another seat number, and someone who waited has a row for the
 * waiting room and one for the meeting with the same seat and join time.
 */
function staysOf(account: Account, instance: Instance): Stay[] {
  const firstSeat = 16_778_240;
  const stays: Stay[] = [];
  const add = (person: Person, joinAt: number, leaveAt: number | null): void => {
    const seat = String(firstSeat + 1024 * stays.length);
    stays.push({ person, seat, joinAt, leaveAt, status: 'in_meeting' });
  };
  for (const [index, person] of peopleOf(account, instance).entries()) {
    const joinAt = instance.startAt + index * 13 * second;
    if (index % 3 !== 1) {
      add(person, joinAt, instance.ordinal % 9 === 4 && index === 2 ? null : instance.endAt);
      continue;
    }
    const half = joinAt + Math.floor((instance.endAt - joinAt) / 2);
    add(person, joinAt, half);
    add(person, half + minute, instance.endAt);
  }
  const waiting = stays[1];
  if (waiting !== undefined && instance.ordinal % 5 === 2) {
    stays.push({ ...waiting, leaveAt: waiting.joinAt + 40 * second, status: 'in_waiting_room' });
  }
  return stays;
}

function commonFields(account: Account, instance: Instance, stay: Stay): JsonObject {
  const registered = instance.series.registration && stay.person.email !== '';
  return {
    id: stay.person.id,
    user_id: stay.seat,
    name: stay.person.name,
    user_email: stay.person.email,
    join_time: isoTime(stay.joinAt),
    leave_time: stay.leaveAt === null ? '' : isoTime(stay.leaveAt),
    duration: stay.leaveAt === null ? 0 : Math.round((stay.leaveAt - stay.joinAt) / second),
    failover: false,
    status: stay.status,
    ...(registered ? { registrant_id: registrantId(account, instance.series.id, stay.person.email) } : {}),
  };
}

export function registrantId(account: Account, seriesId: number, email: string): string {
  return opaqueId(22, account.seed, 'registrant', seriesId, email);
}

/** The score comes back empty though it is not documented (captured 2024-02). */
function reportFields(row: JsonObject): JsonObject {
  return {
    ...row,
    participant_user_id: row['id'] ?? '',
    customer_key: '',
    bo_mtg_id: '',
    attentiveness_score: '',
  };
}

/** `groupId` comes back empty though it is not documented (captured 2025-09). */
function pastFields(row: JsonObject): JsonObject {
  return { ...row, internal_user: row['id'] !== '', groupId: '' };
}

export type Family = 'report' | 'past';

/** Rows as either family sends them. Meetings of a single person have none in both. */
export function participantRows(account: Account, instance: Instance, family: Family): readonly JsonObject[] {
  const key = `participants ${family} ${instance.uuid}`;
  const known = account.cache.get(key);
  if (known !== undefined) return known;
  const made =
    instance.people < 2
      ? []
      : staysOf(account, instance).map((stay) => commonFields(account, instance, stay));
  const rows = [...made, ...(account.extraParticipants.get(instance.uuid) ?? [])].map((row) =>
    family === 'report' ? reportFields(row) : pastFields(row),
  );
  const marked = rows.map((row, index) =>
    instance.ordinal % 40 === 0 && index === 0 ? { ...row, launch_surface: 'unannounced' } : row,
  );
  account.cache.set(key, marked);
  return marked;
}

/** Makes reports and past reads show one more participant of the instance. */
export function addParticipant(account: Account, instance: Instance, row: JsonObject): void {
  const rows = account.extraParticipants.get(instance.uuid) ?? [];
  rows.push({
    id: '',
    user_id: String(33_555_456 + hash(instance.uuid, rows.length)),
    name: 'Latecomer',
    user_email: '',
    join_time: isoTime(instance.startAt + minute),
    leave_time: isoTime(instance.endAt),
    duration: Math.round((instance.endAt - instance.startAt) / second) - 60,
    failover: false,
    status: 'in_meeting',
    ...row,
  });
  account.extraParticipants.set(instance.uuid, rows);
  for (const family of ['report', 'past']) account.cache.delete(`participants ${family} ${instance.uuid}`);
}
