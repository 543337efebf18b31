import { defineStream } from '../define-stream.js';

export const phoneTextStreams = [
  defineStream({
    name: 'phone_recording_transcripts',
    about: 'What was said in each recorded call, a row for each segment of its transcript.',
    path: '/phone/recording_transcript/download/{recording_id}',
    recordsPath: null,
    content: {
      link: 'transcript_download_url',
      size: null,
      fileName: null,
      decoder: 'segments',
      absent: 'skip',
      changesWith: ['end_time', 'duration', 'transcript_download_url'],
      ticketPath: null,
    },
    rateLimit: 'light',
    pool: 'phone',
    scopes: ['phone:read:recording_transcript:admin'],
    classicScopes: ['phone:read:admin', 'phone_recording:read:admin'],
    primaryKey: ['recording_id', 'segment'],
    parents: [
      {
        stream: 'phone_recordings',
        partition: { recording_id: 'id' },
        inherit: { recording_date_time: 'date_time' },
      },
    ],
    cursorField: 'recording_date_time',
  }),
];
