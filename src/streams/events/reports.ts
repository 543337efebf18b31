import { defineStream } from '../define-stream.js';
import { exactMonth } from '../shapes.js';
import { ofEvent } from './events.js';

export const eventReportStreams = [
  defineStream({
    name: 'event_registrations_report',
    about: 'Who registered for each event, with tickets and answers.',
    path: '/zoom_events/events/{event_id}/reports/ticket_registration',
    recordsPath: 'registrations',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['zoom_events:read:event_registration:admin'],
    primaryKey: ['event_id', 'row_id'],
    rowId: [
      ['email', 'register_date'],
      ['display_name', 'register_date'],
    ],
    // The dates of the request choose by the time of the change, which no row tells: so it is read whole.
    // https://developers.zoom.us/docs/api/events/#tag/reports (2026-11)
    parents: ofEvent,
  }),

  defineStream({
    name: 'event_attendance_report',
    about: 'Who attended each event, session by session.',
    path: '/zoom_events/events/{event_id}/reports/event_attendance',
    recordsPath: 'attendees',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['zoom_events:read:event_attendance:admin'],
    primaryKey: ['event_id', 'row_id'],
    rowId: [['email', 'role'], ['email'], ['display_name']],
    parents: ofEvent,
    query: { role_type: 'all' },
    window: { ...exactMonth, maxDays: null, optional: true },
    cursorField: 'last_modified_date',
  }),

  defineStream({
    name: 'event_session_attendance_report',
    about: 'Who attended each session of an event, live or later.',
    path: '/zoom_events/events/{event_id}/reports/sessions/{event_session_id}/attendance',
    recordsPath: 'attendees',
    rateLimit: 'light',
    pageSize: 300,
    scopes: ['zoom_events:read:session_attendance:admin'],
    primaryKey: ['event_id', 'event_session_id', 'row_id'],
    // Who comes in several times may have a row for each time.
    rowId: [['email', 'start_time'], ['email'], ['display_name']],
    parents: [
      { stream: 'event_sessions', partition: { event_id: 'event_id', event_session_id: 'session_id' } },
    ],
  }),

  defineStream({
    name: 'event_survey_report',
    about: 'Answers to the surveys of each event.',
    path: '/zoom_events/events/{event_id}/reports/survey',
    recordsPath: 'surveys',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['zoom_events:read:list_session_surveys:admin'],
    primaryKey: ['event_id', 'row_id'],
    // Anonymous answers share an empty address.
    rowId: [
      ['session_id', 'email'],
      ['session_name', 'email'],
    ],
    parents: ofEvent,
  }),
];
