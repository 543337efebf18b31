import type { JsonObject } from '../../src/json.js';
import {
  events,
  field,
  guests,
  moment,
  redeclared,
  road,
  toyNames,
  toyStream,
  toyStreams,
  toyWindow,
  users,
} from './toy-streams.js';

const historyRoad = { family: 'past_meetings_from', road: 'account_history' };

/** All events of the account, hosts who are gone included; the usual road asks each user. */
export const diary = toyStream({
  name: 'report_history_meetings',
  path: '/diary',
  fields: {
    id: { type: ['null', 'string'] },
    host: { type: ['null', 'string'] },
    end_time: { type: ['null', 'string'], format: 'date-time' },
  },
  window: toyWindow,
  cursorField: 'end_time',
});

const listed = toyStream({
  name: toyNames.users,
  path: '/users',
  fields: { id: field('string'), email: field('string'), created_at: moment },
  partitions: { id: 'id', createdAt: 'created_at' },
});
export const narrowedEvents = redeclared(events, {
  narrowed: {
    road: historyRoad,
    stream: 'report_history_meetings',
    field: 'host',
    keyField: 'id',
    partitionField: 'email',
    changesWith: null,
    asksStrangers: true,
  },
});
const roadGuests = redeclared(guests, {
  parents: [
    road(
      toyNames.events,
      { event_id: 'id' },
      { inherit: { event_end_time: 'end_time' }, road: { ...historyRoad, road: 'per_user' } },
    ),
    road(
      'report_history_meetings',
      { event_id: 'id' },
      { inherit: { event_end_time: 'end_time' }, road: historyRoad },
    ),
  ],
});
/** The little world with two roads to its events: through each user, and by the diary of the account. */
export const roadDefinitions = [
  ...toyStreams.filter((one) => ![users, events, guests].includes(one)),
  listed,
  narrowedEvents,
  roadGuests,
  diary,
];

export const roadLists: Record<string, readonly JsonObject[]> = {
  '/users': [
    { id: 'ann', email: 'Ann@x.org', created_at: '2020-01-01T00:00:00Z' },
    { id: 'bob', email: 'bob@x.org', created_at: '2020-01-01T00:00:00Z' },
    { id: 'cid', email: 'cid@x.org', created_at: '2020-01-01T00:00:00Z' },
  ],
  '/diary': [
    { id: 'a1', host: 'ann@x.org', end_time: '2026-06-03T10:00:00Z' },
    { id: 'b1', host: 'bob@x.org', end_time: '2026-05-05T10:00:00Z' },
    { id: 'd1', host: 'dan@x.org', end_time: '2026-06-05T10:00:00Z' },
  ],
};
