import { expect } from 'chai';
import type { EventSink, StreamStateJson } from '../../../../src/engine/events.js';
import type { PageReader } from '../../../../src/engine/page-reader.js';
import { capsFor } from '../../../../src/engine/state/state-room.js';
import { Stats } from '../../../../src/engine/report/stats.js';
import { sync } from '../../../../src/engine/run/sync.js';
import type { JsonObject } from '../../../../src/json.js';
import { loadDefinitions } from '../../../../src/offline-catalog.js';
import { readError } from '../../../support/toy-errors.js';
import { day, noon, toyClock } from '../../../support/toy-sync.js';
import { keptSecrets } from '../../../support/toy-secrets.js';

/** The state of all streams stays small, whatever the account and whatever fails. */

const limit = 64 * 1_024;

const definitions = new Map(loadDefinitions().map((one) => [one.declaration.name, one]));

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

/** Other requests fail in each run. */
function unreliable(account: Account, run: number): PageReader {
  let asked = 0;
  return async function* ({ stream, pathValues }) {
    asked += 1;
    await Promise.resolve();
    const fails = Object.keys(pathValues).length > 0 && (asked * 7 + run) % account.failing === 0;
    if (fails) throw readError('fail-item');
    yield { rows: rowsOf(account, stream, pathValues), served: {} };
  };
}

type States = ReadonlyMap<string, StreamStateJson>;

/** All states at one checkpoint. */
interface Size {
  /** As one Singer STATE, and as a list of Airbyte's messages. */
  readonly bytes: { readonly singer: number; readonly airbyte: number };
  readonly due: number;
}

/** Runs over a state; `sizes` gets a line for each checkpoint. */
async function run(account: Account, number: number, state: States, sizes: Size[]): Promise<States> {
  const states = new Map(state);
  const sums = new Map([...state].map(([name, one]) => [name, sizeOf(name, one)]));
  const sink: EventSink = {
    write: (event) => {
      if (event.type !== 'checkpoint') return;
      states.set(event.stream, event.state);
      sums.set(event.stream, sizeOf(event.stream, event.state));
      sizes.push(total([...sums.values()]));
    },
    ready: () => Promise.resolve(),
  };
  await sync({
    definitions,
    request: {
      streams: [...definitions.keys()].map((name) => ({
        name,
        syncMode: 'incremental' as const,
        deselected: [],
        syncId: null,
        generationId: null,
      })),
      state,
    },
    sink,
    signal: new AbortController().signal,
    clock: toyClock(noon + number * day),
    road: 'per_user',
    readPages: unreliable(account, number),
    stats: new Stats(),
    startDate: noon - 170 * day,
    endDate: null,
    lookback: 3 * day,
    maxConcurrency: 8,
    secrets: keptSecrets,
    skipUnauthorizedStreams: false,
    grantedScopes: () => Promise.resolve(new Set<string>()),
    addSpentToday: () => undefined,
  });
  return states;
}

function sizeOf(name: string, state: StreamStateJson): Size {
  const message = { type: 'STREAM', stream: { stream_descriptor: { name }, stream_state: state } };
  return {
    bytes: {
      singer: Buffer.byteLength(JSON.stringify({ [name]: state })) - 1,
      airbyte: Buffer.byteLength(JSON.stringify(message)) + 1,
    },
    due: Object.values(state.due).filter((entry) => entry !== '-').length,
  };
}

function total(sizes: readonly Size[]): Size {
  const sum = (of: (size: Size) => number): number => sizes.reduce((all, size) => all + of(size), 0);
  const frame = '{"type":"STATE","value":{"bookmarks":{}}}'.length;
  return {
    bytes: {
      singer: frame + sum(({ bytes }) => bytes.singer),
      airbyte: 2 + sum(({ bytes }) => bytes.airbyte),
    },
    due: sum(({ due }) => due),
  };
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
      let states: States = new Map();
      for (let number = 0; number < 3; number += 1) states = await run(account, number, states, sizes);
      const most = (of: (size: Size) => number): number =>
        sizes.reduce((max, size) => Math.max(max, of(size)), 0);
      const [singer, airbyte] = [most(({ bytes }) => bytes.singer), most(({ bytes }) => bytes.airbyte)];
      const due = most((size) => size.due);
      console.log(
        `      ${singer} and ${airbyte} bytes, ${due} partitions due, over ${sizes.length} checkpoints`,
      );
      expect(due, 'partitions that were due at a time').to.be.greaterThan(100);
      expect(singer).to.be.lessThan(limit);
      expect(airbyte).to.be.lessThan(limit);
    });
  }

  it('leaves room for the failures of one stream, however many streams there are', () => {
    const entry = '"KDcuGIm1QgePTO8WbOqwIQ":"2026-06-01T00:00:00Z/2026-06-01T00:00:00Z",'.length;
    for (const count of [1, 47, 140, 500]) {
      const names = Array.from({ length: count }, (_, index) => `stream_with_some_name_${index}`);
      const { due, inFlight } = capsFor(names, { others: 0, due: 0 });
      expect((due - count * 100) / entry, `failed users of one of ${count} streams`).to.be.greaterThan(50);
      expect(inFlight).to.be.at.least(100);
    }
  });

  it('is less for this run where states of streams that it does not read are carried on', () => {
    const names = [...definitions.keys()].slice(0, 10);
    const [alone, beside] = [0, 30_000].map((others) => capsFor(names, { others, due: 0 }));
    expect((alone?.due ?? 0) + (alone?.seen ?? 0) - (beside?.due ?? 0) - (beside?.seen ?? 0)).to.equal(
      30_000,
    );
  });
});
