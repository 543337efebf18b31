import { expect } from 'chai';
import type { JsonObject, JsonValue } from '../../src/json.js';
import type { Simulator } from '../simulator/index.js';
import { identify } from '../simulator/index.js';
import { catalogOf } from '../support/delivery.js';
import type { Delivery } from '../support/delivery.js';
import type { Ended } from '../support/executable.js';
import { run } from '../support/executable.js';
import type { Folder } from '../support/files.js';
import { at, listAt, objectAt, textAt } from '../support/json-paths.js';
import { productsWith } from '../support/products.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { protocols, writeRunFiles } from '../support/protocols.js';
import { withSimulator } from '../support/temporary.js';

/** A part read again by the built programs: its rows are those of a whole sync, and the state is left alone. */

const day = 86_400_000;
const byUser = ['meetings', 'report_meetings', 'report_meeting_participants', 'recordings'];
const streams = ['users', ...byUser, 'tracking_fields'];
const daysAgo = (days: number): string => new Date(Date.now() - days * day).toISOString().slice(0, 10);

interface Stage {
  readonly protocol: ProtocolUnderTest;
  readonly simulator: Simulator;
  readonly folder: Folder;
  readonly road: Road;
  readonly whole: Delivery;
}

/** How past meetings and recordings are found. */
type Road = 'per user' | 'by the account';

const roads: Readonly<Record<Road, Readonly<Record<string, string>>>> = {
  'per user': { past_meetings_from: 'per_user', recordings_from: 'per_user' },
  'by the account': { past_meetings_from: 'account_history', recordings_from: 'account_recordings' },
};

interface Reading extends Ended, Delivery {}

async function filesOf(
  { protocol, simulator, folder, road }: Omit<Stage, 'whole'>,
  { state, entry = {} }: { readonly state?: JsonValue | null; readonly entry?: JsonObject } = {},
) {
  const more = { ...roads[road], plan: 'none', start_date: daysAgo(60) };
  const config = { ...simulator.config, ...productsWith(streams), ...more };
  const find = protocol.discoverArgs(await writeRunFiles(folder, 'find', { config }));
  const catalog = protocol.configure(catalogOf((await run(protocol.program, find)).stdout), streams);
  const entries = listAt(catalog, 'streams').map((one) => ({ ...objectAt(one), ...entry }));
  return writeRunFiles(folder, 'read', { config, catalog: { ...catalog, streams: entries }, state });
}

async function repair(stage: Stage, options: readonly string[], entry: JsonObject = {}): Promise<Reading> {
  const { protocol, whole } = stage;
  const files = await filesOf(stage, { state: whole.state, entry });
  const ended = await run(protocol.program, [...protocol.readArgs(files), ...options]);
  return { ...protocol.delivery(ended.stdout), ...ended };
}

async function onStage(
  protocol: ProtocolUnderTest,
  test: (stage: Stage) => Promise<void>,
  road: Road = 'per user',
): Promise<void> {
  await withSimulator({ users: 6 }, async (simulator, folder) => {
    const files = await filesOf({ protocol, simulator, folder, road });
    const first = await run(protocol.program, protocol.readArgs(files));
    expect(first.exitCode, first.stderr).to.equal(0);
    await test({ protocol, simulator, folder, road, whole: protocol.delivery(first.stdout) });
  });
}

function idsOf(rows: Delivery['rows'], stream: string, isPart: (row: JsonObject) => boolean = () => true) {
  return (rows.get(stream) ?? [])
    .filter(isPart)
    .map((row) => identify(stream, row))
    .sort();
}

/** Of each stream, the rows that belong to the part. */
function expectPart(
  { whole }: Stage,
  { rows }: Reading,
  part: { readonly names: readonly string[]; readonly isPart: (stream: string, row: JsonObject) => boolean },
): void {
  for (const name of part.names) {
    const expected = idsOf(whole.rows, name, (row) => part.isPart(name, row));
    expect(expected, `rows of ${name}`).not.to.have.length(0);
    expect(idsOf(rows, name), name).to.deep.equal(expected);
  }
}

/** Singer hears of no state, and Airbyte of those that it gave, unchanged. */
function expectUntouched({ protocol, whole }: Stage, result: Reading): void {
  const states = result.messages.filter(({ type }) => type === 'STATE');
  if (protocol.name === 'singer') {
    expect(states).to.deep.equal([]);
    return;
  }
  expect(states).to.have.length(streams.length);
  for (const name of streams) expect(result.stateOf(name), name).to.deep.equal(whole.stateOf(name));
}

/** Of what happened in these days all, and nothing else. */
function expectDays(
  stage: Stage,
  result: Reading,
  { from, to }: { readonly from: string; readonly to: string },
): void {
  const isThen = (time: JsonValue | undefined): boolean =>
    typeof time === 'string' && time >= from && time.slice(0, 10) <= to;
  const past = stage.whole.rows.get('report_meetings') ?? [];
  const then = new Set(past.flatMap((row) => (isThen(row['end_time']) ? [row['uuid']] : [])));
  expectPart(stage, result, {
    names: streams,
    isPart: (stream, row) => {
      if (stream === 'report_meetings') return then.has(row['uuid']);
      if (stream === 'report_meeting_participants') return isThen(row['meeting_end_time']);
      return stream === 'recordings' ? isThen(row['start_time']) : true;
    },
  });
}

/** None of a user's lists is asked for later days. */
function expectNoneAfter({ simulator }: Stage, day: string): void {
  const asked = simulator.requests.flatMap(({ path, query: { from } }) =>
    from !== undefined && path.includes('/users/') ? [from] : [],
  );
  expect(asked).not.to.have.length(0);
  expect(asked.filter((from) => from > day)).to.deep.equal([]);
}

