import { defineStream } from '../define-stream.js';
import { meetingsOfHistory, meetingsOfUsers } from '../roads.js';
import { isMeeting, isPastMeeting, isPastWebinar, isWebinar, monthWindow, sixMonths } from '../shapes.js';

/** By uuid: an id would answer for the latest instance alone. */
const meetingRoads = [
  {
    stream: 'report_meetings',
    road: meetingsOfUsers,
    partition: { meeting_uuid: 'uuid' },
    inherit: { meeting_id: 'id', meeting_start_time: 'start_time', meeting_end_time: 'end_time' },
    where: [isMeeting],
  },
  {
    stream: 'report_history_meetings',
    road: meetingsOfHistory,
    partition: { meeting_uuid: 'meeting_uuid' },
    inherit: { meeting_id: 'meeting_id', meeting_start_time: 'start_time', meeting_end_time: 'end_time' },
    where: [isPastMeeting],
  },
] as const;

export const webinarRoads = [
  {
    stream: 'report_meetings',
    road: meetingsOfUsers,
    partition: { webinar_uuid: 'uuid' },
    inherit: { webinar_id: 'id', webinar_start_time: 'start_time', webinar_end_time: 'end_time' },
    where: [isWebinar],
  },
  {
    stream: 'report_history_meetings',
    road: meetingsOfHistory,
    partition: { webinar_uuid: 'meeting_uuid' },
    inherit: { webinar_id: 'meeting_id', webinar_start_time: 'start_time', webinar_end_time: 'end_time' },
    where: [isPastWebinar],
  },
] as const;

/** Who was in an instance, a row for each join. */
const participants = {
  recordsPath: 'participants',
  rateLimit: 'heavy',
  pageSize: 300,
  // Guests have neither id nor email, and user_id is another one for each join.
  rowId: [['user_id', 'join_time']],
  query: { include_fields: 'registrant_id' },
  retention: sixMonths,
} as const;

/** What people answered and asked in an instance. */
export const answers = {
  recordsPath: 'questions',
  rateLimit: 'heavy',
  // Rows have no id, and anonymous participants share an empty email.
  rowId: 'content',
  retention: sixMonths,
} as const;

export const reportStreams = [
  defineStream({
    name: 'report_meetings',
    about: 'Every instance of a meeting or webinar that took place in the last six months, by host.',
    path: '/report/users/{host_user_id}/meetings',
    recordsPath: 'meetings',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['report:read:user:admin'],
    primaryKey: ['uuid'],
    standIn: [['id', 'start_time']],
    parents: [{ stream: 'users', partition: { host_user_id: 'id' } }],
    narrowed: {
      road: meetingsOfHistory,
      stream: 'report_history_meetings',
      field: 'host_email',
      keyField: 'meeting_uuid',
      partitionField: 'email',
      asksStrangers: true,
    },
    // `past` alone leaves out what only one person attended.
    // https://developers.zoom.us/docs/api/meetings/#tag/reports/GET/report/users/{userId}/meetings (2026-11)
    variants: [{ type: 'past' }, { type: 'pastOne' }],
    window: monthWindow,
    retention: sixMonths,
    cursorField: 'end_time',
  }),

  defineStream({
    name: 'report_history_meetings',
    about:
      'Every meeting and webinar that took place in the account in the last six months, deleted hosts included.',
    path: '/report/history_meetings',
    recordsPath: 'history_meetings',
    rateLimit: 'heavy',
    // The largest page is not documented; the reply says what it served.
    // https://developers.zoom.us/docs/api/meetings/#tag/reports/GET/report/history_meetings (2026-11)
    pageSize: 300,
    scopes: ['report:read:list_history_meetings:admin'],
    primaryKey: ['meeting_uuid'],
    standIn: [['meeting_id', 'start_time']],
    query: { date_type: 'end_time', meeting_type: 'all' },
    window: monthWindow,
    retention: sixMonths,
    cursorField: 'end_time',
  }),

  defineStream({
    name: 'report_meeting_details',
    about: 'Totals and tracking fields of each past meeting.',
    path: '/report/meetings/{meeting_uuid}',
    recordsPath: null,
    rateLimit: 'heavy',
    scopes: ['report:read:meeting:admin'],
    primaryKey: ['uuid'],
    parents: meetingRoads,
    retention: sixMonths,
    cursorField: 'end_time',
  }),

  defineStream({
    name: 'report_meeting_participants',
    about: 'Who was in a meeting: one row for each join, waiting-room stay and breakout room.',
    path: '/report/meetings/{meeting_uuid}/participants',
    ...participants,
    scopes: ['report:read:list_meeting_participants:admin'],
    primaryKey: ['meeting_uuid', 'row_id'],
    parents: meetingRoads,
    cursorField: 'meeting_end_time',
  }),

  defineStream({
    name: 'report_meeting_polls',
    about: 'Answers to the polls of a past meeting, one row for each participant.',
    path: '/report/meetings/{meeting_uuid}/polls',
    ...answers,
    scopes: ['report:read:list_meeting_polls:admin'],
    primaryKey: ['meeting_uuid', 'row_id'],
    parents: meetingRoads,
    cursorField: 'meeting_end_time',
  }),

  defineStream({
    name: 'report_meeting_qa',
    about: 'Questions and answers of a past meeting, with who answered.',
    path: '/report/meetings/{meeting_uuid}/qa',
    ...answers,
    scopes: ['report:read:meeting_qna:admin'],
    primaryKey: ['meeting_uuid', 'row_id'],
    parents: meetingRoads,
    cursorField: 'meeting_end_time',
  }),

  defineStream({
    name: 'report_webinars',
    about: 'Totals and tracking fields of each past webinar.',
    path: '/report/webinars/{webinar_uuid}',
    recordsPath: null,
    rateLimit: 'heavy',
    scopes: ['report:read:webinar:admin'],
    primaryKey: ['uuid'],
    parents: webinarRoads,
    retention: sixMonths,
    cursorField: 'end_time',
  }),

  defineStream({
    name: 'report_webinar_participants',
    about: 'Who was in a webinar: one row for each join.',
    path: '/report/webinars/{webinar_uuid}/participants',
    ...participants,
    scopes: ['report:read:list_webinar_participants:admin'],
    primaryKey: ['webinar_uuid', 'row_id'],
    parents: webinarRoads,
    cursorField: 'webinar_end_time',
  }),
];
