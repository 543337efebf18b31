import type { JsonObject } from '../../../src/json.js';
import type { Products } from '../derived/data.js';
import type { Tables } from '../derived/tables.js';

/** What exists in the account, whether a road of the API reaches it or not. Times are epoch milliseconds. */

export type UserStatus = 'active' | 'inactive' | 'pending' | 'deleted';

export interface User {
  readonly index: number;
  /** Opaque text. Zoom does not show the one of a pending user. */
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly createdAt: number;
  readonly pmi: number;
  readonly roleId: string;
  readonly groupIds: readonly string[];
  status: UserStatus;
}

export type Kind = 'meeting' | 'webinar';

/** What was scheduled or started under one id: a single meeting, a series, an instant meeting, a webinar. */
export interface Series {
  readonly kind: Kind;
  readonly id: number;
  readonly hostId: string;
  /** Zoom's type: meetings 1 instant, 2 scheduled, 3 no fixed time, 4 personal room, 8 recurring; webinars 5, 6, 9. */
  readonly type: number;
  readonly topic: string;
  readonly createdAt: number;
  readonly durationMinutes: number;
  readonly registration: boolean;
  readonly polls: boolean;
  /** Starts of what is still to come, and of what has just been. Empty: no fixed time. */
  readonly occurrences: readonly number[];
  readonly ordinal: number;
  /** False: expired, instant or personal. It is in no list of scheduled ones and not readable by its id. */
  listed: boolean;
}

/** Whom rows may name, by their index: the users with an id at some time. A later status or user changes none of them. */
export type Colleagues = readonly (User | undefined)[];

/** One occurrence that took place, or is taking place. */
export interface Instance {
  readonly uuid: string;
  readonly series: Series;
  readonly ordinal: number;
  readonly startAt: number;
  readonly endAt: number;
  /** When reports and past reads begin to show it. */
  readonly reportedAt: number;
  /** Unique people. With one, only `pastOne` lists it. */
  readonly people: number;
  /** As they were when it was added: who attended a meeting stays in it, whatever becomes of the user. */
  readonly colleagues: Colleagues;
}

export interface Recording {
  readonly instance: Instance;
  readonly files: readonly JsonObject[];
}

export interface Message {
  readonly id: string;
  /** Files of odd ones, by turns of each kind. */
  readonly ordinal: number;
  readonly at: number;
  /** Its sender's email; not always a user of the account. */
  readonly sender: string;
  readonly state: 'Normal' | 'Edited' | 'Deleted';
  readonly readerIds: readonly string[];
  readonly row: JsonObject;
  readonly text: string;
  readonly hasFile: boolean;
}

export interface Account {
  readonly id: string;
  readonly seed: number;
  /** The time that everything was laid out around. */
  readonly bornAt: number;
  readonly users: User[];
  /** As they are now; replaced, never changed, so that whoever holds the former ones keeps them. */
  colleagues: Colleagues;
  /** By id and by email, deleted ones too. */
  readonly usersBy: Map<string, User>;
  readonly series: Map<number, Series>;
  readonly instances: Map<string, Instance>;
  readonly instancesOf: Map<number, Instance[]>;
  readonly seriesOf: Map<string, Series[]>;
  readonly recordings: Recording[];
  readonly messages: Message[];
  /** What ordinary endpoints are, and what they serve. */
  readonly products: Products;
  readonly tables: Tables;
  /** Rows of participants that tests add, by instance uuid; the others are made when they are asked for. */
  readonly extraParticipants: Map<string, JsonObject[]>;
  readonly cache: Map<string, readonly JsonObject[]>;
}

/** Found in the lists of users with an id: those whose own data the API serves. */
export function isReadable(user: User): boolean {
  return user.status === 'active' || user.status === 'inactive';
}

export function colleaguesAmong(users: readonly User[]): Colleagues {
  return users.map((user) => (isReadable(user) ? user : undefined));
}

export function isListed(user: User): boolean {
  return user.status !== 'deleted';
}

export function findUser(account: Account, idOrEmail: string): User | undefined {
  const user = account.usersBy.get(idOrEmail);
  return user !== undefined && isReadable(user) ? user : undefined;
}

export function hostOf(account: Account, series: Series): User | undefined {
  return account.usersBy.get(series.hostId);
}

export function instancesOf(account: Account, series: Series): readonly Instance[] {
  return account.instancesOf.get(series.id) ?? [];
}

/** Ended, and old enough for reports and past reads to know of it. */
export function isOver(instance: Instance, now: number): boolean {
  return instance.endAt <= now && instance.reportedAt <= now;
}

/** In Zoom's lists of unexpired meetings and webinars of its host. */
export function listedSeries(account: Account, user: User, kind: Kind): readonly Series[] {
  return (account.seriesOf.get(user.id) ?? []).filter((one) => one.kind === kind && one.listed);
}

export function addSeries(account: Account, series: Series): Series {
  account.series.set(series.id, series);
  const siblings = account.seriesOf.get(series.hostId) ?? [];
  siblings.push(series);
  account.seriesOf.set(series.hostId, siblings);
  return series;
}

export function addInstance(account: Account, instance: Instance): Instance {
  account.instances.set(instance.uuid, instance);
  const siblings = account.instancesOf.get(instance.series.id) ?? [];
  siblings.push(instance);
  siblings.sort((left, right) => left.startAt - right.startAt);
  account.instancesOf.set(instance.series.id, siblings);
  return instance;
}
