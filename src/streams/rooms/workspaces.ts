import { defineStream } from '../define-stream.js';
import { exactMonth } from '../shapes.js';

/** Any of the two; the first is of one's own workspaces only. */
const classicScopes = ['workspace:read:admin'];

export const workspaceStreams = [
  defineStream({
    name: 'workspaces',
    about: 'Desks, rooms and common areas that can be reserved, by location.',
    path: '/workspaces?location_id={listed_location_id}',
    recordsPath: 'workspaces',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['workspace:read:list_workspaces:admin'],
    classicScopes,
    primaryKey: ['listed_location_id', 'id'],
    standIn: [['workspace_name']],
    parents: [{ stream: 'room_locations', partition: { listed_location_id: 'id' } }],
    // Left out, it means desks and rooms.
    // https://developers.zoom.us/docs/api/rooms/#tag/workspaces/GET/workspaces (2026-11)
    variants: [{ workspace_type: 'desk' }, { workspace_type: 'room' }, { workspace_type: 'commonWorkspace' }],
  }),

  defineStream({
    name: 'workspace_reservations',
    about: 'Reservations of each workspace, those of the next two weeks as well.',
    path: '/workspaces/{workspace_id}/reservations',
    recordsPath: 'reservations',
    rateLimit: 'medium',
    scopes: ['workspace:read:list_reservations:admin'],
    classicScopes,
    primaryKey: ['workspace_id', 'id'],
    standIn: [['user_id', 'start_time']],
    parents: [{ stream: 'workspaces', partition: { workspace_id: 'id' } }],
    window: { ...exactMonth, maxDays: 14, ahead: 13 },
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'workspace_usage',
    about: 'How many desks and rooms of each location are in use at the moment of the sync.',
    path: '/workspaces/usage?location_id={location_id}',
    recordsPath: null,
    rateLimit: 'medium',
    scopes: ['workspace:read:usage:admin'],
    classicScopes,
    primaryKey: ['location_id'],
    parents: [{ stream: 'room_locations', partition: { location_id: 'id' } }],
  }),
];
