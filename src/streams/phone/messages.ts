import { defineStream } from '../define-stream.js';
import { sixMonths } from '../shapes.js';
import { aroundCalls, fourWeeks } from './shapes.js';

/** What is kept of what was said and written. */
export const messageStreams = [
  defineStream({
    name: 'phone_recordings',
    about: 'Recordings of calls, with links and without content; those older than six months as well.',
    path: '/phone/recordings',
    recordsPath: 'recordings',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['phone:read:list_call_recordings:admin'],
    classicScopes: ['phone:read:admin', 'phone_recording:read:admin'],
    primaryKey: ['id'],
    standIn: [['call_id', 'date_time']],
    query: { owner_type: 'all', query_date_type: 'start_time' },
    window: aroundCalls,
    cursorField: 'date_time',
  }),

  defineStream({
    name: 'phone_voicemails',
    about: 'Voicemails of the last six months, read and unread, those in the trash as well.',
    path: '/phone/voice_mails',
    recordsPath: 'voice_mails',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['phone:read:list_voicemails:admin'],
    classicScopes: ['phone:read:admin', 'phone_voicemail:read:admin'],
    primaryKey: ['id'],
    standIn: [['call_id', 'date_time']],
    query: { status: 'all' },
    // The trash is left out unless asked for.
    // https://developers.zoom.us/docs/api/phone/#tag/voicemails/GET/phone/voice_mails (2026-11)
    variants: [{ trashed: 'false' }, { trashed: 'true' }],
    window: aroundCalls,
    retention: sixMonths,
    cursorField: 'date_time',
  }),

  defineStream({
    name: 'phone_sms_sessions',
    about: 'SMS conversations of users, queues and auto receptionists, with those who take part.',
    path: '/phone/sms/sessions',
    recordsPath: 'sms_sessions',
    rateLimit: 'medium',
    pageSize: 100,
    scopes: ['phone:read:list_sms_sessions:admin'],
    classicScopes: ['phone:read:admin', 'phone_sms:read', 'phone_sms:read:admin'],
    primaryKey: ['session_id'],
    standIn: [['session_type', 'last_access_time']],
    // Without a type only those of users come.
    // https://developers.zoom.us/docs/api/phone/#tag/sms/GET/phone/sms/sessions (2026-11)
    query: { session_type: 'all', filter_type: 'last_message_time' },
    window: fourWeeks,
    // Bounds choose by the last message, and rows tell the last access.
    undated: true,
    cursorField: 'last_access_time',
  }),

  defineStream({
    name: 'phone_sms_messages',
    about: 'The messages of each SMS conversation.',
    path: '/phone/sms/sessions/{session_id}',
    recordsPath: 'sms_histories',
    rateLimit: 'medium',
    pageSize: 100,
    scopes: ['phone:read:sms_session:admin'],
    classicScopes: ['phone:read:admin', 'phone:read', 'phone_sms:read', 'phone_sms:read:admin'],
    primaryKey: ['session_id', 'message_id'],
    standIn: [['date_time', 'direction', 'message']],
    parents: [{ stream: 'phone_sms_sessions', partition: { session_id: 'session_id' } }],
    query: { delivery_status: 'all' },
    window: fourWeeks,
    cursorField: 'date_time',
  }),
];
