import { isListed } from '../account/model.js';
import type { Recording } from '../account/model.js';
import { accountRecordingRow, recordingRow } from '../account/recordings.js';
import { userRow } from '../account/users.js';
import { isWithoutChat, messageWindow } from '../routes/chat.js';
import { isoTime } from '../time.js';
import { anyValue } from '../values.js';
import { keptSince } from '../windows.js';
import { always, readableUsers } from './world.js';
import type { AnswerKey, Truth } from './world.js';

/** Users and groups, recordings, chat. */

export function ownRecordings(truth: Truth): readonly Recording[] {
  const ids = new Set(readableUsers(truth).map((user) => user.id));
  return truth.account.recordings.filter((one) => ids.has(one.instance.series.hostId));
}

/** Each message once, however many lists it is in. A search does not find the deleted and edited ones. */
const messages =
  (choose: 'all' | 'files'): AnswerKey =>
  (truth) => {
    const served = readableUsers(truth).filter((user) => !isWithoutChat(user, truth.options));
    const ids = new Set(served.map((user) => user.id));
    const since = keptSince(messageWindow, truth);
    return (
      truth.account.messages
        .filter((one) => one.at >= since && one.readerIds.some((id) => ids.has(id)))
        .filter((one) => one.state === 'Normal' && (choose === 'all' || one.hasFile))
        // Which of its readers is asked first is nobody's promise.
        .map((one) => ({ row: { ...one.row, reader_user_id: anyValue }, at: one.at }))
    );
  };

export const otherAnswers: Readonly<Record<string, AnswerKey>> = {
  users: ({ account, now }) =>
    always(
      account.users.filter(isListed).map((user) => {
        const row = userRow(user, now, 'custom_attributes');
        // Of the moment of the call.
        return user.status === 'pending' ? { ...row, created_at: anyValue } : row;
      }),
    ),
  recordings: (truth) =>
    ownRecordings(truth).map((one) => ({
      row: { ...recordingRow(truth.account, one), host_user_id: one.instance.series.hostId },
      at: one.instance.startAt,
    })),
  account_recordings: ({ account }) =>
    account.recordings.map((one) => ({ row: accountRecordingRow(one), at: one.instance.startAt })),
  recording_files: (truth) =>
    ownRecordings(truth).flatMap(({ files, instance }) =>
      files.map((row) => ({
        row: {
          ...row,
          meeting_uuid: instance.uuid,
          meeting_number: String(instance.series.id),
          meeting_start_time: isoTime(instance.startAt),
          host_user_id: instance.series.hostId,
        },
        at: instance.startAt,
      })),
    ),
  chat_messages: messages('all'),
  chat_files: messages('files'),
};
