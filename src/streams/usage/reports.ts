import { defineStream } from '../define-stream.js';
import { calendarMonths, monthWindow, sixMonths } from '../shapes.js';

/** Rows say their day, so nothing is asked for around the days that are wanted. */
const wholeDays = { ...monthWindow, around: { before: 0, after: 0 } };

export const usageReportStreams = [
  defineStream({
    name: 'report_daily',
    about: 'Meetings, participants, minutes and new users of each day.',
    path: '/report/daily',
    recordsPath: 'dates',
    rateLimit: 'heavy',
    // None is named: https://developers.zoom.us/docs/api/meetings/#tag/reports/GET/report/daily (2026-11)
    scopes: [],
    primaryKey: ['date'],
    standIn: [['meetings', 'participants', 'meeting_minutes', 'new_users']],
    window: { ...calendarMonths, format: 'year-month', from: 'year', to: 'month' },
    retention: sixMonths,
    cursorField: 'date',
  }),

  defineStream({
    name: 'report_users',
    about: 'What each user hosted in each calendar month, and who hosted nothing.',
    path: '/report/users',
    recordsPath: 'users',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['report:read:list_users:admin'],
    // In a month a user is the one or the other: who hosts for the first time in it takes the place of their own row.
    primaryKey: ['id', 'period_start'],
    standIn: [['email'], ['user_name']],
    variants: [{ type: 'inactive' }, { type: 'active' }],
    fromRequest: { period_start: 'from', period_end: 'to', activity: 'type' },
    window: calendarMonths,
    retention: sixMonths,
    cursorField: 'period_end',
  }),

  defineStream({
    name: 'report_telephone',
    about: 'Calls of the audio conference: dialled in and called out, with their price.',
    path: '/report/telephone',
    recordsPath: 'telephony_usage',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['report:read:telephone:admin'],
    primaryKey: ['row_id'],
    rowId: [['uuid', 'start_time', 'phone_number', 'type']],
    // Toll-free and called out are all that comes without a type.
    // https://developers.zoom.us/docs/api/meetings/#tag/reports/GET/report/telephone (2026-11)
    variants: [{ type: '1' }, { type: '2' }, { type: '3' }],
    query: { query_date_type: 'start_time' },
    window: monthWindow,
    retention: sixMonths,
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'report_cloud_recording',
    about: 'Storage that cloud recordings take on each day.',
    path: '/report/cloud_recording',
    recordsPath: 'cloud_recording_storage',
    rateLimit: 'heavy',
    // None is named: https://developers.zoom.us/docs/api/meetings/#tag/reports/GET/report/cloud_recording (2026-11)
    scopes: [],
    primaryKey: ['date'],
    standIn: [['usage', 'plan_usage', 'free_usage']],
    // Yesterday at the latest, and nobody says whose: west of Greenwich it may be the day before that of UTC.
    // https://developers.zoom.us/docs/api/meetings/#tag/reports/GET/report/cloud_recording (2026-11)
    window: { ...wholeDays, ahead: -2 },
    retention: sixMonths,
    cursorField: 'date',
  }),
];
