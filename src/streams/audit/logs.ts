import { defineStream } from '../define-stream.js';
import { monthWindow, sixMonths } from '../shapes.js';

/** Audit logs are complete within hours, so a day is read again, and not the days that are for what Zoom corrects late. */
const lookbackHours = 24;

export const auditStreams = [
  defineStream({
    name: 'report_activities',
    about: 'Who signed in and out, when and from where.',
    path: '/report/activities',
    recordsPath: 'activity_logs',
    rateLimit: 'heavy',
    // No largest page is stated; clients of others ask for 300 (2026-11).
    pageSize: 300,
    scopes: ['report:read:user_activities:admin'],
    primaryKey: ['row_id'],
    rowId: 'content',
    window: monthWindow,
    retention: sixMonths,
    cursorField: 'time',
    lookbackHours,
  }),

  defineStream({
    name: 'report_operation_logs',
    about: 'What owner and administrators changed: users, settings, billing, recordings and more.',
    path: '/report/operationlogs',
    recordsPath: 'operation_logs',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['report:read:operation_logs:admin'],
    primaryKey: ['row_id'],
    rowId: 'content',
    window: monthWindow,
    retention: sixMonths,
    cursorField: 'time',
    lookbackHours,
  }),

  defineStream({
    name: 'report_meeting_activities',
    about: 'What was done in meetings: created, started, joined, left, chatted, ended.',
    path: '/report/meeting_activities',
    recordsPath: 'meeting_activity_logs',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['report:read:meeting_activity_log:admin'],
    primaryKey: ['row_id'],
    rowId: 'content',
    // Required; the reference lists words and describes numbers.
    // https://developers.zoom.us/docs/api/meetings/#tag/reports/GET/report/meeting_activities (2026-11)
    spellings: [{ activity_type: '-1' }, { activity_type: 'All Activities' }],
    window: monthWindow,
    retention: sixMonths,
    cursorField: 'activity_time',
    lookbackHours,
  }),
];
