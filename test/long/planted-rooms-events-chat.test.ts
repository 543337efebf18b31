import { declaring, linked, windowed, withoutParameters } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

seeFaults('rooms', [
  {
    title: 'rooms of no location hidden by the default',
    stream: 'rooms',
    change: withoutParameters('unassigned_rooms'),
  },
  {
    title: 'common workspaces hidden by the default',
    stream: 'workspaces',
    change: withoutParameters('workspace_type'),
  },
  {
    title: 'reservations to come not asked for',
    stream: 'workspace_reservations',
    change: windowed({ ahead: 0 }),
  },
  {
    title: 'windows wider than fourteen days',
    stream: 'workspace_reservations',
    change: windowed({ maxDays: 30 }),
  },
  {
    title: 'sums over windows that are no calendar months',
    stream: 'dashboard_zoom_rooms_with_issues',
    change: windowed({ period: null }),
  },
]);

seeFaults('events', [
  { title: "an attendee's view of the list", stream: 'events', change: withoutParameters('role_type') },
  { title: 'upcoming events alone', stream: 'events', change: withoutParameters('event_status_type') },
  {
    title: 'the sessions of past events',
    stream: 'event_sessions',
    changes: 'events',
    change: withoutParameters('event_status_type'),
  },
  { title: 'attendees alone', stream: 'event_attendance_report', change: withoutParameters('role_type') },
  {
    title: 'the id of the event in the place of the session',
    stream: 'event_session_attendance_report',
    change: linked({ partition: { event_id: 'event_id', event_session_id: 'event_id' } }),
  },
]);

seeFaults('chat reports', [
  {
    title: 'edited and deleted messages not asked for',
    stream: 'report_chat_messages',
    change: withoutParameters('include_fields'),
  },
  {
    title: 'arrays beside the messages not looked at',
    stream: 'report_chat_messages',
    change: (declaration) => ({ ...declaration, request: { ...declaration.request, moreRecords: [] } }),
  },
  {
    title: 'no dates at all',
    stream: 'report_chat_messages',
    change: declaring({ window: null }),
  },
  {
    title: "today's sessions alone",
    stream: 'chat_sessions',
    change: declaring({ window: null, cursorField: null }),
  },
]);

seeFaults('the archive', [
  { title: 'windows wider than seven days', stream: 'archive_files', change: windowed({ maxDays: 14 }) },
]);
