import { refusal } from '../api-error.js';
import { findUser, instancesOf, isOver } from '../account/model.js';
import type { Account, Instance, Kind, Series, User } from '../account/model.js';
import type { SimulatorOptions } from '../options.js';
import { addMonths, startOfDay } from '../time.js';
import type { Circumstances } from '../windows.js';
import type { Context, Route } from './route.js';

/** Who and what may be read; everything here answers or throws the API's refusal. */

/** The first active users after the owner, as many as the options say. */
export function isUnlicensed(user: User, options: SimulatorOptions): boolean {
  const count = options.missing.unlicensedUsers ?? 0;
  return user.status === 'active' && user.index >= 1 && user.index <= count;
}

export function requireUser({ account, id, options }: Context): User {
  const [owner] = account.users;
  if (id === 'me' && options.servesMe && owner !== undefined) return owner;
  if (id === 'me') throw refusal.noMe();
  const user = findUser(account, id);
  if (user === undefined) throw refusal.unknownUser(id);
  return user;
}

/** Zoom's specifications list 400/3161 and 400/200 for hosts without a licence; here one user gets this, the next that. */
export function requireHost(context: Context): User {
  const user = requireUser(context);
  if (isUnlicensed(user, context.options)) {
    throw user.index % 2 === 1 ? refusal.noLicence() : refusal.paidAccountOnly();
  }
  return user;
}

export function isOutsideRole(user: User, { missing }: SimulatorOptions): boolean {
  return missing.outsideRole?.includes(user.index) === true;
}

/** Whoever lies outside the role is refused as if the token lacked the scope, which it does not. */
export function requireInRole({ account, options, id }: Context, route: Route): void {
  const user = route.path.includes('{userId}') ? findUser(account, id) : undefined;
  if (user !== undefined && isOutsideRole(user, options)) throw refusal.missingScopes(route.granular);
}

export function hasWebinarLicence(user: User, { missing }: SimulatorOptions): boolean {
  return missing.webinarLicences?.includes(user.index) ?? true;
}

export function requireReporter(context: Context): User {
  const user = requireUser(context);
  if (isUnlicensed(user, context.options)) throw refusal.paidAccountOnly();
  return user;
}

export function requireWebinarPlan({ options }: Context): void {
  if (options.missing.webinars === true) throw refusal.noWebinarPlan();
}

/** Listed meetings that are gone when they are read one by one. */
export function vanished(account: Account, options: SimulatorOptions): ReadonlySet<number> {
  const count = options.meetingsGoneBetweenListAndDetail;
  if (count === 0) return new Set();
  const listed = [...account.series.values()].filter((one) => one.kind === 'meeting' && one.listed);
  return new Set(listed.slice(0, count).map((one) => one.id));
}

const isNumeric = (id: string): boolean => /^\d+$/.test(id);

function unknown(kind: Kind, id: string): Error {
  return kind === 'meeting' ? refusal.unknownMeeting(id) : refusal.unknownWebinar(id);
}

/** A scheduled, unexpired one by its numeric id. */
export function requireSeries(context: Context, kind: Kind): Series {
  const { account, options, id } = context;
  if (kind === 'webinar') requireWebinarPlan(context);
  const series = isNumeric(id) ? account.series.get(Number(id)) : undefined;
  const host = series === undefined ? undefined : findUser(account, series.hostId);
  if (series === undefined || host === undefined || series.kind !== kind || !series.listed)
    throw unknown(kind, id);
  if (vanished(account, options).has(series.id)) throw unknown(kind, id);
  if (kind === 'meeting' && isUnlicensed(host, options)) throw refusal.noLicence();
  return series;
}

export interface Keeping {
  /** Instances that ended before are not served. */
  readonly since: (circumstances: Circumstances) => number;
  /** From then on the refusal is 12702 and not 3001; null: never. */
  readonly yearAgoAfter: number | null;
}

/** The first moment that an endpoint with whole months of retention still serves. */
export function servedSince(now: number, months: number): number {
  return addMonths(startOfDay(now), -months);
}

/** For what is kept so many months. */
export function keptMonths(months: number): Keeping['since'] {
  return ({ now }) => servedSince(now, months);
}

/** By uuid, or by the numeric id, which means the latest instance (https://developers.zoom.us/docs/api/meetings/, 2026-11). */
export function requireInstance(context: Context, kind: Kind, keeping: Keeping): Instance {
  const { account, id, now } = context;
  if (kind === 'webinar') requireWebinarPlan(context);
  const instance = isNumeric(id) ? latestOf(account, Number(id), now) : account.instances.get(id);
  if (instance === undefined || instance.series.kind !== kind || !isOver(instance, now))
    throw unknown(kind, id);
  if (keeping.yearAgoAfter !== null && instance.endAt < servedSince(now, keeping.yearAgoAfter))
    throw refusal.tooOld();
  if (instance.endAt < keeping.since(context)) throw unknown(kind, id);
  return instance;
}

function latestOf(account: Account, id: number, now: number): Instance | undefined {
  const series = account.series.get(id);
  return series === undefined ? undefined : instancesOf(account, series).findLast((one) => isOver(one, now));
}
