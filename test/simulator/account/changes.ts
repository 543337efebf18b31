import { minute } from '../time.js';
import { addMeetings, addOccurrence } from './meetings.js';
import { colleaguesAmong } from './model.js';
import type { Account, Instance, Series, User, UserStatus } from './model.js';
import { makeUser } from './users.js';

/** What tests do to an account between two syncs. */

/** Lists of today follow; what was said of the past stays. */
export function setUserStatus(account: Account, user: User, status: UserStatus): void {
  user.status = status;
  peopleChanged(account);
}

function peopleChanged(account: Account): void {
  account.colleagues = colleaguesAmong(account.users);
  account.tables.changed();
}

/** The user vanishes from every list; what they hosted and attended stays in the account's history. */
export function deleteUser(account: Account, user: User): void {
  setUserStatus(account, user, 'deleted');
}

/** A scheduled meeting or webinar is deleted: unknown by its id, its past instances stay. */
export function deleteSeries(series: Series): void {
  series.listed = false;
}

/** One more active user, created at `createdAt`; `history`: with meetings of the past as every host here has. */
export function addUser(account: Account, createdAt: number, past: 'history' | 'nothing'): User {
  const user = makeUser(account.tables, {
    seed: account.seed,
    index: account.users.length,
    createdAt,
    status: 'active',
  });
  account.users.push(user);
  peopleChanged(account);
  account.usersBy.set(user.id, user).set(user.email, user);
  if (past === 'history') addMeetings(account, [user]);
  return user;
}

export interface NewInstance {
  readonly endAt: number;
  readonly minutes?: number;
  readonly people?: number;
  /** When reports begin to show it; by default at its end. Later than its end: a late row. */
  readonly reportedAt?: number;
}

/** One more instance of a series, with a uuid of its own. */
export function holdMeeting(account: Account, series: Series, instance: NewInstance): Instance {
  return addOccurrence(account, series, {
    startAt: instance.endAt - (instance.minutes ?? 30) * minute,
    endAt: instance.endAt,
    people: instance.people ?? 3,
    ...(instance.reportedAt === undefined ? {} : { reportedAt: instance.reportedAt }),
  });
}
