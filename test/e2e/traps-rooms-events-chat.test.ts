import { describeTraps, withWindow, withoutParameters } from './traps.js';

describeTraps('rooms', [
  {
    title: 'rooms of no location hidden by the default',
    stream: 'rooms',
    fall: withoutParameters('unassigned_rooms'),
  },
  {
    title: 'common workspaces hidden by the default',
    stream: 'workspaces',
    fall: withoutParameters('workspace_type'),
  },
  {
    title: 'reservations to come not asked for',
    stream: 'workspace_reservations',
    fall: withWindow({ ahead: 0 }),
  },
  {
    title: 'windows wider than fourteen days',
    stream: 'workspace_reservations',
    fall: withWindow({ maxDays: 30 }),
  },
  {
    title: 'sums over windows that are no calendar months',
    stream: 'dashboard_zoom_rooms_with_issues',
    fall: withWindow({ period: null }),
  },
]);

describeTraps('events', [
  { title: "an attendee's view of the list", stream: 'events', fall: withoutParameters('role_type') },
  { title: 'upcoming events alone', stream: 'events', fall: withoutParameters('event_status_type') },
  {
    title: 'the sessions of past events',
    stream: 'event_sessions',
    changes: 'events',
    fall: withoutParameters('event_status_type'),
  },
  { title: 'attendees alone', stream: 'event_attendance_report', fall: withoutParameters('role_type') },
  {
    title: 'the id of the event in the place of the session',
    stream: 'event_session_attendance_report',
    fall: (declaration) => ({
      ...declaration,
      parents: declaration.parents.map((parent) => ({
        ...parent,
        partition: { event_id: 'event_id', event_session_id: 'event_id' },
      })),
    }),
  },
]);

describeTraps('chat reports', [
  {
    title: 'edited and deleted messages not asked for',
    stream: 'report_chat_messages',
    fall: withoutParameters('include_fields'),
  },
  {
    title: 'arrays beside the messages not looked at',
    stream: 'report_chat_messages',
    fall: (declaration) => ({ ...declaration, request: { ...declaration.request, moreRecords: [] } }),
  },
  {
    title: 'no dates at all',
    stream: 'report_chat_messages',
    fall: (declaration) => ({ ...declaration, window: null }),
  },
  {
    title: "today's sessions alone",
    stream: 'chat_sessions',
    fall: (declaration) => ({ ...declaration, window: null, cursorField: null }),
  },
]);

describeTraps('the archive', [
  { title: 'windows wider than seven days', stream: 'archive_files', fall: withWindow({ maxDays: 14 }) },
]);
