import { defineStream } from '../define-stream.js';
import { exactMonth } from '../shapes.js';

/** Without it bounds and answers are those of UTC as well; said, they stay so. */
const utc = { timezone: 'UTC' };

const ofEngagement = [
  {
    stream: 'cc_engagements',
    partition: { engagement_id: 'engagement_id' },
    inherit: { engagement_start_time: 'start_time' },
  },
] as const;

/** What customers and agents did with each other, and what is kept of it. */
export const engagementStreams = [
  defineStream({
    name: 'cc_engagements',
    about: 'Engagements with customers, in all channels, by their start.',
    path: '/contact_center/engagements',
    recordsPath: 'engagements',
    rateLimit: 'medium',
    pageSize: 100,
    scopes: ['contact_center:read:list_engagements:admin'],
    primaryKey: ['engagement_id'],
    standIn: [['start_time', 'direction']],
    query: utc,
    window: exactMonth,
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'cc_engagement_events',
    about: 'What happened in each voice or video engagement, step by step; other channels have no events.',
    path: '/contact_center/engagements/{engagement_id}/events',
    recordsPath: 'events',
    rateLimit: 'light',
    scopes: ['contact_center:read:engagement:admin'],
    primaryKey: ['engagement_id', 'row_id'],
    // An event has no id, and does not change once it has happened.
    rowId: 'content',
    parents: ofEngagement,
    cursorField: 'engagement_start_time',
  }),

  defineStream({
    name: 'cc_engagement_survey',
    about: "The customer's answers to the survey of an engagement, of those that have one.",
    path: '/contact_center/engagements/{engagement_id}/survey',
    recordsPath: null,
    rateLimit: 'light',
    scopes: ['contact_center:read:engagement:admin'],
    classicScopes: ['contact_center_engagement:read:admin'],
    primaryKey: ['engagement_id'],
    parents: ofEngagement,
    cursorField: 'engagement_start_time',
  }),

  defineStream({
    name: 'cc_recordings',
    about:
      'Recordings of voice and video engagements, of users and of queues, with links and without content.',
    path: '/contact_center/recordings',
    recordsPath: 'recordings',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['contact_center:read:list_recordings:admin'],
    classicScopes: ['contact_center_recording:read:admin'],
    primaryKey: ['recording_id'],
    standIn: [['engagement_id', 'recording_start_time']],
    query: { query_date_type: 'recording_start_time' },
    window: exactMonth,
    retention: { months: 24 },
    cursorField: 'recording_start_time',
  }),
];
