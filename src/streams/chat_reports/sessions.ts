import { defineStream } from '../define-stream.js';
import { exactMonth, monthWindow, sixMonths } from '../shapes.js';

export const chatReportStreams = [
  defineStream({
    name: 'report_chat_sessions',
    about: 'Chats and channels of the whole account in which something was said, of people who left as well.',
    path: '/report/chat/sessions',
    recordsPath: 'sessions',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['report:read:list_chat_sessions:admin'],
    primaryKey: ['id'],
    standIn: [['channel_id'], ['name']],
    window: monthWindow,
    retention: sixMonths,
    // A session may be listed in each month in which something was said, and tells the last time alone.
    undated: true,
    cursorField: 'last_message_sent_time',
  }),

  defineStream({
    name: 'report_chat_messages',
    about: 'What was said in each of them, edited and deleted messages as well.',
    path: '/report/chat/sessions/{session_id}',
    recordsPath: 'messages',
    // Two more arrays in the same page, which `include_fields` asks for.
    // https://developers.zoom.us/docs/api/team-chat/#tag/reports/GET/report/chat/sessions/{sessionId} (2026-11)
    moreRecords: [
      { recordsPath: 'edited_messages', adds: { change: 'edited' } },
      { recordsPath: 'deleted_messages', adds: { change: 'deleted' } },
    ],
    rateLimit: 'medium',
    pageSize: 100,
    scopes: ['report:read:chat_session:admin'],
    primaryKey: ['session_id', 'row_id'],
    // A message that was edited twice comes twice; as it stands now it has its id alone.
    rowId: [['id', 'change', 'action_timestamp'], ['id', 'change'], ['id']],
    parents: [{ stream: 'report_chat_sessions', partition: { session_id: 'id' } }],
    query: {
      include_fields: 'edited_messages,deleted_messages',
      include_bot_message: 'true',
      include_reactions: 'true',
      include_custom_emoji_reactions: 'true',
    },
    moments: {
      sent_at: { field: 'timestamp', unit: 'milliseconds' },
      changed_at: { field: 'action_timestamp', unit: 'milliseconds' },
    },
    window: monthWindow,
    retention: sixMonths,
    cursorField: 'date_time',
  }),

  defineStream({
    name: 'chat_sessions',
    about: 'Chats and channels that each user took part in.',
    path: '/chat/users/{user_id}/sessions',
    recordsPath: 'sessions',
    rateLimit: 'medium',
    pageSize: 50,
    scopes: ['team_chat:read:list_user_sessions:admin'],
    classicScopes: ['chat_message:read:admin'],
    primaryKey: ['user_id', 'row_id'],
    // A talk of two has no channel, and a channel no other one.
    rowId: [['channel_id'], ['peer_contact_user_id'], ['peer_contact_member_id'], ['peer_contact_email']],
    parents: [{ stream: 'users', partition: { user_id: 'id' } }],
    // Without dates the answer is today's alone; no largest span is stated.
    window: { ...exactMonth, maxDays: null },
    cursorField: 'last_message_sent_time',
  }),
];
