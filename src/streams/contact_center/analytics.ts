import type { WindowShape } from '../../engine/declaration.js';
import { defineStream } from '../define-stream.js';
import { exactMonth, sixMonths } from '../shapes.js';

/**
 * `from` and `to` are being renamed, and what they choose by is not said; these say it.
 * https://developers.zoom.us/docs/api/contact-center/#tag/reports-v2-cx-analytics (2026-11)
 */
const byStart: WindowShape = { ...exactMonth, from: 'start_time_from', to: 'start_time_to' };
const byEntry: WindowShape = { ...exactMonth, from: 'enter_time_from', to: 'enter_time_to' };

/** The newest come first unless asked otherwise, and would move rows to pages that were read already. */
const oldestFirst = { timezone: 'UTC', sort_order: 'asc' };

/**
 * A row of the ones with `rowId` is a part of an engagement or of a session, and has no id. While that part goes on it has
 * no end, and its figures change: the id is made of what it began with, so that the finished row takes the place of the
 * unfinished one when the lookback reads it again.
 */
export const analyticsStreams = [
  defineStream({
    name: 'cc_dataset_engagement',
    about: 'Figures of each engagement: durations, transfers, holds and conferences.',
    path: '/contact_center/analytics/dataset/historical/engagement',
    recordsPath: 'engagements',
    rateLimit: 'heavy',
    pageSize: 100,
    scopes: ['contact_center:read:dataset_engagement:admin'],
    primaryKey: ['engagement_id'],
    standIn: [['start_time', 'ani', 'dnis']],
    query: oldestFirst,
    window: byStart,
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'cc_dataset_agent_performance',
    about: "Figures of each agent's part of an engagement, one row for each part; no sums.",
    path: '/contact_center/analytics/dataset/historical/agent_performance',
    recordsPath: 'users',
    rateLimit: 'heavy',
    pageSize: 100,
    scopes: ['contact_center:read:dataset_agent_performance:admin'],
    primaryKey: ['row_id'],
    rowId: [['engagement_id', 'user_id', 'queue_id', 'channel', 'start_time']],
    query: oldestFirst,
    window: byStart,
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'cc_dataset_queue_performance',
    about: "Figures of each engagement's stay in a queue, one row for each stay; no sums.",
    path: '/contact_center/analytics/dataset/historical/queue_performance',
    recordsPath: 'queues',
    rateLimit: 'heavy',
    pageSize: 100,
    scopes: ['contact_center:read:dataset_queue_performance:admin'],
    primaryKey: ['row_id'],
    rowId: [['engagement_id', 'queue_id', 'enter_time']],
    query: oldestFirst,
    window: byEntry,
    cursorField: 'enter_time',
  }),

  defineStream({
    name: 'cc_dataset_agent_timecard',
    about: "Each status of an agent's work session, one row from its beginning to its end; no sums.",
    path: '/contact_center/analytics/dataset/historical/agent_timecard',
    recordsPath: 'users',
    rateLimit: 'heavy',
    pageSize: 100,
    scopes: ['contact_center:read:dataset_agent_timecard:admin'],
    primaryKey: ['row_id'],
    rowId: [['work_session_id', 'user_id', 'start_time', 'user_status', 'user_sub_status']],
    query: oldestFirst,
    window: byStart,
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'cc_agent_status_history',
    about: 'Each status of an agent, from its beginning to its end; the last one has no end yet.',
    path: '/contact_center/analytics/agents/status_history',
    recordsPath: 'statuses',
    rateLimit: 'heavy',
    pageSize: 100,
    scopes: ['contact_center:read:agent_status_report:admin'],
    primaryKey: ['row_id'],
    rowId: [['user_id', 'start_time', 'status_id', 'sub_status_id']],
    query: { timezone: 'UTC' },
    window: exactMonth,
    retention: sixMonths,
    cursorField: 'start_time',
  }),
];
