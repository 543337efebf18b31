import { defineStream } from '../define-stream.js';
import { recordingsOfAccount } from '../roads.js';
import { monthWindow } from '../shapes.js';

export const recordingStreams = [
  defineStream({
    name: 'recordings',
    about: 'Cloud recordings of each user, one row for each instance.',
    path: '/users/{host_user_id}/recordings',
    recordsPath: 'meetings',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: [
      'cloud_recording:read:list_user_recordings:master',
      'cloud_recording:read:list_user_recordings:admin',
    ],
    primaryKey: ['uuid'],
    standIn: [['id', 'start_time']],
    parents: [{ stream: 'users', partition: { host_user_id: 'id' } }],
    narrowed: {
      road: recordingsOfAccount,
      stream: 'account_recordings',
      field: 'host_id',
      keyField: 'uuid',
      partitionField: 'id',
      // Files come hours after the meeting and grow. Links and what opens them may be made anew with each listing.
      changesWith: {
        uuid: [],
        start_time: [],
        topic: [],
        duration: [],
        total_size: [],
        recording_count: [],
        recording_files: [
          'id',
          'file_type',
          'recording_type',
          'recording_start',
          'recording_end',
          'file_size',
          'status',
        ],
      },
    },
    // Without dates only the last day comes.
    window: monthWindow,
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'recording_files',
    about: 'The files of each recording.',
    path: '/meetings/{meeting_uuid}/recordings',
    recordsPath: 'recording_files',
    rateLimit: 'light',
    scopes: [
      'cloud_recording:read:list_user_recordings:master',
      'cloud_recording:read:list_user_recordings:admin',
    ],
    // The rows of recordings hold the same files, so nothing more is asked.
    embedded: 'recording_files',
    primaryKey: ['meeting_uuid', 'row_id'],
    // Files of types such as CC and TIMELINE have no id.
    rowId: [['id'], ['file_type', 'recording_start']],
    parents: [
      {
        stream: 'recordings',
        partition: { meeting_uuid: 'uuid' },
        inherit: { meeting_number: 'id', meeting_start_time: 'start_time', host_user_id: 'host_user_id' },
      },
    ],
    cursorField: 'recording_start',
  }),

  defineStream({
    name: 'account_recordings',
    about: 'Cloud recordings of the whole account, those of deleted users included.',
    path: '/accounts/me/recordings',
    recordsPath: 'meetings',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: [
      'cloud_recording:read:list_account_recordings:master',
      'cloud_recording:read:list_account_recordings:admin',
    ],
    classicScopes: ['recording:master'],
    primaryKey: ['uuid'],
    standIn: [['id', 'start_time']],
    window: monthWindow,
    cursorField: 'start_time',
  }),
];
