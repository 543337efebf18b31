import { expect } from 'chai';
import { capsFor, type Standing } from '../../src/engine/state/state-room.js';
import type { JsonObject } from '../../src/json.js';
import { loadDefinitions } from '../../src/offline-catalog.js';
import { usualStreams } from '../support/products.js';
import { most, sizedRun, type Size, type States } from '../support/state-sizes.js';
import { day, noon } from '../support/toy-sync.js';

/**
 * The state of all streams that are offered by default stays small, whatever the account and whatever fails. Of more than
 * some 65 streams what always stands there is too much for that (`test/long/state-size-many.test.ts`).
 */

const limit = 64 * 1_024;

const all = loadDefinitions();
const definitions = all.filter(({ declaration: { name } }) => usualStreams.includes(name));

interface Account {
  readonly users: number;
  readonly idOf: (index: number) => string;
  /** Past meetings of each user, a day apart. */
  readonly meetings: number;
  /** One request in so many fails. */
  readonly failing: number;
}

/** The lists that every stream of past meetings hangs on; all else is empty. */
function rowsOf(account: Account, stream: string, values: Readonly<Record<string, string>>): JsonObject[] {
  const { users, idOf, meetings } = account;
  const user = values['host_user_id'] ?? values['user_id'] ?? '';
  switch (stream) {
    case 'users':
      return Array.from({ length: users }, (_, index) => ({
        id: idOf(index),
        email: `${idOf(index)}@example.com`,
        created_at: '2020-01-01T00:00:00Z',
        status: 'active',
      }));
    case 'report_meetings':
    case 'report_webinars':
      return Array.from({ length: meetings }, (_, index) => ({
        uuid: `${user}/${index}`,
        id: index,
        type: stream === 'report_meetings' ? 2 : 5,
        start_time: new Date(noon - day / 2 - index * day).toISOString(),
        end_time: new Date(noon - day / 2 - index * day).toISOString(),
      }));
    default:
      return [];
  }
}

const plainId = (index: number): string => `${String(index).padStart(6, '0')}AbCdEfGhIjKlMnOp`;

const accounts: Readonly<Record<string, Account>> = {
  'a third of all requests fail': { users: 600, idOf: plainId, meetings: 0, failing: 3 },
  'ids have 254 characters of three bytes': {
    users: 300,
    idOf: (index) => `${String(index).padStart(6, '0')}${'€'.repeat(248)}`,
    meetings: 0,
    failing: 3,
  },
  'ids have to be escaped': {
    users: 300,
    idOf: (index) => `${'"\\\u0001\ud83d'.repeat(60)}${String(index)}`,
    meetings: 1,
    failing: 4,
  },
  'many instances fail, and many are seen': { users: 150, idOf: plainId, meetings: 12, failing: 5 },
};

describe('the size of the state', function () {
  this.timeout(120_000);

  for (const [what, account] of Object.entries(accounts)) {
    it(`stays under 64 KB in both protocols where ${what}, run after run`, async () => {
      const sizes: Size[] = [];
      const rows = (stream: string, values: Readonly<Record<string, string>>) =>
        rowsOf(account, stream, values);
      const sized = { definitions, rowsOf: rows, failing: account.failing };
      let states: States = new Map();
      for (let number = 0; number < 3; number += 1) states = await sizedRun(sized, number, states, sizes);
      const { singer, airbyte, due } = most(sizes);
      console.log(
        `      ${singer} and ${airbyte} bytes, ${due} partitions due, over ${sizes.length} checkpoints`,
      );
      expect(due, 'partitions that were due at a time').to.be.greaterThan(100);
      expect(singer).to.be.lessThan(limit);
      expect(airbyte).to.be.lessThan(limit);
    });
  }

  it('stays under the bound of so many streams where all are read and ids have to be escaped', async () => {
    const sizes: Size[] = [];
    const account = accounts['ids have to be escaped'];
    if (account === undefined) throw new Error('no such account');
    const sized = {
      definitions: all,
      rowsOf: (stream: string, values: Readonly<Record<string, string>>) => rowsOf(account, stream, values),
      failing: account.failing,
    };
    let states: States = new Map();
    for (let number = 0; number < 2; number += 1) states = await sizedRun(sized, number, states, sizes);
    const { singer, airbyte, due } = most(sizes);
    const names = all.reduce((bytes, { declaration: { name } }) => bytes + name.length, 0);
    const bound = 20_544 + all.length * 640 + names;
    console.log(`      ${singer} and ${airbyte} bytes of ${bound}, ${due} partitions due`);
    expect(due, 'partitions that were due at a time').to.be.greaterThan(100);
    expect(singer).to.be.lessThan(bound);
    expect(airbyte).to.be.lessThan(bound);
  });

  const standing = (count: number): readonly Standing[] =>
    Array.from({ length: count }, (_, index) => ({
      name: `stream_with_some_name_${index}`,
      incremental: true,
      partitioned: true,
      remembers: index % 4 === 0,
      sync: '1/1',
    }));

  it('leaves room for the failures of one stream, and for what was seen, however many streams there are', () => {
    const entry = '"KDcuGIm1QgePTO8WbOqwIQ":"2026-06-01T00:00:00Z/2026-06-01T00:00:00Z",'.length;
    for (const count of [1, 47, 140, 500]) {
      const { due, inFlight, seen } = capsFor(standing(count), { others: 0, due: 0 });
      expect((due - count * 100) / entry, `failed users of one of ${count} streams`).to.be.greaterThan(50);
      expect(inFlight).to.be.at.least(100);
      expect(seen).to.be.at.least(12_000);
    }
  });

  it('is less for this run where states of streams that it does not read are carried on', () => {
    const [alone, beside] = [0, 20_000].map((others) => capsFor(standing(10), { others, due: 0 }));
    expect((alone?.due ?? 0) + (alone?.seen ?? 0) - (beside?.due ?? 0) - (beside?.seen ?? 0)).to.equal(
      20_000,
    );
  });
});
