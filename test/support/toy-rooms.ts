import { field, moment, road, toyStream, toyWindow } from './toy-streams.js';
import { world } from './toy-world.js';

/** A second list of partitions beside the toy users: rooms, with their uses and their devices. */
export const roomNames = { rooms: 'rooms', uses: 'room_uses', devices: 'room_devices' } as const;

const text = field('string');

export const rooms = toyStream({
  name: roomNames.rooms,
  path: '/rooms',
  fields: { id: text, opened_at: moment },
  partitions: { id: 'id', createdAt: 'opened_at' },
});

export const uses = toyStream({
  name: roomNames.uses,
  path: '/rooms/{room_id}/uses',
  fields: { room_id: text, id: text, end_time: moment },
  parents: [road(roomNames.rooms, { room_id: 'id' })],
  window: toyWindow,
  cursorField: 'end_time',
});

export const devices = toyStream({
  name: roomNames.devices,
  path: '/rooms/{room_id}/devices',
  fields: { room_id: text, id: text },
  parents: [road(roomNames.rooms, { room_id: 'id' })],
});

export const roomStreams = [rooms, uses, devices];

/** The little world, with two rooms; one bears the id of a user. */
export const worldWithRooms = {
  ...world,
  '/rooms': [
    { id: 'lab', opened_at: '2020-01-01T00:00:00Z' },
    { id: 'ann', opened_at: '2020-01-01T00:00:00Z' },
  ],
  '/rooms/lab/uses': [{ id: 'l1', end_time: '2026-06-04T10:00:00Z' }],
  '/rooms/ann/uses': [{ id: 'n1', end_time: '2026-06-05T10:00:00Z' }],
  '/rooms/lab/devices': [{ id: 'd1' }],
};
