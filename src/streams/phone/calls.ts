import { defineStream } from '../define-stream.js';
import { sixMonths } from '../shapes.js';
import { aroundCalls, fourWeeks } from './shapes.js';

const classicScopes = ['phone:read:admin', 'phone_call_log:read:admin'];

/** Calls, the parts that they consist of, and how they sounded. */
export const callStreams = [
  defineStream({
    name: 'phone_call_history',
    about: 'Calls of the account in the last six months, by their start.',
    path: '/phone/call_history',
    recordsPath: 'call_history',
    rateLimit: 'heavy',
    pageSize: 300,
    // There is one after the last page, too. Clients of others (2026-11).
    tokenAfterEnd: true,
    scopes: ['phone:read:list_call_logs:admin'],
    classicScopes,
    primaryKey: ['call_history_uuid'],
    standIn: [['call_id', 'start_time']],
    query: { time_type: 'start_time' },
    // `recorded` is said to be the default, and nobody has said whether that hides all other calls.
    // https://developers.zoom.us/docs/api/phone/#tag/call-logs/GET/phone/call_history (2026-11)
    variants: [{}, { recording_status: 'non_recorded' }],
    window: fourWeeks,
    retention: sixMonths,
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'phone_call_history_details',
    about: 'Each call with all of its parts, from ringing to its end.',
    path: '/phone/call_history/{call_history_uuid}',
    recordsPath: null,
    rateLimit: 'light',
    scopes: ['phone:read:call_log:admin'],
    classicScopes,
    primaryKey: ['call_history_uuid'],
    parents: [{ stream: 'phone_call_history', partition: { call_history_uuid: 'call_history_uuid' } }],
    retention: sixMonths,
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'phone_call_elements',
    about: 'The parts of each call: who was rung, who answered, who was waited for.',
    path: '/phone/call_history/{call_history_uuid}',
    recordsPath: 'call_elements',
    rateLimit: 'light',
    scopes: ['phone:read:call_log:admin'],
    classicScopes,
    // The details hold them all, so nothing more is asked.
    embedded: 'call_elements',
    primaryKey: ['call_element_id'],
    standIn: [['segment', 'node', 'start_time', 'event', 'callee_ext_id', 'callee_did_number']],
    parents: [
      {
        stream: 'phone_call_history_details',
        partition: { call_history_uuid: 'call_history_uuid' },
        inherit: { call_start_time: 'start_time' },
      },
    ],
    cursorField: 'call_start_time',
  }),

  defineStream({
    name: 'phone_metrics_calls',
    about: 'Past calls with devices, networks and the quality of the sound.',
    path: '/phone/metrics/past_calls',
    recordsPath: 'call_logs',
    rateLimit: 'heavy',
    pageSize: 100,
    scopes: ['phone:read:list_call_logs:admin'],
    primaryKey: ['call_id'],
    standIn: [['date_time', 'duration', 'direction']],
    window: aroundCalls,
    cursorField: 'date_time',
  }),

  defineStream({
    name: 'phone_call_qos',
    about: 'Quality of each call at both ends, minute by minute; one request a call.',
    path: '/phone/metrics/call_logs/{call_id}/qos',
    recordsPath: null,
    rateLimit: 'light',
    scopes: ['phone:read:call_qos:admin'],
    primaryKey: ['call_id'],
    parents: [
      {
        stream: 'phone_metrics_calls',
        partition: { call_id: 'call_id' },
        inherit: { call_date_time: 'date_time' },
      },
    ],
    cursorField: 'call_date_time',
  }),
];
