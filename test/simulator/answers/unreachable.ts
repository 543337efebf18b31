import { isOver, isReadable } from '../account/model.js';
import type { Instance } from '../account/model.js';
import { isUnlicensed } from '../routes/access.js';
import { isWithoutChat, messageWindow } from '../routes/chat.js';
import { pastMonths } from '../routes/past.js';
import { reportWindow } from '../routes/reports.js';
import { keptSince } from '../windows.js';
import { reachable } from './world.js';
import type { Truth } from './world.js';

/** What exists in the account and no road of the API, or only another stream's, reaches. */
export interface Unreachable {
  readonly stream: string;
  readonly why: string;
  /** Uuids, ids or file names of what is out of reach. */
  readonly rows: readonly string[];
}

export function unreachable(truth: Truth): readonly Unreachable[] {
  const { account, options, now } = truth;
  const over = [...account.instances.values()].filter((one) => isOver(one, now));
  const recent = over.filter((one) => one.endAt >= keptSince(reportWindow, truth));
  const host = (one: Instance) => account.usersBy.get(one.series.hostId);
  const ofDeleted = (one: Instance): boolean => host(one)?.status === 'deleted';
  const ofUnlicensed = (one: Instance): boolean => {
    const user = host(one);
    return user !== undefined && isUnlicensed(user, options);
  };
  const found = new Set(
    [...reachable(truth, 'meeting', pastMonths), ...reachable(truth, 'webinar', pastMonths)].map(
      (one) => one.uuid,
    ),
  );
  const lost = over.filter((one) => !found.has(one.uuid) && !ofDeleted(one) && !ofUnlicensed(one));
  const uuids = (instances: readonly Instance[]): string[] => instances.map((one) => one.uuid);
  const served = account.users.filter((user) => isReadable(user) && !isWithoutChat(user, options));
  const readers = new Set(served.map((user) => user.id));
  return [
    {
      stream: 'report_meetings',
      why: 'the host is deleted: only account-level reads (report_history_meetings) show it',
      rows: uuids(recent.filter(ofDeleted)),
    },
    { stream: 'report_meetings', why: 'the host has no licence', rows: uuids(recent.filter(ofUnlicensed)) },
    {
      stream: 'past_meeting_instances',
      why: 'neither in a list of unexpired ones nor, by another instance, in the reports of the last six months',
      rows: uuids(lost.filter((one) => one.series.kind === 'meeting')),
    },
    {
      stream: 'past_webinar_instances',
      why: 'neither in a list of unexpired ones nor, by another instance, in the reports of the last six months',
      rows: uuids(lost.filter((one) => one.series.kind === 'webinar')),
    },
    {
      stream: 'recordings',
      why: 'the host is deleted: only account_recordings shows it',
      rows: uuids(account.recordings.map((one) => one.instance).filter(ofDeleted)),
    },
    {
      stream: 'report_meeting_participants',
      why: 'reports leave out participants of meetings with a single one',
      rows: uuids(recent.filter((one) => one.people === 1)),
    },
    {
      stream: 'channel_members',
      why: 'the account list of channels holds public ones only',
      rows: account.tables
        .rows('channels')
        .filter((one) => one['_public'] !== true)
        .map(({ id }) => (typeof id === 'string' ? id : '')),
    },
    {
      stream: 'chat_messages',
      why: 'older than six months, deleted or edited, or no listed user can read it',
      rows: account.messages
        .filter(
          (one) =>
            one.state !== 'Normal' ||
            one.at < keptSince(messageWindow, truth) ||
            !one.readerIds.some((id) => readers.has(id)),
        )
        .map((one) => one.id),
    },
  ];
}
