import { defineStream } from '../define-stream.js';
import { meetingsOfHistory, meetingsOfUsers } from '../roads.js';
import { exactMonth, isMeeting, isPastMeeting, sixMonths } from '../shapes.js';

const recordingScopes = ['recording:read:admin', 'recording:write:admin'];

export const summaryStreams = [
  defineStream({
    name: 'meeting_summaries',
    about: 'Summaries that AI Companion wrote of meetings, without their text.',
    path: '/meetings/meeting_summaries',
    recordsPath: 'summaries',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['meeting:read:list_summaries:admin'],
    primaryKey: ['meeting_uuid'],
    standIn: [['meeting_id', 'summary_start_time']],
    // Edits have a time of their own, and no filter: they are found as long as the lookback reaches the creation.
    // https://developers.zoom.us/docs/api/meetings/#tag/ai-companion/GET/meetings/meeting_summaries (2026-11)
    query: { time_filter_field: 'summary_created_time' },
    window: exactMonth,
    cursorField: 'summary_created_time',
  }),

  defineStream({
    name: 'meeting_summary_details',
    about: 'The text of each summary; asked again when the list shows that it was edited.',
    path: '/meetings/{instance_uuid}/meeting_summary',
    recordsPath: null,
    rateLimit: 'light',
    scopes: ['meeting:read:summary:admin'],
    primaryKey: ['meeting_uuid'],
    // By uuid: an id is not understood here.
    parents: [{ stream: 'meeting_summaries', partition: { instance_uuid: 'meeting_uuid' } }],
    cursorField: 'summary_created_time',
  }),

  defineStream({
    name: 'meeting_transcripts',
    about: 'Where the transcript of a past meeting can be downloaded, and whether it may be.',
    path: '/meetings/{meeting_uuid}/transcript',
    recordsPath: null,
    rateLimit: 'medium',
    scopes: ['cloud_recording:read:meeting_transcript:admin'],
    classicScopes: recordingScopes,
    primaryKey: ['meeting_uuid'],
    // By uuid: an id would answer for the latest instance, or for none. https://devforum.zoom.us/t/138985 (2026-11)
    parents: [
      {
        stream: 'report_meetings',
        road: meetingsOfUsers,
        partition: { meeting_uuid: 'uuid' },
        inherit: { meeting_number: 'id', meeting_start_time: 'start_time', meeting_end_time: 'end_time' },
        where: [isMeeting],
      },
      {
        stream: 'report_history_meetings',
        road: meetingsOfHistory,
        partition: { meeting_uuid: 'meeting_uuid' },
        inherit: {
          meeting_number: 'meeting_id',
          meeting_start_time: 'start_time',
          meeting_end_time: 'end_time',
        },
        where: [isPastMeeting],
      },
    ],
    retention: sixMonths,
    cursorField: 'meeting_end_time',
  }),

  defineStream({
    name: 'ai_companion_conversations',
    about: 'Where the archive of what each user asked AI Companion can be downloaded, as it is now.',
    path: '/aic/users/{owner_user_id}/conversation_archive',
    recordsPath: null,
    rateLimit: 'light',
    scopes: ['aic:read:conversation_archives:admin'],
    classicScopes: ['aic_archive:read:admin'],
    primaryKey: ['user_id'],
    parents: [{ stream: 'users', partition: { owner_user_id: 'id' } }],
  }),
];
