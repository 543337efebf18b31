import type { JsonObject } from '../../../src/json.js';
import { fileKey, hasChat, hasTranscript, isInProcess, ticketOf } from '../contents/recorded.js';
import { opaqueId } from '../rng.js';
import { day, isoTime, minute } from '../time.js';
import type { Account, Instance, Recording } from './model.js';

/** Recorded: every second instance of at least two people in the last eleven months. */
export function addRecordings(account: Account): void {
  for (const instance of account.instances.values()) {
    const age = account.bornAt - instance.endAt;
    if (age < 0 || age > 330 * day || instance.people < 2 || instance.ordinal % 2 === 1) continue;
    addRecording(account, instance);
  }
}

export function addRecording(account: Account, instance: Instance): void {
  account.recordings.push({ instance, files: filesOf(account, instance) });
}

/** CC and TIMELINE files come without id, size and status. */
function filesOf(account: Account, instance: Instance): JsonObject[] {
  const start = isoTime(instance.startAt + minute);
  const file = (type: string, what: string): JsonObject => ({
    meeting_id: instance.uuid,
    recording_start: start,
    recording_end: isoTime(instance.endAt),
    file_type: type,
    file_extension: type,
    recording_type: what,
    play_url: `https://example.zoom.us/rec/play/${instance.ordinal}-${type}`,
    download_url: `https://example.zoom.us/rec/download/${fileKey(instance, type)}`,
  });
  const whole = (type: string, what: string): JsonObject => ({
    id: opaqueId(22, account.seed, 'file', instance.ordinal, type),
    ...file(type, what),
    file_size: 1_000_000 + instance.ordinal,
    status: 'completed',
    encryption_fingerprint: '',
  });
  const files = [whole('MP4', 'shared_screen_with_speaker_view'), whole('M4A', 'audio_only')];
  if (instance.ordinal % 4 === 0) files.push(file('CC', 'closed_caption'), file('TIMELINE', 'timeline'));
  const words = (type: string, what: string, status: string): JsonObject => ({
    ...whole(type, what),
    file_size: 2_000 + instance.ordinal,
    status,
  });
  if (hasTranscript(instance)) {
    files.push(words('TRANSCRIPT', 'audio_transcript', isInProcess(instance) ? 'processing' : 'completed'));
  }
  if (hasChat(instance)) files.push(words('CHAT', 'chat_file', 'completed'));
  return files;
}

function common(recording: Recording): JsonObject {
  const { instance, files } = recording;
  return {
    uuid: instance.uuid,
    id: instance.series.id,
    host_id: instance.series.hostId,
    topic: instance.series.topic,
    start_time: isoTime(instance.startAt),
    duration: Math.round((instance.endAt - instance.startAt) / minute),
    total_size: 2_000_000 + instance.ordinal,
    recording_count: files.length,
    recording_files: files,
    timezone: '',
    on_prem: false,
  };
}

/** A row of a user's recordings. `type` comes as number or as text. */
export function recordingRow(account: Account, recording: Recording): JsonObject {
  const { ordinal, series } = recording.instance;
  return {
    ...common(recording),
    account_id: account.id,
    type: ordinal % 4 === 0 ? String(series.type) : series.type,
    share_url: `https://example.zoom.us/rec/share/${ordinal}?pwd=SECRET-share-${ordinal}&startTime=0`,
    recording_play_passcode: `SECRET-passcode-${ordinal}`,
    auto_delete: ordinal % 6 === 0,
    auto_delete_date: ordinal % 6 === 0 ? isoTime(recording.instance.endAt + 700 * day).slice(0, 10) : '',
  };
}

/** A row of the account's recordings: no account id, no passcode; where it is stored instead. */
export function accountRecordingRow(recording: Recording): JsonObject {
  return { ...common(recording), type: recording.instance.series.type, rc_zone: '', service_name: '' };
}

/** The reply for one instance's files. `download_access_token` only when asked for. */
export function recordingFilesReply(
  account: Account,
  recording: Recording,
  include: string | null,
): JsonObject {
  return {
    ...recordingRow(account, recording),
    password: `SECRET-recording-${recording.instance.ordinal}`,
    participant_audio_files: [],
    ...(include === 'download_access_token' ? { download_access_token: ticketOf(recording) } : {}),
  };
}
