import type { WindowShape } from '../../src/engine/declaration.js';
import { field, moment, road, toyStream, toyWindow } from '../support/toy-streams.js';

/**
 * Lists of partitions beside the users, with streams of their own: desks, which are born with a history as users are,
 * and shelves, of whose birth nobody tells.
 */
const text = field('string');
const hour = 3_600_000;

const desks = toyStream({
  name: 'desks',
  path: '/desks',
  fields: { id: text, name: text, opened_at: moment },
  partitions: { id: 'id', createdAt: 'opened_at' },
});

const deskPlans = toyStream({
  name: 'desk_plans',
  path: '/desks/{desk_id}/plans',
  fields: { desk_id: text, id: text },
  parents: [road('desks', { desk_id: 'id' })],
});

const deskWindow: WindowShape = {
  ...toyWindow,
  format: 'date-time',
  maxDays: 14,
  around: { before: 0, after: 0 },
};

/** Bounds are exact times, and what comes late comes within hours. */
const deskSessions = toyStream({
  name: 'desk_sessions',
  path: '/desks/{desk_id}/sessions',
  fields: { desk_id: text, uuid: text, end_time: moment, participants_count: field('integer') },
  primaryKey: ['uuid'],
  parents: [road('desks', { desk_id: 'id' })],
  window: deskWindow,
  cursorField: 'end_time',
  lookback: 50 * hour,
});

const deskVisitors = toyStream({
  name: 'desk_visitors',
  path: '/sessions/{session_uuid}/visitors',
  fields: { session_uuid: text, session_end_time: moment, user_id: text, join_time: moment },
  primaryKey: ['session_uuid', 'user_id'],
  parents: [road('desk_sessions', { session_uuid: 'uuid' }, { inherit: { session_end_time: 'end_time' } })],
  cursorField: 'session_end_time',
  lookback: 50 * hour,
});

/** Asked for by dates of its own, of the sessions that took place since then. */
const deskTalks = toyStream({
  name: 'desk_talks',
  path: '/sessions/{session_uuid}/talks',
  fields: { session_uuid: text, user_id: text, said_at: moment },
  primaryKey: ['session_uuid', 'user_id'],
  parents: [road('desk_sessions', { session_uuid: 'uuid' })],
  window: deskWindow,
  cursorField: 'said_at',
  lookback: 50 * hour,
});

const shelves = toyStream({
  name: 'shelves',
  path: '/shelves',
  fields: { id: text },
  partitions: { id: 'id', createdAt: null },
});

const shelfItems = toyStream({
  name: 'shelf_items',
  path: '/shelves/{shelf_id}/items',
  fields: { shelf_id: text, id: text },
  parents: [road('shelves', { shelf_id: 'id' })],
});

export const moreLists = [desks, deskPlans, deskSessions, deskVisitors, deskTalks, shelves, shelfItems];
