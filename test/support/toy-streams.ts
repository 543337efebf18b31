import type { StreamDefinition } from '../../src/engine/catalog.js';
import type { JsonObject, JsonValue } from '../../src/json.js';
import type {
  ParentLink,
  RequestShape,
  StreamDeclaration,
  WindowShape,
} from '../../src/engine/declaration.js';

/**
 * A little world for the engine: users with events, guests of each event, answers of each guest, and groups with
 * members. The toys bear names of real streams, since a declaration can have no other; they share nothing else with them.
 */
export const toyNames = {
  users: 'users',
  events: 'report_meetings',
  guests: 'report_meeting_participants',
  polls: 'report_meeting_polls',
  answers: 'report_meeting_qa',
  settings: 'user_channels',
  groups: 'groups',
  members: 'group_members',
} as const;

export interface ToyInput extends Partial<Omit<StreamDeclaration, 'request'>> {
  readonly name: StreamDeclaration['name'];
  readonly path: string;
  readonly request?: Partial<RequestShape>;
  /** Properties of the schema. */
  readonly fields?: JsonObject;
}

/** A property that may be null, as all of ours may. */
export function field(type: string, more: JsonObject = {}): JsonObject {
  return { type: ['null', type], ...more };
}

const text = field('string');
export const moment = field('string', { format: 'date-time' });

/** Of days, a month at most, with some around whose rows are the neighbours'. */
export const toyWindow: WindowShape = {
  from: 'from',
  to: 'to',
  format: 'date',
  maxDays: 30,
  around: { before: 2, after: 1 },
  optional: false,
  period: null,
  ahead: 0,
};

/** A stream of anything, with everything that the test does not care for filled in. */
export function toyStream({ name, path, request, fields = {}, ...declared }: ToyInput): StreamDefinition {
  const properties: Record<string, JsonValue> = { ...fields, extra_fields: field('object') };
  return {
    declaration: {
      name,
      product: 'users',
      about: 'A toy.',
      seldom: false,
      spared: null,
      embedded: null,
      primaryKey: ['id'],
      rowId: null,
      standIn: null,
      parents: [],
      variants: [{}],
      query: {},
      spellings: [{}],
      fromRequest: {},
      moments: {},
      window: null,
      retention: null,
      undated: false,
      cursorField: null,
      lookback: null,
      partitions: null,
      owner: null,
      narrowed: null,
      ...declared,
      request: {
        path,
        recordsPath: 'rows',
        rateLimit: 'light',
        pool: 'main',
        pageSize: 300,
        tokenAfterEnd: false,
        encodesTwice: false,
        servedAs: { from: 'from', to: 'to' },
        moreRecords: [],
        scopes: [`${name}:read`],
        classicScopes: [],
        content: null,
        refusals: [],
        ...request,
      },
    },
    schema: { type: 'object', properties },
  };
}

/** A stream like another one, but for some of its declaration. */
export function redeclared(
  definition: StreamDefinition,
  changes: Partial<StreamDeclaration>,
): StreamDefinition {
  return { ...definition, declaration: { ...definition.declaration, ...changes } };
}

export function road(
  stream: ParentLink['stream'],
  partition: ParentLink['partition'],
  more: Partial<Pick<ParentLink, 'inherit' | 'where' | 'road' | 'anyAge'>> = {},
): ParentLink {
  const usual = { inherit: {}, where: [], each: null, firstOf: null, road: null, anyAge: false };
  return { stream, partition, ...usual, ...more };
}

export const users = toyStream({
  name: toyNames.users,
  path: '/users',
  fields: { row_id: text, id: text, email: text, created_at: moment },
  primaryKey: ['row_id'],
  rowId: [['id'], ['email']],
  partitions: { id: 'id', createdAt: 'created_at' },
});

export const events = toyStream({
  name: toyNames.events,
  path: '/users/{user_id}/events',
  fields: { user_id: text, id: text, end_time: moment, kind: field('integer') },
  parents: [road(toyNames.users, { user_id: 'id' })],
  window: toyWindow,
  cursorField: 'end_time',
});

export const guests = toyStream({
  name: toyNames.guests,
  path: '/events/{event_id}/guests',
  fields: { event_id: text, event_end_time: moment, id: text },
  primaryKey: ['event_id', 'id'],
  parents: [road(toyNames.events, { event_id: 'id' }, { inherit: { event_end_time: 'end_time' } })],
  cursorField: 'event_end_time',
  request: { rateLimit: 'heavy' },
});

export const polls = toyStream({
  name: toyNames.polls,
  path: '/events/{event_id}/polls',
  fields: { event_id: text, event_end_time: moment, id: text },
  primaryKey: ['event_id', 'id'],
  parents: [road(toyNames.events, { event_id: 'id' }, { inherit: { event_end_time: 'end_time' } })],
  cursorField: 'event_end_time',
});

export const answers = toyStream({
  name: toyNames.answers,
  path: '/guests/{guest_id}/answers',
  fields: { guest_id: text, event_end_time: moment, id: text },
  primaryKey: ['guest_id', 'id'],
  parents: [road(toyNames.guests, { guest_id: 'id' }, { inherit: { event_end_time: 'event_end_time' } })],
  cursorField: 'event_end_time',
});

export const settings = toyStream({
  name: toyNames.settings,
  path: '/users/{user_id}/settings',
  fields: { user_id: text, id: text },
  parents: [road(toyNames.users, { user_id: 'id' })],
});

export const groups = toyStream({ name: toyNames.groups, path: '/groups', fields: { id: text } });

export const members = toyStream({
  name: toyNames.members,
  path: '/groups/{group_id}/members',
  fields: { group_id: text, id: text },
  primaryKey: ['group_id', 'id'],
  parents: [road(toyNames.groups, { group_id: 'id' })],
});

export const toyStreams: readonly StreamDefinition[] = [
  users,
  events,
  guests,
  polls,
  answers,
  settings,
  groups,
  members,
];

export function byName(definitions: readonly StreamDefinition[]): ReadonlyMap<string, StreamDefinition> {
  return new Map(definitions.map((definition) => [definition.declaration.name, definition]));
}
