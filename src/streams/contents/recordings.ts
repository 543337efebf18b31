import type { ContentShape } from '../../engine/declaration.js';
import { defineStream } from '../define-stream.js';

const scopes = [
  'cloud_recording:read:list_user_recordings:admin',
  'cloud_recording:read:list_recording_files:admin',
];

const ofRecording = {
  meeting_number: 'meeting_number',
  meeting_start_time: 'meeting_start_time',
  host_user_id: 'host_user_id',
  file_type: 'file_type',
  recording_start: 'recording_start',
} as const;

const partition = { meeting_uuid: 'meeting_uuid', file_row_id: 'row_id' } as const;

/** What is not ready yet has a status, and changes its row when it is. */
const ready = { field: 'status', notIn: ['processing'] } as const;

const recordingFile = {
  link: 'download_url',
  size: 'file_size',
  fileName: null,
  absent: 'skip',
  changesWith: ['file_size', 'status', 'recording_end', 'deleted_time'],
  ticketPath: '/meetings/{meeting_uuid}/recordings?include_fields=download_access_token&ttl=600',
} as const satisfies Omit<ContentShape, 'decoder'>;

export const recordingTextStreams = [
  defineStream({
    name: 'recording_transcripts',
    about:
      'What was said in each cloud recording, a row for each cue of its transcript, or of its captions where it has none.',
    path: '/rec/download/{meeting_uuid}/{file_row_id}',
    recordsPath: null,
    content: { ...recordingFile, decoder: 'cues' },
    rateLimit: 'light',
    scopes,
    primaryKey: ['meeting_uuid', 'file_row_id', 'cue'],
    parents: [
      {
        stream: 'recording_files',
        partition,
        inherit: ofRecording,
        where: [{ field: 'file_type', in: ['TRANSCRIPT', 'CC'] }, ready],
        firstOf: { field: 'file_type', values: ['TRANSCRIPT', 'CC'] },
      },
    ],
    cursorField: 'recording_start',
  }),

  defineStream({
    name: 'recording_chat_messages',
    about: 'The chat of each cloud recording, a row for each message.',
    path: '/rec/download/{meeting_uuid}/{file_row_id}',
    recordsPath: null,
    content: { ...recordingFile, decoder: 'chat messages' },
    rateLimit: 'light',
    scopes,
    primaryKey: ['meeting_uuid', 'file_row_id', 'message_number'],
    parents: [
      {
        stream: 'recording_files',
        partition,
        inherit: ofRecording,
        where: [{ field: 'file_type', in: ['CHAT'] }, ready],
      },
    ],
    cursorField: 'recording_start',
  }),
];
