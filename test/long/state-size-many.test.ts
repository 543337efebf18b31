import { expect } from 'chai';
import type { StreamDefinition } from '../../src/engine/catalog.js';
import type { JsonObject } from '../../src/json.js';
import { most, sizedRun, sizeOfAll, type Size, type States } from '../support/state-sizes.js';
import { rooms, uses } from '../support/toy-rooms.js';
import { events, redeclared, road, toyStream, users } from '../support/toy-streams.js';
import { day, noon } from '../support/toy-sync.js';

/** Three hundred streams, of which even the idle states are more than 64 KB together. */

/** What each may have, beside its name, and all together. */
const bound = { stream: 640, all: 20_544 };
const userCount = 60;
const id = { type: ['null', 'string'] };
const moment = { type: ['null', 'string'], format: 'date-time' };

type Kind = (index: number, name: string) => StreamDefinition;

const ofAccount: Kind = (index, name) => toyStream({ name, path: `/things/${index}`, fields: { id } });

const ofDays: Kind = (index, name) =>
  toyStream({
    name,
    path: `/logs/${index}`,
    fields: { id, end_time: moment },
    window: events.declaration.window,
    cursorField: 'end_time',
  });

const ofUsers: Kind = (index, name) =>
  redeclared(events, {
    name,
    request: { ...events.declaration.request, path: `/users/{user_id}/events/${index}` },
  });

const ofRooms: Kind = (index, name) =>
  redeclared(uses, {
    name,
    request: { ...uses.declaration.request, path: `/rooms/{room_id}/uses/${index}` },
  });

const ofEvents: Kind = (index, name) =>
  toyStream({
    name,
    path: `/events/{event_id}/guests/${index}`,
    fields: { event_id: id, event_end_time: moment, id },
    parents: [road('kind_of_users_0', { event_id: 'id' }, { inherit: { event_end_time: 'end_time' } })],
    cursorField: 'event_end_time',
  });

const kinds: Readonly<Record<string, readonly [Kind, number]>> = {
  account: [ofAccount, 78],
  days: [ofDays, 40],
  users: [ofUsers, 90],
  rooms: [ofRooms, 50],
  events: [ofEvents, 40],
};

const definitions = [
  users,
  rooms,
  ...Object.entries(kinds).flatMap(([kind, [make, count]]) =>
    Array.from({ length: count }, (_, index) => make(index, `kind_of_${kind}_${index}`)),
  ),
];

type IdOf = (index: number) => string;

const plainId: IdOf = (index) => `${String(index).padStart(6, '0')}AbCdEfGhIjKlMnOp`;
const longId: IdOf = (index) => `${String(index).padStart(6, '0')}${'\u20ac'.repeat(248)}`;

function rowsOf(
  idOf: IdOf,
  stream: string,
  { user_id: user }: Readonly<Record<string, string>>,
): readonly JsonObject[] {
  if (stream === 'users' || stream === 'rooms') {
    const born = '2020-01-01T00:00:00Z';
    const row = (index: number) => ({ id: idOf(index), created_at: born, opened_at: born });
    return Array.from({ length: stream === 'users' ? userCount : 30 }, (_, index) => row(index));
  }
  if (stream !== 'kind_of_users_0') return [];
  const end = (index: number) => new Date(noon - day / 2 - index * day).toISOString();
  return Array.from({ length: 3 }, (_, index) => ({ id: `${user}/${index}`, end_time: end(index) }));
}

interface Weather {
  readonly runs: number;
  readonly idOf: IdOf;
  /** One request in so many fails. */
  readonly failing: number;
}

async function runsOf({
  runs,
  idOf,
  failing,
}: Weather): Promise<{ readonly states: States; readonly sizes: readonly Size[] }> {
  const sizes: Size[] = [];
  let states: States = new Map();
  const account = {
    definitions,
    rowsOf: (stream: string, values: Readonly<Record<string, string>>) => rowsOf(idOf, stream, values),
    failing,
  };
  for (let number = 0; number < runs; number += 1) states = await sizedRun(account, number, states, sizes);
  return { states, sizes };
}

const names = definitions.reduce((bytes, { declaration: { name } }) => bytes + name.length, 0);
const limit = bound.all + definitions.length * bound.stream + names;

describe('the size of the state of 300 streams', function () {
  this.timeout(240_000);

  it('is what each has when it is idle, and what all have seen', async () => {
    const { states, sizes } = await runsOf({ runs: 3, idOf: plainId, failing: Infinity });
    const { singer, airbyte, seen } = sizeOfAll(states);
    const [idle, idleMessage] = [singer, airbyte].map((bytes) => (bytes - seen - names) / definitions.length);
    console.log(
      `      ${idle?.toFixed()} and ${idleMessage?.toFixed()} bytes of an idle stream, ${seen} seen`,
    );
    expect(states.size).to.equal(300);
    expect([...states.values()].filter(({ pass }) => pass !== null)).to.deep.equal([]);
    expect(idle).to.be.lessThan(240);
    expect(idleMessage).to.be.lessThan(312);
    expect(seen, 'what was seen is not the first to go').to.be.within(12_000, 16_384);
    expect(most(sizes).airbyte).to.be.lessThan(limit);
  });

  for (const [what, idOf] of [
    ['', plainId],
    [', and ids are as long as they can be', longId],
  ] as const) {
    it(`stays under its bound where a third of all requests fail${what}`, async () => {
      const { sizes } = await runsOf({ runs: 2, idOf, failing: 3 });
      const { singer, airbyte, due, seen } = most(sizes);
      console.log(`      ${singer} and ${airbyte} bytes of ${limit}, ${due} partitions due, ${seen} seen`);
      expect(due, 'partitions that were due at a time').to.be.greaterThan(300);
      expect(singer).to.be.lessThan(limit);
      expect(airbyte).to.be.lessThan(limit);
    });
  }
});
