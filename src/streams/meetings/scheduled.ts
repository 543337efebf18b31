import { defineStream } from '../define-stream.js';
import { monthWindow, registrantStatuses, sixMonths, unlessRegistration } from '../shapes.js';

/** One list for all of them; its type says which. */
const listOfHost = {
  path: '/users/{host_user_id}/meetings',
  recordsPath: 'meetings',
  rateLimit: 'medium',
  pageSize: 300,
  scopes: ['meeting:read:list_meetings:admin'],
  parents: [{ stream: 'users', partition: { host_user_id: 'id' } }],
} as const;

const ofMeeting = [{ stream: 'meetings', partition: { meeting_id: 'id' } }] as const;

export const meetingStreams = [
  defineStream({
    name: 'meetings',
    about:
      'Scheduled meetings that have not expired, one row for a series; no instant meetings and no history.',
    ...listOfHost,
    // The uuid of a scheduled meeting changes after each start.
    primaryKey: ['id'],
    standIn: [['uuid']],
    query: { type: 'scheduled' },
  }),

  defineStream({
    name: 'live_meetings',
    about: 'Meetings in progress at the time of the sync.',
    ...listOfHost,
    primaryKey: ['uuid'],
    standIn: [['id', 'start_time']],
    query: { type: 'live' },
  }),

  defineStream({
    name: 'upcoming_meetings',
    about: 'Meetings to come and in progress, one row for each occurrence of a series.',
    ...listOfHost,
    primaryKey: ['row_id'],
    // Recurring meetings without a fixed time have no start.
    rowId: [['id', 'start_time'], ['id']],
    query: { type: 'upcoming_meetings' },
  }),

  defineStream({
    name: 'previous_meetings',
    about: 'Scheduled meetings whose end has passed. report_meetings is the complete list.',
    ...listOfHost,
    primaryKey: ['uuid'],
    standIn: [['id', 'start_time']],
    query: { type: 'previous_meetings' },
    window: { ...monthWindow, maxDays: null, optional: true },
    retention: sixMonths,
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'meeting_details',
    about: 'Settings, recurrence and occurrences of each scheduled meeting.',
    path: '/meetings/{meeting_id}',
    recordsPath: null,
    rateLimit: 'light',
    scopes: ['meeting:read:meeting:admin'],
    primaryKey: ['id'],
    parents: ofMeeting,
    query: { show_previous_occurrences: 'true' },
  }),

  defineStream({
    name: 'meeting_registrants',
    about: 'Who registered for a meeting: pending, approved and denied.',
    path: '/meetings/{meeting_id}/registrants',
    recordsPath: 'registrants',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['meeting:read:list_registrants:admin'],
    primaryKey: ['meeting_id', 'id'],
    standIn: [['email']],
    parents: ofMeeting,
    variants: registrantStatuses,
    spared: { by: 'meeting_details', ...unlessRegistration },
  }),

  defineStream({
    name: 'meeting_registration_questions',
    about: 'The registration form of a meeting.',
    path: '/meetings/{meeting_id}/registrants/questions',
    recordsPath: null,
    rateLimit: 'light',
    scopes: ['meeting:read:list_registration_questions:admin'],
    primaryKey: ['meeting_id'],
    parents: ofMeeting,
    spared: { by: 'meeting_details', ...unlessRegistration },
  }),

  defineStream({
    name: 'meeting_polls',
    about: 'Polls and quizzes prepared for a meeting.',
    path: '/meetings/{meeting_id}/polls',
    recordsPath: 'polls',
    rateLimit: 'light',
    scopes: ['meeting:read:list_polls:admin'],
    primaryKey: ['meeting_id', 'id'],
    standIn: [['title']],
    parents: ofMeeting,
  }),
];
