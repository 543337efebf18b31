import { defineStream } from '../define-stream.js';
import type { Retention } from '../../engine/declaration.js';
import { calendarMonths, monthWindow } from '../shapes.js';

/**
 * The month that a request is about must lie within the last six as a whole.
 * https://developers.zoom.us/docs/api/meetings/#tag/dashboards/GET/metrics/meetings (2026-11)
 */
export const dashboardRetention: Retention = { days: 150 };

const ofMeetings = ['dashboard_meetings:read:admin', 'dashboard:read:admin'];
const ofWebinars = ['dashboard_webinars:read:admin', 'dashboard:read:admin'];
const ofHome = ['dashboard_home:read:admin', 'dashboard:read:admin'];

export const dashboardLists = [
  defineStream({
    name: 'dashboard_meetings',
    about: 'Every instance of a meeting in the last five months, with what was used in it.',
    path: '/metrics/meetings',
    recordsPath: 'meetings',
    rateLimit: 'resource-intensive',
    pageSize: 300,
    scopes: ['dashboard:read:list_meetings:admin'],
    classicScopes: ofMeetings,
    primaryKey: ['uuid'],
    standIn: [['id', 'start_time']],
    // Without a type those come that take place now, and `past` leaves out what only one person attended.
    variants: [{ type: 'past' }, { type: 'pastOne' }],
    query: { include_fields: 'tracking_fields' },
    fromRequest: { dashboard_type: 'type' },
    window: monthWindow,
    retention: dashboardRetention,
    // Days choose by the start. By the end they could with `past` alone, and not in every account (400, code 12700).
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'dashboard_webinars',
    about: 'Every instance of a webinar in the last five months, with what was used in it.',
    path: '/metrics/webinars',
    recordsPath: 'webinars',
    rateLimit: 'resource-intensive',
    pageSize: 300,
    scopes: ['dashboard:read:list_webinars:admin'],
    classicScopes: ofWebinars,
    primaryKey: ['uuid'],
    standIn: [['id', 'start_time']],
    // There is no `pastOne` here.
    query: { type: 'past' },
    window: monthWindow,
    retention: dashboardRetention,
    cursorField: 'start_time',
  }),
];

export const dashboardSums = [
  defineStream({
    name: 'dashboard_quality',
    about: 'How many meetings and participants had good or bad audio, video and screen sharing, by month.',
    path: '/metrics/quality',
    recordsPath: null,
    rateLimit: 'heavy',
    scopes: ['dashboard:read:meeting_quality_score:admin'],
    classicScopes: ofHome,
    primaryKey: ['period_start', 'quality_type'],
    variants: [{ type: 'meeting' }, { type: 'participants' }],
    fromRequest: { period_start: 'from', period_end: 'to', quality_type: 'type' },
    window: calendarMonths,
    retention: dashboardRetention,
    cursorField: 'period_end',
  }),

  defineStream({
    name: 'dashboard_client_versions',
    about: 'How many users have which version of the Zoom app, now.',
    path: '/metrics/client_versions',
    recordsPath: 'client_versions',
    rateLimit: 'heavy',
    scopes: ['dashboard:read:client_versions:admin'],
    classicScopes: ofHome,
    primaryKey: ['client_version'],
  }),

  defineStream({
    name: 'dashboard_client_satisfaction',
    about: 'What people answered when they were asked how their meeting was, by day.',
    path: '/metrics/client/satisfaction',
    recordsPath: 'client_satisfaction',
    rateLimit: 'heavy',
    scopes: ['dashboard:read:meeting_survey:admin'],
    classicScopes: ofHome,
    primaryKey: ['date'],
    window: monthWindow,
    retention: dashboardRetention,
    cursorField: 'date',
  }),
];
