import { defineStream } from '../define-stream.js';
import type { WindowShape } from '../../engine/declaration.js';
import { monthWindow, sixMonths } from '../shapes.js';

/**
 * The endpoint states no largest window and answers for all that it keeps in one; should Zoom serve less, the reply
 * says so in its `from` and `to`, and the rest is asked for.
 * https://developers.zoom.us/docs/api/team-chat/#tag/chat-messages/GET/chat/users/{userId}/messages (2026-11)
 */
const messageWindow: WindowShape = { ...monthWindow, format: 'date-time', maxDays: null };

/**
 * A search needs a key; a space finds every message. Deleted and edited ones cannot be searched for: the parameter that asks for
 * them does not go with `search_key` and `search_type`, and may have the whole request refused.
 * https://developers.zoom.us/docs/api/team-chat/#tag/chat-messages/GET/chat/users/{userId}/messages (2026-11)
 */
const everything = { search_key: ' ' };

/** A message is in the list of each of its readers. */
const sender = { field: 'sender', partitionField: 'email' } as const;

export const chatStreams = [
  defineStream({
    name: 'channels',
    about: 'Public channels of the account.',
    path: '/chat/channels',
    recordsPath: 'channels',
    rateLimit: 'medium',
    pageSize: 20,
    scopes: ['team_chat:read:list_channels:admin'],
    classicScopes: ['chat_channel:read:admin', 'chat_channel:write:admin'],
    primaryKey: ['id'],
    standIn: [['jid'], ['name']],
  }),

  defineStream({
    name: 'user_channels',
    about: 'Channels that each user belongs to, private ones included.',
    path: '/chat/users/{user_id}/channels',
    recordsPath: 'channels',
    rateLimit: 'medium',
    pageSize: 1000,
    scopes: ['team_chat:read:list_user_channels:admin'],
    classicScopes: ['chat_channel:read:admin', 'chat_channel:write:admin'],
    primaryKey: ['user_id', 'id'],
    standIn: [['jid'], ['name']],
    parents: [{ stream: 'users', partition: { user_id: 'id' } }],
  }),

  defineStream({
    name: 'channel_members',
    about: 'Members of the public channels.',
    path: '/chat/channels/{channel_id}/members',
    recordsPath: 'members',
    rateLimit: 'medium',
    pageSize: 100,
    scopes: ['team_chat:read:list_members:admin'],
    classicScopes: ['chat_channel:read:admin', 'chat_channel:write:admin'],
    primaryKey: ['channel_id', 'row_id'],
    // Members from other accounts may have no id.
    rowId: [['id'], ['member_id'], ['email']],
    parents: [{ stream: 'channels', partition: { channel_id: 'id' } }],
  }),

  defineStream({
    name: 'chat_messages',
    about:
      'Team chat messages, each from the list of its sender where that is a user of the account; no deleted and edited ones.',
    path: '/chat/users/{reader_user_id}/messages',
    recordsPath: 'messages',
    rateLimit: 'medium',
    pageSize: 50,
    scopes: ['team_chat:read:list_user_messages:admin'],
    classicScopes: ['chat_message:read:admin', 'chat_message:write:admin'],
    primaryKey: ['id'],
    standIn: [['sender', 'date_time']],
    parents: [{ stream: 'users', partition: { reader_user_id: 'id' } }],
    query: { search_type: 'message', ...everything },
    window: messageWindow,
    retention: sixMonths,
    cursorField: 'date_time',
    owner: sender,
  }),

  defineStream({
    name: 'chat_files',
    about: 'Files sent in team chat, each from the list of its sender where that is a user of the account.',
    path: '/chat/users/{reader_user_id}/messages',
    recordsPath: 'messages',
    rateLimit: 'medium',
    pageSize: 50,
    scopes: ['team_chat:read:list_user_messages:admin'],
    classicScopes: ['chat_message:read:admin', 'chat_message:write:admin'],
    primaryKey: ['row_id'],
    // A message may carry several files, and a file may be sent again.
    rowId: [['id', 'file_id'], ['file_id'], ['id']],
    parents: [{ stream: 'users', partition: { reader_user_id: 'id' } }],
    query: { search_type: 'file', ...everything },
    window: messageWindow,
    retention: sixMonths,
    cursorField: 'date_time',
    owner: sender,
  }),
];
