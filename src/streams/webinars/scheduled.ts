import { defineStream } from '../define-stream.js';
import { registrantStatuses, unlessRegistration } from '../shapes.js';

const ofWebinar = [{ stream: 'webinars', partition: { webinar_id: 'id' } }] as const;

export const webinarStreams = [
  defineStream({
    name: 'webinars',
    about: 'Scheduled webinars that have not expired, one row for a series; no history.',
    path: '/users/{host_user_id}/webinars',
    recordsPath: 'webinars',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['webinar:read:list_webinars:admin'],
    primaryKey: ['id'],
    standIn: [['uuid']],
    parents: [{ stream: 'users', partition: { host_user_id: 'id' } }],
    query: { type: 'scheduled' },
  }),

  defineStream({
    name: 'webinar_details',
    about: 'Settings, recurrence and occurrences of each scheduled webinar.',
    path: '/webinars/{webinar_id}',
    recordsPath: null,
    rateLimit: 'light',
    scopes: ['webinar:read:webinar:admin'],
    primaryKey: ['id'],
    parents: ofWebinar,
    query: { show_previous_occurrences: 'true' },
  }),

  defineStream({
    name: 'webinar_registrants',
    about: 'Who registered for a webinar: pending, approved and denied.',
    path: '/webinars/{webinar_id}/registrants',
    recordsPath: 'registrants',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['webinar:read:list_registrants:admin'],
    primaryKey: ['webinar_id', 'id'],
    standIn: [['email']],
    parents: ofWebinar,
    variants: registrantStatuses,
    spared: { by: 'webinar_details', ...unlessRegistration },
  }),

  defineStream({
    name: 'webinar_registration_questions',
    about: 'The registration form of a webinar.',
    path: '/webinars/{webinar_id}/registrants/questions',
    recordsPath: null,
    rateLimit: 'light',
    scopes: ['webinar:read:list_registration_questions:admin'],
    primaryKey: ['webinar_id'],
    parents: ofWebinar,
    spared: { by: 'webinar_details', ...unlessRegistration },
  }),

  defineStream({
    name: 'webinar_panelists',
    about: 'Panelists invited to a webinar.',
    path: '/webinars/{webinar_id}/panelists',
    recordsPath: 'panelists',
    rateLimit: 'medium',
    scopes: ['webinar:read:list_panelists:admin'],
    primaryKey: ['webinar_id', 'id'],
    standIn: [['email']],
    parents: ofWebinar,
  }),

  defineStream({
    name: 'webinar_polls',
    about: 'Polls and quizzes prepared for a webinar.',
    path: '/webinars/{webinar_id}/polls',
    recordsPath: 'polls',
    rateLimit: 'light',
    scopes: ['webinar:read:list_polls:admin'],
    primaryKey: ['webinar_id', 'id'],
    standIn: [['title']],
    parents: ofWebinar,
  }),

  defineStream({
    name: 'webinar_tracking_sources',
    about: 'Where the visits and registrations of a webinar came from.',
    path: '/webinars/{webinar_id}/tracking_sources',
    recordsPath: 'tracking_sources',
    rateLimit: 'medium',
    scopes: ['webinar:read:list_tracking_sources:admin'],
    primaryKey: ['webinar_id', 'id'],
    standIn: [['source_name']],
    parents: ofWebinar,
  }),
];
