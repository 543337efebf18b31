import { defineStream } from '../define-stream.js';
import { dashboardRetention } from './quality.js';

const ofMeetings = ['dashboard_meetings:read:admin', 'dashboard:read:admin'];

/** By uuid: an id would answer for the latest instance alone. */
const meeting = {
  stream: 'dashboard_meetings',
  partition: { meeting_uuid: 'uuid' },
  inherit: { meeting_id: 'id', meeting_start_time: 'start_time' },
} as const;

export const dashboardParticipants = [
  defineStream({
    name: 'dashboard_meeting_participants',
    about: 'Who was in a meeting, one row for each join, with device, network and quality.',
    // The type must be that by which the list gave the meeting: all others answer that there is none (404, code 3001).
    // https://developers.zoom.us/docs/api/meetings/#tag/dashboards/GET/metrics/meetings/{meetingId}/participants (2026-11)
    path: '/metrics/meetings/{meeting_uuid}/participants?type={dashboard_type}',
    recordsPath: 'participants',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['dashboard:read:list_meeting_participants:admin'],
    classicScopes: ofMeetings,
    primaryKey: ['meeting_uuid', 'row_id'],
    rowId: [['user_id', 'join_time']],
    parents: [{ ...meeting, partition: { meeting_uuid: 'uuid', dashboard_type: 'dashboard_type' } }],
    query: { include_fields: 'registrant_id' },
    retention: dashboardRetention,
    cursorField: 'meeting_start_time',
  }),

  defineStream({
    name: 'dashboard_meeting_participants_qos',
    about: 'How good the connection of each participant was, minute by minute.',
    path: '/metrics/meetings/{meeting_uuid}/participants/qos',
    recordsPath: 'participants',
    rateLimit: 'heavy',
    // The largest page; without it one row comes.
    pageSize: 10,
    scopes: ['dashboard:read:list_meeting_participants_qos:admin'],
    classicScopes: ofMeetings,
    primaryKey: ['meeting_uuid', 'row_id'],
    rowId: [['user_id', 'join_time']],
    parents: [meeting],
    // There is no `pastOne` here, whatever the meeting.
    query: { type: 'past' },
    retention: dashboardRetention,
    cursorField: 'meeting_start_time',
  }),

  defineStream({
    name: 'dashboard_meeting_sharing',
    about: 'What each participant of a meeting shared, and when.',
    path: '/metrics/meetings/{meeting_uuid}/participants/sharing',
    recordsPath: 'participants',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['dashboard:read:meeting_sharing:admin'],
    classicScopes: ofMeetings,
    primaryKey: ['meeting_uuid', 'row_id'],
    rowId: [['user_id']],
    parents: [meeting],
    // As for the quality of connections.
    query: { type: 'past' },
    retention: dashboardRetention,
    cursorField: 'meeting_start_time',
  }),

  defineStream({
    name: 'dashboard_webinar_participants',
    about: 'Who was in a webinar, one row for each join, with device, network and quality.',
    path: '/metrics/webinars/{webinar_uuid}/participants',
    recordsPath: 'participants',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['dashboard:read:list_webinar_participants:admin'],
    classicScopes: ['dashboard_webinars:read:admin', 'dashboard:read:admin'],
    primaryKey: ['webinar_uuid', 'row_id'],
    rowId: [['user_id', 'join_time']],
    parents: [
      {
        stream: 'dashboard_webinars',
        partition: { webinar_uuid: 'uuid' },
        inherit: { webinar_id: 'id', webinar_start_time: 'start_time' },
      },
    ],
    query: { type: 'past', include_fields: 'registrant_id' },
    retention: dashboardRetention,
    cursorField: 'webinar_start_time',
  }),
];
