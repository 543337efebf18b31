import type { JsonObject } from '../../../src/json.js';
import { opaqueId, random } from '../rng.js';
import { day, isoTime, startOfDay } from '../time.js';
import type { Tables } from '../derived/tables.js';
import { isListed, isReadable } from './model.js';
import type { User, UserStatus } from './model.js';

const firstNames = [
  'Ada',
  'Björn',
  'Chloé',
  'Dmitri',
  'Esra',
  'Fatou',
  'Grace',
  'Hana',
  'İlker',
  'Jürgen',
  '美咲',
  'Noor',
];
const lastNames = [
  'Abbott',
  'Bošković',
  'Castro',
  "D'Arcy",
  'Eriksen',
  'Fujimoto',
  'Gómez',
  'Haddad',
  'Iyer',
  'Jansen',
  'Kim',
];

/** Pages of the small lists: enough rows for several, fewer in a tiny account. */
export function areaSize(users: number): number {
  return users >= 20 ? Math.max(22, Math.floor(users / 40)) : Math.max(2, users);
}

function statusOf(index: number, listed: number): UserStatus {
  const eighth = Math.floor(listed / 8);
  if (index >= listed) return 'deleted';
  if (index >= listed - eighth) return 'pending';
  return index >= listed - 2 * eighth ? 'inactive' : 'active';
}

export interface UsersPlan {
  readonly seed: number;
  readonly listed: number;
  readonly bornAt: number;
}

/** `listed` users, and a few more who have been deleted but left meetings behind. */
export function makeUsers(tables: Tables, { seed, listed, bornAt }: UsersPlan): User[] {
  const deleted = Math.max(1, Math.floor(listed / 12));
  return Array.from({ length: listed + deleted }, (_, index) => {
    const createdAt = bornAt - random(seed, 'user age', index).int(500, 1500) * day;
    return makeUser(tables, { seed, index, createdAt, status: statusOf(index, listed) });
  });
}

interface UserPlan {
  readonly seed: number;
  readonly index: number;
  readonly createdAt: number;
  readonly status: UserStatus;
}

export function makeUser(tables: Tables, { seed, index, createdAt, status }: UserPlan): User {
  const source = random(seed, 'user', index);
  const groups = tables.rows('groups');
  const groupOf = (ordinal: number): string => idOf(groups[ordinal % groups.length]);
  const roles = tables.rows('roles');
  return {
    index,
    id: opaqueId(22, seed, 'user', index),
    email: `person.${index}@example.com`,
    firstName: source.pick(firstNames, 'Ada'),
    lastName: source.pick(lastNames, 'Abbott'),
    createdAt,
    pmi: 2_200_000_000 + index * 7 + 1,
    roleId: idOf(roles[index % roles.length]),
    groupIds: [...new Set([groupOf(index), groupOf(index * 5 + 1)])],
    status,
  };
}

function idOf(row: JsonObject | undefined): string {
  return typeof row?.['id'] === 'string' ? row['id'] : '';
}

/** What other rows may say of people: of those whom the API serves, and of all that are listed. */
export function peopleTables(users: readonly User[]): Readonly<Record<string, () => readonly JsonObject[]>> {
  return {
    people: () => users.filter(isReadable).map(personRow),
    'listed people': () => users.filter(isListed).map(personRow),
  };
}

function personRow(user: User): JsonObject {
  return {
    id: user.id,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    name: `${user.firstName} ${user.lastName}`,
    department: user.index % 3 === 0 ? '' : 'Sales',
    groups: user.groupIds,
    role: user.roleId,
  };
}

/**
 * A row of /users. Pending users have no id, and their `created_at` is the time of the request
 * (https://developers.zoom.us/docs/api/users/, 2026-11).
 */
export function userRow(user: User, now: number, include: string | null): JsonObject {
  const pending = user.status === 'pending';
  const common = {
    first_name: pending ? '' : user.firstName,
    last_name: pending ? '' : user.lastName,
    email: user.email,
    type: 2,
    status: user.status,
    verified: pending ? 0 : 1,
    role_id: user.roleId,
    group_ids: user.groupIds,
    created_at: isoTime(pending ? now : user.createdAt + day),
    dept: user.index % 4 === 0 ? '' : 'Engineering',
  };
  if (pending) return common;
  return {
    id: user.id,
    ...common,
    display_name: `${user.firstName} ${user.lastName}`,
    pmi: user.pmi,
    timezone: user.index % 5 === 0 ? '' : 'Europe/Berlin',
    user_created_at: isoTime(user.createdAt),
    last_login_time:
      user.index % 6 === 0 ? '' : isoTime(startOfDay(user.createdAt) + (300 + (user.index % 30)) * day),
    last_client_version: '6.2.0.1234(mac)',
    plan_united_type: '1',
    login_types: [1, 100],
    language: 'en-US',
    phone_number: '',
    ...rareFields(user),
    ...includedFields(user, include),
  };
}

function rareFields({ index }: User): JsonObject {
  return {
    ...(index % 2 === 0 ? { pic_url: `https://example.zoom.us/p/${index}` } : {}),
    ...(index === 3 ? { launch_surface: { kind: 'unannounced', level: 2 } } : {}),
  };
}

/** What comes for the parameter `include`. */
function includedFields(user: User, include: string | null): JsonObject {
  if (include === 'custom_attributes') return { custom_attributes: attributes(user) };
  return include === 'host_key' ? { host_key: `SECRET-host-key-${user.index}` } : {};
}

function attributes(user: User): JsonObject[] {
  return user.index % 2 === 0 ? [] : [{ key: 'cost', name: 'Cost centre', value: `CC-${user.index}` }];
}
