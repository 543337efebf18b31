import type { JsonObject } from '../../../src/json.js';
import { instancesOf, isOver, isReadable } from '../account/model.js';
import type { Account, Instance, Kind, Series, User } from '../account/model.js';
import type { SimulatorOptions } from '../options.js';
import { hasWebinarLicence, isOutsideRole, isUnlicensed, servedSince } from '../routes/access.js';
import { reportWindow } from '../routes/reports.js';
import { keptSince } from '../windows.js';

/** What the answer key is worked out from. */
export interface Truth {
  readonly account: Account;
  readonly options: SimulatorOptions;
  readonly now: number;
}

/** A row that must be delivered, and the moment by which `from` and `to` choose it; null: always. */
export interface Known {
  readonly row: JsonObject;
  readonly at: number | null;
}

export type AnswerKey = (truth: Truth) => readonly Known[];

export function always(rows: readonly JsonObject[]): Known[] {
  return rows.map((row) => ({ row, at: null }));
}

export function readableUsers({ account, options }: Truth): readonly User[] {
  return account.users.filter((user) => isReadable(user) && !isOutsideRole(user, options));
}

/** Users whose meetings, webinars and reports may be read. */
export function hosts(truth: Truth): readonly User[] {
  return readableUsers(truth).filter((user) => !isUnlicensed(user, truth.options));
}

export function seriesOf(truth: Truth, kind: Kind): readonly Series[] {
  if (kind === 'webinar' && truth.options.missing.webinars === true) return [];
  return hosts(truth).flatMap((user) =>
    (truth.account.seriesOf.get(user.id) ?? []).filter((one) => one.kind === kind),
  );
}

export function overOf(truth: Truth, series: Series): readonly Instance[] {
  return instancesOf(truth.account, series).filter((one) => isOver(one, truth.now));
}

/** In the reports of their hosts: ended in the last six months. */
export function reported(truth: Truth, kind: Kind): readonly Instance[] {
  const since = keptSince(reportWindow, truth);
  return seriesOf(truth, kind)
    .flatMap((series) => overOf(truth, series))
    .filter((one) => one.endAt >= since);
}

/** In the account's history: deleted hosts and hosts without a licence included. */
export function inHistory(truth: Truth): readonly Instance[] {
  const { account, options, now } = truth;
  const since = keptSince(reportWindow, truth);
  return [...account.instances.values()]
    .filter((one) => isOver(one, now) && one.endAt >= since)
    .filter((one) => !(one.series.kind === 'webinar' && options.missing.webinars === true));
}

/** Of which the reports can be asked, by the road that is taken. */
export function askable(truth: Truth, kind: Kind): readonly Instance[] {
  return truth.options.pastMeetingsBy === 'per_user'
    ? reported(truth, kind)
    : inHistory(truth).filter(({ series }) => series.kind === kind);
}

/** In the list of the host, which is refused for webinars without a licence. */
export function isListed({ account, options }: Truth, series: Series): boolean {
  const host = account.usersBy.get(series.hostId);
  if (series.kind === 'webinar' && host !== undefined && !hasWebinarLicence(host, options)) return false;
  return series.listed;
}

/**
 * Instances that a road reaches: of series that are listed, or of which the reports still show an instance, so that
 * their id can be learned and all their instances be listed by it.
 */
export function reachable(truth: Truth, kind: Kind, months: number): readonly Instance[] {
  const inReports = keptSince(reportWindow, truth);
  const since = servedSince(truth.now, months);
  return seriesOf(truth, kind).flatMap((series) => {
    const over = overOf(truth, series);
    const known = isListed(truth, series) || over.some((one) => one.endAt >= inReports);
    return known ? over.filter((one) => one.endAt >= since) : [];
  });
}
