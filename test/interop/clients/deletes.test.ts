import { expect } from 'chai';
import { join } from 'node:path';
import type { JsonValue } from '../../../src/json.js';
import { deleteUser, startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { catalogOf } from '../../support/delivery.js';
import type { Ended } from '../../support/executable.js';
import { run } from '../../support/executable.js';
import { createFolder } from '../../support/files.js';
import type { Folder } from '../../support/files.js';
import { textAt } from '../../support/json-paths.js';
import { singer, writeRunFiles } from '../../support/protocols.js';
import { describeClient } from '../clients.js';
import { connection } from '../destinations.js';
import { note } from '../notes.js';
import { pipe } from '../pipe.js';
import { startPostgres } from '../postgres.js';
import type { Postgres } from '../postgres.js';

/** What becomes of a row that Zoom no longer has, by the target's settings: gone, or marked. */
const habits = [
  { name: 'deleted', settings: { hard_delete: true } },
  { name: 'marked', settings: { hard_delete: false } },
] as const;

const streams = ['users', 'user_channels'];

describeClient('meltanolabs-target-postgres', (tools) => {
  let simulator: Simulator;
  let folder: Folder;
  let postgres: Postgres;
  let gone: string;
  let state: JsonValue | null = null;

  before(async () => {
    const startedAt = Date.now();
    [simulator, folder, postgres] = await Promise.all([
      startSimulator({ users: 6, now: () => startedAt }),
      createFolder(),
      startPostgres(),
    ]);
    for (const { name } of habits) await postgres.createDatabase(name);
  });
  after(async () => {
    await Promise.all([simulator.close(), postgres.stop(), folder.remove()]);
  });

  async function sync(): Promise<Ended> {
    const config = { ...simulator.config, plan: 'none', emit_activate_version_messages: true };
    const catalog = singer.configure(catalogOf((await run('tap-zoom', ['--discover'])).stdout), streams);
    const files = await writeRunFiles(folder, 'sync', { config, catalog, state });
    const ended = await run('tap-zoom', singer.readArgs(files));
    state = singer.delivery(ended.stdout).state;
    return ended;
  }

  async function load(messages: string): Promise<void> {
    for (const { name, settings } of habits) {
      const config = { ...connection({ postgres }), database: name, ...settings };
      const file = join(folder.path, `${name}.json`);
      await folder.write(`${name}.json`, config);
      const command = [tools().program('target-postgres'), '--config', file];
      const { exitCode, stderr } = await pipe(command, messages, { cwd: folder.path });
      expect(exitCode, stderr.slice(-3_000)).to.equal(0);
    }
  }

  /** Ids of users in a database: those that count, and those that are marked as deleted. */
  async function usersIn(database: string): Promise<Readonly<Record<'there' | 'marked', readonly string[]>>> {
    const rows = await postgres.query(
      database,
      'select id, _sdc_deleted_at from zoom.users where id is not null',
    );
    const ids = (isMarked: boolean): readonly string[] =>
      rows
        .filter((row) => (row['_sdc_deleted_at'] !== null) === isMarked)
        .map((row) => textAt(row, 'id'))
        .sort();
    return { there: ids(false), marked: ids(true) };
  }

  const expected = (): readonly string[] =>
    simulator
      .expected('users')
      .flatMap((row) => (typeof row['id'] === 'string' ? [row['id']] : []))
      .sort();

  const versionsIn = ({ stdout }: Ended): readonly string[] =>
    singer
      .delivery(stdout)
      .messages.filter(({ type }) => type === 'ACTIVATE_VERSION')
      .map((message) => textAt(message, 'stream'));

  it('keeps every row of a first complete pass', async () => {
    const first = await sync();
    expect(first.exitCode, first.stderr.slice(-2_000)).to.equal(0);
    expect(versionsIn(first)).to.have.members(streams);
    await load(first.stdout);
    for (const { name } of habits) {
      expect(await usersIn(name), name).to.deep.equal({ there: expected(), marked: [] });
    }
  });

  it('drops nothing after a pass that is incomplete', async () => {
    const user = simulator.account.users.find(({ status, index }) => status === 'active' && index > 0);
    if (user === undefined) throw new Error('the account has no second active user');
    gone = user.id;
    const before = expected();
    deleteUser(simulator.account, user);
    simulator.setOptions({
      faults: { rules: [{ match: /\/users\?.*status=inactive/, status: 403, body: {} }] },
    });
    const failed = await sync();
    simulator.setOptions({ faults: {} });
    expect(failed.exitCode, 'exit code of the incomplete sync').to.not.equal(0);
    expect(versionsIn(failed)).to.deep.equal([]);
    await load(failed.stdout);
    for (const { name } of habits) {
      expect(await usersIn(name), name).to.deep.equal({ there: before, marked: [] });
    }
  });

  it('drops what Zoom no longer has after the next complete pass', async () => {
    const complete = await sync();
    expect(complete.exitCode, complete.stderr.slice(-2_000)).to.equal(0);
    await load(complete.stdout);
    expect(expected()).to.not.include(gone);
    expect(await usersIn('deleted')).to.deep.equal({ there: expected(), marked: [] });
    expect(await usersIn('marked')).to.deep.equal({ there: expected(), marked: [gone] });
    note('meltanolabs-target-postgres', 'deletes what Zoom no longer has');
  });
});
