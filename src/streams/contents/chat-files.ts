import { defineStream } from '../define-stream.js';

export const chatFileStreams = [
  defineStream({
    name: 'chat_file_contents',
    about: 'The text of each file that was sent in team chat, or why there is none.',
    path: '/file/download/{message_id}/{file_id}',
    recordsPath: null,
    content: {
      link: 'download_url',
      size: 'file_size',
      fileName: 'file_name',
      decoder: 'text',
      absent: 'row',
      changesWith: ['file_id', 'file_size'],
      ticketPath: null,
    },
    rateLimit: 'light',
    scopes: ['team_chat:read:list_user_messages:admin'],
    classicScopes: ['chat_message:read:admin', 'chat_message:write:admin'],
    primaryKey: ['message_id', 'file_id'],
    parents: [
      {
        stream: 'chat_files',
        partition: { message_id: 'id', file_id: 'file_id' },
        inherit: { file_name: 'file_name', file_size: 'file_size', date_time: 'date_time', sender: 'sender' },
        each: 'files',
      },
    ],
    cursorField: 'date_time',
  }),
];