const told = ({ stderr, messages }: Reading): string => stderr + JSON.stringify(messages);

for (const protocol of protocols) {
  describe(`a repair, ${protocol.name}`, function () {
    this.timeout(60_000);

    it('reads the rows of some users again, by id and by address, and nothing of others', async () => {
      await onStage(protocol, async (stage) => {
        const { whole, simulator } = stage;
        const hosts = new Set((whole.rows.get('recordings') ?? []).map((row) => row['host_id']));
        const chosen = (whole.rows.get('users') ?? [])
          .filter((row) => hosts.has(row['id'] ?? null))
          .slice(0, 2);
        const [one, two] = chosen;
        const ids = new Set(chosen.map((row) => row['id']));
        const names = `${textAt(one, 'id')},${textAt(two, 'email').toUpperCase()}`;
        simulator.requests.length = 0;
        const result = await repair(stage, ['--only-users', names]);
        expect(result.exitCode, result.stderr).to.equal(0);
        const meetings = new Set(
          (whole.rows.get('report_meetings') ?? []).flatMap((row) =>
            ids.has(row['host_user_id']) ? [row['uuid']] : [],
          ),
        );
        expectPart(stage, result, {
          names: byUser,
          isPart: (stream, row) =>
            stream === 'report_meeting_participants'
              ? meetings.has(row['meeting_uuid'])
              : ids.has(row[stream === 'report_meetings' ? 'host_user_id' : 'host_id']),
        });
        for (const name of ['users', 'tracking_fields'])
          expect(result.rows.get(name) ?? []).to.deep.equal([]);
        expect(told(result)).to.contain('users, tracking_fields are not read through users, and left out.');
        expect(simulator.requests.filter(({ path }) => path.includes('tracking'))).to.deep.equal([]);
        expectUntouched(stage, result);
      });
    });

    for (const road of ['per user', 'by the account'] as const) {
      it(`reads some days again, ${road}, and whole what has no dates`, async () => {
        await onStage(
          protocol,
          async (stage) => {
            const [from, to] = [daysAgo(20), daysAgo(10)];
            stage.simulator.requests.length = 0;
            const result = await repair(stage, ['--from', from, '--to', to]);
            expect(result.exitCode, result.stderr).to.equal(0);
            expectDays(stage, result, { from, to });
            expect(told(result)).to.contain(
              'users, meetings, tracking_fields are without dates, and read whole.',
            );
            expectUntouched(stage, result);
            expectNoneAfter(stage, daysAgo(8));
          },
          road,
        );
      });
    }

    it('warns of days that are kept no longer, and refuses what it cannot understand', async () => {
      await onStage(protocol, async (stage) => {
        const old = await repair(stage, ['--from', daysAgo(400), '--to', daysAgo(100)]);
        expect(old.exitCode, old.stderr).to.equal(0);
        expect(told(old)).to.match(/WARN[^\n]*report_meetings/);
        for (const [options, reason] of [
          [
            ['--only-users', 'nobody@example.com,x'],
            'nobody who has an id under the name nobody@example.com, x',
          ],
          [['--from', 'yesterday'], '--from must be a day'],
          [['--from', daysAgo(1), '--to', daysAgo(2)], '--from lies after --to'],
          [['--only-users', ','], '--only-users names nobody'],
        ] as const) {
          const { exitCode, ...result } = await repair(stage, options);
          expect(exitCode).to.equal(1);
          expect(told({ exitCode, ...result })).to.contain(reason);
          expect([...result.rows.values()].flat()).to.deep.equal([]);
        }
      });
    });
  });
}

describe('a repair, beside the destination', function () {
  this.timeout(60_000);
  const [airbyte, singer] = protocols;

  it('is refused where it would overwrite a table', async () => {
    if (airbyte === undefined) return;
    await onStage(airbyte, async (stage) => {
      stage.simulator.requests.length = 0;
      for (const [entry, reason] of [
        [{ destination_sync_mode: 'overwrite' }, 'destination_sync_mode must be append or append_dedup'],
        [{ destination_sync_mode: 'overwrite_dedup' }, 'destination_sync_mode must be'],
        [{ generation_id: 4, minimum_generation_id: 4 }, 'minimum_generation_id must be less'],
      ] as const) {
        const result = await repair(stage, ['--from', daysAgo(9)], entry);
        expect(result.exitCode).to.equal(1);
        expect(told(result)).to.contain(
          `meetings would be overwritten by the part that is read again: its ${reason}`,
        );
        expect(told(result)).to.contain('config_error');
      }
      expect(stage.simulator.requests).to.have.length(0);
    });
  });

  it('is made where older generations are kept', async () => {
    if (airbyte === undefined) return;
    await onStage(airbyte, async (stage) => {
      const entry = { generation_id: 4, minimum_generation_id: 0 };
      const result = await repair(stage, ['--from', daysAgo(9)], entry);
      expect(result.exitCode, told(result)).to.equal(0);
    });
  });

  it('gives rows the version of the table, and activates none', async () => {
    if (singer === undefined) return;
    await onStage(singer, async (stage) => {
      const result = await repair(stage, ['--from', daysAgo(9), '--activate-version']);
      expect(result.exitCode, result.stderr).to.equal(0);
      const versions = result.messages
        .filter(({ type }) => type === 'RECORD')
        .map((one) => at(one, 'version'));
      expect(new Set(versions).has(undefined)).to.equal(false);
      const full = Date.parse(textAt(stage.whole.stateOf('users'), 'full'));
      const users = result.messages.filter((one) => one['type'] === 'RECORD' && one['stream'] === 'users');
      expect(new Set(users.map((one) => at(one, 'version')))).to.deep.equal(new Set([full]));
      expect(result.messages.some(({ type }) => type === 'ACTIVATE_VERSION')).to.equal(false);
    });
  });
});
