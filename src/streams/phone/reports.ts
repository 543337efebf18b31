import type { WindowShape } from '../../engine/declaration.js';
import { defineStream } from '../define-stream.js';
import { calendarMonths, monthWindow, sixMonths } from '../shapes.js';
import { aroundCalls } from './shapes.js';

/** Days alone, without a time. */
const days: WindowShape = { ...monthWindow, maxDays: 28 };

/** What calls cost, what was changed, and sums over queues. */
export const reportStreams = [
  defineStream({
    name: 'phone_report_call_charges',
    about: 'What calls cost, of the last thirteen months.',
    path: '/phone/reports/call_charges',
    recordsPath: 'call_charges',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['phone:read:call_charges:admin'],
    primaryKey: ['charge_id'],
    standIn: [['call_id', 'start_time', 'charge_mode']],
    query: { show_charges_only: 'false' },
    window: aroundCalls,
    retention: { months: 13 },
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'phone_report_operation_logs',
    about: 'What administrators and others changed in Zoom Phone.',
    path: '/phone/reports/operationlogs',
    recordsPath: 'operation_logs',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['phone:read:operation_logs:admin'],
    primaryKey: ['row_id'],
    // Rows have no id, and do not change.
    rowId: 'content',
    query: { category_type: 'all' },
    window: days,
    retention: sixMonths,
    cursorField: 'time',
    lookbackHours: 24,
  }),

  defineStream({
    name: 'phone_call_queue_analytics',
    about: 'Figures of each call queue, one row for each calendar month of the last two years.',
    path: '/phone/call_queue_analytics',
    recordsPath: 'call_queues',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['phone:read:list_call_queues:admin'],
    primaryKey: ['period_start', 'call_queue_id'],
    standIn: [['call_queue_ext_id'], ['call_queue_name']],
    fromRequest: { period_start: 'from', period_end: 'to' },
    window: calendarMonths,
    retention: { months: 24 },
    cursorField: 'period_end',
  }),
];
