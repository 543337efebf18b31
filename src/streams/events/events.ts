import { defineStream } from '../define-stream.js';

/** Every stream of an event is asked for event by event. */
export const ofEvent = [{ stream: 'events', partition: { event_id: 'event_id' } }] as const;

export const eventStreams = [
  defineStream({
    name: 'events',
    about: 'Events of the hubs that the app may see: upcoming and past ones, drafts and cancelled ones.',
    path: '/zoom_events/events',
    recordsPath: 'events',
    rateLimit: 'light',
    pageSize: 300,
    scopes: ['zoom_events:read:list_events:admin'],
    classicScopes: ['zoom_events_basic:read:admin'],
    primaryKey: ['event_id'],
    standIn: [['name', 'start_time']],
    // Left out, the two mean what an attendee sees of what is to come: next to nothing.
    // https://developers.zoom.us/docs/api/events/#tag/events/GET/zoom_events/events (2026-11)
    query: { role_type: 'host' },
    variants: [
      { event_status_type: 'upcoming' },
      { event_status_type: 'past' },
      { event_status_type: 'draft' },
      { event_status_type: 'cancelled' },
    ],
  }),

  defineStream({
    name: 'event_sessions',
    about: 'Sessions of each event, with who speaks in them.',
    path: '/zoom_events/events/{event_id}/sessions',
    recordsPath: 'sessions',
    rateLimit: 'light',
    scopes: ['zoom_events:read:list_sessions:admin'],
    classicScopes: ['zoom_events_sessions:read:admin'],
    primaryKey: ['event_id', 'session_id'],
    standIn: [['name', 'start_time']],
    parents: ofEvent,
  }),

  defineStream({
    name: 'event_tickets',
    about: 'Tickets of each event, with who holds them.',
    path: '/zoom_events/events/{event_id}/tickets',
    recordsPath: 'tickets',
    rateLimit: 'light',
    pageSize: 300,
    scopes: ['zoom_events:read:list_tickets:admin'],
    classicScopes: ['zoom_events_tickets:read:admin'],
    primaryKey: ['event_id', 'ticket_id'],
    standIn: [['external_ticket_id'], ['email']],
    parents: ofEvent,
  }),

  defineStream({
    name: 'event_speakers',
    about: 'Speakers of each event.',
    path: '/zoom_events/events/{event_id}/speakers',
    recordsPath: 'speakers',
    rateLimit: 'light',
    scopes: ['zoom_events:read:list_speakers:admin'],
    classicScopes: ['zoom_events_speakers:read:admin'],
    primaryKey: ['event_id', 'speaker_id'],
    standIn: [['email'], ['name']],
    parents: ofEvent,
  }),
];
