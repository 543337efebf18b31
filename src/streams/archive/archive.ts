import { defineStream } from '../define-stream.js';
import { exactMonth } from '../shapes.js';

export const archiveStreams = [
  defineStream({
    name: 'archive_files',
    about: 'Meetings and webinars of which Zoom keeps an archive, with the links of its files.',
    path: '/archive_files',
    recordsPath: 'meetings',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['archiving:read:list_archived_files:admin'],
    primaryKey: ['uuid'],
    standIn: [['id', 'start_time']],
    // By the start, which is the default, an archive that is complete only days later would never be seen.
    // https://developers.zoom.us/docs/api/meetings/#tag/archiving/GET/archive_files (2026-11)
    query: { query_date_type: 'archive_complete_time' },
    // More than seven days between the two are refused.
    window: { ...exactMonth, maxDays: 7 },
    cursorField: 'complete_time',
  }),
];
