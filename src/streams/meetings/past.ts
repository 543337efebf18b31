import { defineStream } from '../define-stream.js';
import type { Retention } from '../../engine/declaration.js';
import { isMeeting, monthWindow } from '../shapes.js';

const fifteenMonths: Retention = { months: 15 };

/** By uuid, one instance each: the reports know those of the last six months, the lists of instances the older ones. */
const instances = [
  {
    stream: 'report_meetings',
    partition: { meeting_uuid: 'uuid' },
    inherit: { meeting_id: 'id', meeting_start_time: 'start_time' },
    where: [isMeeting],
  },
  {
    stream: 'past_meeting_instances',
    partition: { meeting_uuid: 'uuid' },
    inherit: { meeting_id: 'meeting_id', meeting_start_time: 'start_time' },
  },
] as const;

export const pastMeetingStreams = [
  defineStream({
    name: 'past_meeting_instances',
    about: 'Every occurrence of a meeting that took place, back to fifteen months.',
    path: '/past_meetings/{meeting_id}/instances',
    recordsPath: 'meetings',
    rateLimit: 'medium',
    scopes: ['meeting:read:list_past_instances:admin'],
    primaryKey: ['uuid'],
    // The lists of meetings forget what has expired; the reports know those of the last six months.
    parents: [
      { stream: 'meetings', partition: { meeting_id: 'id' } },
      { stream: 'report_meetings', partition: { meeting_id: 'id' }, where: [isMeeting] },
    ],
    window: { ...monthWindow, optional: true },
    retention: fifteenMonths,
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'past_meetings',
    about: 'Host, length and number of participants of each past instance.',
    path: '/past_meetings/{meeting_uuid}',
    recordsPath: null,
    rateLimit: 'light',
    scopes: ['meeting:read:past_meeting:admin'],
    primaryKey: ['uuid'],
    parents: instances,
    // Older instances are refused with code 12702.
    retention: { months: 12 },
    cursorField: 'end_time',
  }),

  defineStream({
    name: 'past_meeting_participants',
    about: 'Who was in a meeting, one row for each join; cheaper than the report, without customer_key.',
    path: '/past_meetings/{meeting_uuid}/participants',
    recordsPath: 'participants',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['meeting:read:list_past_participants:admin'],
    primaryKey: ['meeting_uuid', 'row_id'],
    // Guests have neither id nor email, and user_id is another one for each join.
    rowId: [['user_id', 'join_time']],
    parents: instances,
    retention: fifteenMonths,
    cursorField: 'meeting_start_time',
  }),

  defineStream({
    name: 'meeting_poll_results',
    about: 'Answers to the polls of a past meeting, one row for each participant.',
    path: '/past_meetings/{meeting_uuid}/polls',
    recordsPath: 'questions',
    rateLimit: 'medium',
    scopes: ['meeting:read:list_poll_results:admin'],
    primaryKey: ['meeting_uuid', 'row_id'],
    // Rows have no id, and anonymous participants share an empty email.
    rowId: 'content',
    parents: instances,
    retention: fifteenMonths,
    cursorField: 'meeting_start_time',
  }),

  defineStream({
    name: 'meeting_qna_results',
    about: 'Questions and answers of a past meeting, one row for each participant.',
    path: '/past_meetings/{meeting_uuid}/qa',
    recordsPath: 'questions',
    rateLimit: 'medium',
    scopes: ['meeting:read:past_qa:admin'],
    primaryKey: ['meeting_uuid', 'row_id'],
    rowId: 'content',
    parents: instances,
    retention: fifteenMonths,
    cursorField: 'meeting_start_time',
  }),
];
