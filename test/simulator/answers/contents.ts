import { isJsonArray, isJsonObject, type JsonObject } from '../../../src/json.js';
import type { Instance, Message } from '../account/model.js';
import { callRows, callTrouble } from '../contents/calls.js';
import { chatFileRow, secondFile } from '../contents/chat-files.js';
import { chatRows } from '../contents/chat-logs.js';
import { hasChat, hasTranscript, isHad, isInProcess } from '../contents/recorded.js';
import { transcriptRows, type TranscriptType } from '../contents/transcripts.js';
import { derivedAnswer } from '../derived/truth.js';
import { isoTime, minute } from '../time.js';
import { anyValue } from '../values.js';
import { otherAnswers, ownRecordings } from './others.js';
import type { AnswerKey, Known } from './world.js';

/** What was said and sent: the words of the account. */

function ofRecording(instance: Instance, type: string): JsonObject {
  return {
    meeting_uuid: instance.uuid,
    file_row_id: anyValue,
    meeting_number: String(instance.series.id),
    meeting_start_time: isoTime(instance.startAt),
    host_user_id: instance.series.hostId,
    file_type: type,
    recording_start: isoTime(instance.startAt + minute),
  };
}

function known(instance: Instance, type: string, rows: readonly JsonObject[]): readonly Known[] {
  return rows.map((row) => ({ row: { ...row, ...ofRecording(instance, type) }, at: instance.startAt }));
}

/** A transcript, else captions. */
function transcriptType(instance: Instance): TranscriptType | null {
  if (hasTranscript(instance)) return isInProcess(instance) ? null : 'TRANSCRIPT';
  return 'CC';
}

export const contentAnswers: Readonly<Record<string, AnswerKey>> = {
  recording_transcripts: (truth) =>
    ownRecordings(truth).flatMap(({ instance }) => {
      const type = transcriptType(instance);
      return type === null || !isHad(instance, type)
        ? []
        : known(instance, type, transcriptRows(instance, type));
    }),
  recording_chat_messages: (truth) =>
    ownRecordings(truth).flatMap(({ instance }) =>
      hasChat(instance) && isHad(instance, 'CHAT') ? known(instance, 'CHAT', chatRows(instance)) : [],
    ),
  chat_file_contents: (truth) => {
    const listed = new Set((otherAnswers['chat_files']?.(truth) ?? []).map(({ row }) => row['id']));
    return truth.account.messages.filter(({ id }) => listed.has(id)).flatMap(filesOf);
  },
  phone_recording_transcripts: (truth) =>
    (derivedAnswer(truth, 'phone_recordings')?.(truth) ?? []).flatMap(({ row, at }) => {
      const id = typeof row['id'] === 'string' ? row['id'] : '';
      if (callTrouble(id) !== null) return [];
      const added = { recording_id: id, recording_date_time: row['date_time'] ?? null };
      return callRows(id).map((segment) => ({ row: { ...segment, ...added }, at }));
    }),
};

function filesOf({ row, at, ordinal }: Message): readonly Known[] {
  const { date_time, sender, files } = row;
  const list = isJsonArray(files) ? files.filter(isJsonObject) : [];
  return list.map(({ file_id, file_name, file_size }, index) => ({
    row: {
      ...chatFileRow(index === 0 ? ordinal : secondFile(ordinal)),
      message_id: row['id'] ?? null,
      file_id: file_id ?? null,
      file_name: file_name ?? null,
      file_size: file_size ?? null,
      date_time: date_time ?? null,
      sender: sender ?? null,
    },
    at,
  }));
}
