import { expect } from 'chai';
import { expectNoSecrets } from '../crash/connection.js';
import { stateFile } from '../crash/target.js';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { isJsonObject } from '../../src/json.js';
import { addParticipant, holdMeeting } from '../simulator/index.js';
import type { Simulator } from '../simulator/index.js';
import { differences, together } from '../support/comparisons.js';
import type { Delivery } from '../support/delivery.js';
import { listAt, objectAt, textAt } from '../support/json-paths.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { airbyte, singer } from '../support/protocols.js';
import type { Result, Stage } from '../support/stage.js';
import { onStage, read } from '../support/stage.js';
import { streams } from './state-cases.js';

/** States that a platform merges, or that someone carries from one protocol to the other. */

const hour = 3_600_000;
const day = 24 * hour;

/** As Meltano merges what a run wrote into what it has: objects deeply, no key ever deleted, all else replaced. */
function merged(stored: JsonValue | null, given: JsonValue): JsonValue {
  if (!isJsonObject(given)) return given;
  // There an object that meets a stored null is an error, and the sync fails.
  expect(stored, `stored where an object comes: ${JSON.stringify(given).slice(0, 80)}`).not.to.equal(null);
  const known = isJsonObject(stored ?? undefined) ? objectAt(stored ?? undefined) : {};
  const entries = Object.entries(given).map(
    ([key, value]) => [key, Object.hasOwn(known, key) ? merged(known[key] ?? null, value) : value] as const,
  );
  return { ...known, ...Object.fromEntries(entries) };
}

function news({ account }: Simulator, now: number): void {
  const series = [...account.series.values()].find((one) => one.type === 8 && one.listed);
  if (series === undefined) throw new Error('the account has no series of meetings');
  holdMeeting(account, series, { endAt: now + hour });
  const late = holdMeeting(account, series, { endAt: now - day, reportedAt: now + hour });
  addParticipant(account, late, { name: 'Came late' });
}

/** Trouble with one user, which leaves an entry in the state that must go away again. */
function trouble({ account }: Simulator) {
  const host = account.users.find(({ status }) => status === 'active')?.id ?? '';
  const rule = { match: new RegExp(`^/v2/(report/)?users/${host}/meetings`), status: 500, body: {} };
  return { rules: [rule] };
}

describe('a state that Meltano merges', function () {
  this.timeout(60_000);

  it('resumes right over ended days, failures and their repair', async () => {
    await onStage(singer, { users: 6, dailyLimit: 40, pastMeetingsBy: 'per_user' }, async (stage) => {
      const { simulator, clock } = stage;
      let state: JsonValue = {};
      let rows: Delivery['rows'] = new Map();
      const run = async (): Promise<Result> => {
        const result = await read(stage, { streams, state });
        expectNoSecrets(JSON.stringify(result.messages), result.stderr);
        rows = together(rows, result.rows);
        state = merged(state, result.state ?? {});
        return result;
      };
      simulator.setOptions({ faults: trouble(simulator) });
      await run();
      expect(dueOf(state), 'what failed').not.to.deep.equal([]);
      simulator.setOptions({ faults: {} });
      news(simulator, clock.now());
      let days = 1;
      for (let last: Result | null = null; last?.exitCode !== 0; days += 1) {
        expect(days, 'days').to.be.lessThan(15);
        clock.advance(day);
        last = await run();
      }
      expect(days, 'days').to.be.greaterThan(3);
      expect(differences(simulator, rows, { streams, repeats: 'allowed' })).to.deep.equal([]);
      expect(dueOf(state), 'what is still due').to.deep.equal([]);
    });
  });
});

/** Partitions that the merged state still names with a range. */
function dueOf(state: JsonValue): readonly string[] {
  const bookmarks = Object.values(objectAt(state, 'bookmarks'));
  return bookmarks.flatMap((bookmark) =>
    Object.entries(objectAt(bookmark, 'due')).flatMap(([id, range]) => (range === '-' ? [] : [id])),
  );
}

type States = ReadonlyMap<string, JsonObject>;

function statesOf(protocol: ProtocolUnderTest, state: JsonValue | null): States {
  const given = state ?? undefined;
  if (protocol.name === 'singer') {
    const bookmarks = Object.entries(objectAt(given, 'bookmarks'));
    return new Map(bookmarks.map(([stream, bookmark]) => [stream, objectAt(bookmark)]));
  }
  return new Map(
    listAt(given).map((message) => [
      textAt(message, 'stream', 'stream_descriptor', 'name'),
      objectAt(message, 'stream', 'stream_state'),
    ]),
  );
}

interface Seen {
  readonly requests: readonly string[];
  readonly rows: Readonly<Record<string, readonly string[]>>;
}

/** What a run from this state asks and delivers, in no order. The clock is set back afterwards. */
async function seen(stage: Stage, protocol: ProtocolUnderTest, states: States): Promise<Seen> {
  const { simulator, clock } = stage;
  const [from, startedAt] = [simulator.requests.length, clock.now()];
  const result = await read({ ...stage, protocol }, { streams, state: stateFile(protocol, states) });
  clock.advance(startedAt - clock.now());
  expect(result.exitCode, result.stderr.slice(-1_000)).to.equal(0);
  const asked = simulator.requests.slice(from).filter(({ path }) => path.startsWith('/v2/'));
  return {
    requests: asked.map(({ path, query }) => `${path} ${textOf(query)}`).sort(),
    rows: Object.fromEntries(
      streams.map((stream) => [stream, (result.rows.get(stream) ?? []).map((row) => textOf(row)).sort()]),
    ),
  };
}

/** Page tokens are new each time. */
function textOf(record: Readonly<Record<string, JsonValue>>): string {
  return JSON.stringify(record, (key, value: unknown) => (key === 'next_page_token' ? 'token' : value));
}

describe('a state that moves from one protocol to the other', function () {
  this.timeout(60_000);

  for (const [from, to] of [
    [airbyte, singer],
    [singer, airbyte],
  ] as const) {
    it(`${from.name} to ${to.name} and back: the same requests, the same rows`, async () => {
      await onStage(from, { users: 6, dailyLimit: 60 }, async (stage) => {
        const { simulator, clock } = stage;
        const first = await read(stage, { streams });
        expect(first.exitCode, 'the day ends before all is read').to.equal(1);
        clock.advance(day);
        simulator.setOptions({ dailyLimit: null });
        const states = statesOf(from, first.state);
        const [same, moved] = [await seen(stage, from, states), await seen(stage, to, states)];
        expect(moved).to.deep.equal(same);
        expect(same.requests.length, 'requests').to.be.greaterThan(50);
        const other = await read({ ...stage, protocol: to }, { streams, state: stateFile(to, states) });
        const back = statesOf(to, other.state);
        clock.advance(day);
        news(simulator, clock.now() - 2 * hour);
        expect(await seen(stage, from, back)).to.deep.equal(await seen(stage, to, back));
      });
    });
  }
});
