import { defineStream } from '../define-stream.js';
import { calendarMonths, sixMonths } from '../shapes.js';

export const roomStreams = [
  defineStream({
    name: 'rooms',
    about: 'Zoom Rooms, those of no location as well.',
    path: '/rooms',
    recordsPath: 'rooms',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['zoom_rooms:read:list_rooms:admin'],
    primaryKey: ['id'],
    standIn: [['room_id'], ['name']],
    // Left out, it means false, and rooms of no location do not come.
    // https://developers.zoom.us/docs/api/rooms/#tag/zoom-rooms/GET/rooms (2026-11)
    variants: [{ unassigned_rooms: 'false' }, { unassigned_rooms: 'true' }],
    partitions: { id: 'id', createdAt: null },
  }),

  defineStream({
    name: 'room_locations',
    about: 'Countries, cities, buildings and floors in which rooms and workspaces are.',
    path: '/rooms/locations',
    recordsPath: 'locations',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['zoom_rooms:read:list_locations:admin'],
    primaryKey: ['id'],
    standIn: [['name']],
  }),

  defineStream({
    name: 'room_devices',
    about: 'Devices in each Zoom Room.',
    path: '/rooms/{room_id}/devices',
    recordsPath: 'devices',
    rateLimit: 'medium',
    scopes: ['zoom_rooms:read:list_devices:admin'],
    primaryKey: ['room_id', 'row_id'],
    rowId: [['id', 'device_type'], ['id'], ['serial_number', 'device_type']],
    parents: [{ stream: 'rooms', partition: { room_id: 'id' } }],
  }),

  defineStream({
    name: 'dashboard_zoom_rooms',
    about: 'How each Zoom Room is now: its equipment, its health, what is wrong with it.',
    path: '/metrics/zoomrooms',
    recordsPath: 'zoom_rooms',
    rateLimit: 'resource-intensive',
    pageSize: 300,
    scopes: ['dashboard:read:list_zoomrooms:admin'],
    classicScopes: ['dashboard_zr:read:admin', 'dashboard:read:admin'],
    primaryKey: ['id'],
    standIn: [['room_name']],
  }),

  defineStream({
    name: 'dashboard_zoom_rooms_with_issues',
    about: 'The 25 Zoom Rooms with the most issues of each calendar month.',
    path: '/metrics/issues/zoomrooms',
    recordsPath: 'zoom_rooms',
    rateLimit: 'heavy',
    scopes: ['dashboard:read:list_zoomrooms:admin'],
    classicScopes: ['dashboard_home:read:admin', 'dashboard:read:admin'],
    primaryKey: ['period_start', 'id'],
    standIn: [['room_name']],
    fromRequest: { period_start: 'from', period_end: 'to' },
    window: calendarMonths,
    retention: sixMonths,
    cursorField: 'period_end',
  }),
];
