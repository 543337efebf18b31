import { defineStream } from '../define-stream.js';
import { monthWindow, registrantStatuses } from '../shapes.js';

/** Who may see a recording, as it is now: one request for each recording, and registrants by meeting. */
export const sharingStreams = [
  defineStream({
    name: 'recording_registrants',
    about: 'Who registered to see the recordings of a meeting: pending, approved and denied.',
    // By the id: all recordings of a meeting share one list.
    path: '/meetings/{meeting_id}/recordings/registrants',
    recordsPath: 'registrants',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['cloud_recording:read:list_recording_registrants:admin'],
    primaryKey: ['meeting_id', 'id'],
    standIn: [['email']],
    parents: [{ stream: 'recordings', partition: { meeting_id: 'id' } }],
    variants: registrantStatuses,
  }),

  defineStream({
    name: 'recording_settings',
    about: 'How each recording is shared: with whom, on demand, for download, and until when.',
    path: '/meetings/{meeting_uuid}/recordings/settings',
    recordsPath: null,
    rateLimit: 'light',
    scopes: ['cloud_recording:read:recording_settings:admin'],
    primaryKey: ['meeting_uuid'],
    parents: [
      {
        stream: 'recordings',
        partition: { meeting_uuid: 'uuid' },
        inherit: { meeting_number: 'id', meeting_start_time: 'start_time' },
      },
    ],
  }),
];

/**
 * What both have in common. None has a label or a classic scope; they are taken for HEAVY, as other analytics are. They tell of
 * whole days and are asked of every recording there is, so an hourly schedule would ask for the same day 24 times.
 */
const analytics = { rateLimit: 'heavy', classicScopes: [], seldom: true } as const;

const ofDay = {
  stream: 'recording_analytics_summary',
  partition: { meeting_uuid: 'meeting_uuid', analytics_date: 'date' },
  inherit: { meeting_number: 'meeting_number' },
} as const;

export const analyticsStreams = [
  defineStream({
    ...analytics,
    name: 'recording_analytics_summary',
    about: 'How often each recording was viewed and downloaded, by day.',
    path: '/meetings/{meeting_uuid}/recordings/analytics_summary',
    recordsPath: 'analytics_summary',
    scopes: ['cloud_recording:read:recording_analytics_summary:admin'],
    primaryKey: ['meeting_uuid', 'date'],
    standIn: [['views_total_count', 'downloads_total_count']],
    parents: [
      {
        stream: 'recordings',
        partition: { meeting_uuid: 'uuid' },
        inherit: { meeting_number: 'id', meeting_start_time: 'start_time' },
        anyAge: true,
      },
    ],
    // Without dates only today comes. Whether more than a month is narrowed or refused is not said, and February is short.
    window: { ...monthWindow, maxDays: 28 },
    cursorField: 'date',
  }),

  defineStream({
    ...analytics,
    name: 'recording_analytics_details',
    about: 'Who viewed and who downloaded each recording, and when.',
    path: '/meetings/{meeting_uuid}/recordings/analytics_details?from={analytics_date}&to={analytics_date}',
    recordsPath: 'analytics_details',
    pageSize: 300,
    scopes: ['cloud_recording:read:recording_analytics_details:admin'],
    primaryKey: ['meeting_uuid', 'analytics_type', 'row_id'],
    // Rows have no id, anonymous ones no email, and several views can share a second.
    rowId: 'content',
    // Most recordings are viewed on few days, and a day without any need not be asked for.
    parents: [
      { ...ofDay, where: [{ field: 'views_total_count', notIn: [0] }] },
      { ...ofDay, where: [{ field: 'downloads_total_count', notIn: [0] }] },
    ],
    // Rows do not say which of the two they are.
    variants: [{ type: 'by_view' }, { type: 'by_download' }],
    fromRequest: { analytics_type: 'type' },
    cursorField: 'analytics_date',
  }),
];
