import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import type { Simulator, User } from '../simulator/index.js';
import { deleteUser } from '../simulator/index.js';
import { differences } from '../support/comparisons.js';
import type { Ended } from '../support/executable.js';
import { run } from '../support/executable.js';
import type { Folder } from '../support/files.js';
import { textAt } from '../support/json-paths.js';
import { singer, writeRunFiles } from '../support/protocols.js';
import { catalogOf } from '../support/delivery.js';
import { start } from '../support/running.js';
import { withSimulator } from '../support/temporary.js';
import { VersionedTarget } from '../support/versioned-target.js';

/** What is deleted in Zoom leaves a target that honours ACTIVATE_VERSION, and nothing else does; the built program. */

const whole = ['users', 'meetings'];
const incremental = ['report_meetings', 'report_meeting_participants'];
const streams = [...whole, ...incremental];

interface Stage {
  readonly simulator: Simulator;
  readonly folder: Folder;
  readonly target: VersionedTarget;
}

async function onStage(test: (stage: Stage) => Promise<void>): Promise<void> {
  // The rows must not move on by themselves between two runs.
  const now = Date.now();
  await withSimulator({ users: 8, latencyMs: 3, now: () => now }, (simulator, folder) =>
    test({ simulator, folder, target: new VersionedTarget() }),
  );
}

async function argsOf({ simulator, folder, target }: Stage, flags: readonly string[]) {
  const config: JsonObject = { ...simulator.config, plan: 'none', max_concurrency: 4 };
  const found = await run('tap-zoom', singer.discoverArgs(await writeRunFiles(folder, 'find', { config })));
  const catalog = singer.configure(catalogOf(found.stdout), streams);
  const files = await writeRunFiles(folder, 'read', { config, catalog, state: target.state });
  return [...singer.readArgs(files), ...flags];
}

async function read(stage: Stage, flags: readonly string[] = ['--activate-version']): Promise<Ended> {
  const ended = await run('tap-zoom', await argsOf(stage, flags));
  stage.target.take(ended.stdout);
  return ended;
}

async function readAll(stage: Stage, flags?: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await read(stage, flags);
  expect(exitCode, stderr).to.equal(0);
}

function rowsOf({ target }: Stage, stream: string): readonly JsonObject[] {
  return target.rows().get(stream) ?? [];
}

/** A host, so that meetings and reports go with the user. */
function leave({ simulator }: Stage): User {
  const { account } = simulator;
  const [meeting] = simulator.expected('meetings');
  const host = account.users.find(({ id }) => id === meeting?.['host_id']);
  if (host === undefined) throw new Error('nobody hosts anything');
  deleteUser(account, host);
  return host;
}

function expectToHold(stage: Stage, user: User): void {
  expect(rowsOf(stage, 'users').map(({ id }) => id)).to.include(user.id);
}

function expectExactly({ simulator, target }: Stage, names: readonly string[]): void {
  expect(differences(simulator, target.rows(), { streams: names })).to.deep.equal([]);
}

describe('activate version', function () {
  this.timeout(60_000);

  it('drops a deleted user and their meetings, and keeps the history of what is incremental', async () => {
    await onStage(async (stage) => {
      const { target } = stage;
      await readAll(stage);
      expectExactly(stage, streams);
      expect(target.activated).to.have.members(streams);
      const before = incremental.map((stream) => rowsOf(stage, stream).length);
      leave(stage);
      await readAll(stage);
      expectExactly(stage, whole);
      expect(target.activated.slice(streams.length)).to.have.members(whole);
      expect(incremental.map((stream) => rowsOf(stage, stream).length)).to.deep.equal(before);
      for (const stream of streams) expect(target.versions(stream), stream).to.have.lengthOf(1);
    });
  });

  it('drops nothing after a run that was stopped; the run that ends the pass does', async () => {
    await onStage(async (stage) => {
      await readAll(stage);
      const gone = leave(stage);
      const before = rowsOf(stage, 'meetings').length;
      const running = start('tap-zoom', await argsOf(stage, ['--activate-version']));
      await running.until((line) => line.includes('"RECORD"') && line.includes('"users"'));
      running.child.kill('SIGTERM');
      const stopped = await running.ended;
      expect(stopped.signal, stopped.stderr).to.equal('SIGTERM');
      const activated = stage.target.activated.length;
      stage.target.take(stopped.stdout);
      expect(stage.target.activated.slice(activated)).not.to.include('meetings');
      expect(rowsOf(stage, 'meetings')).to.have.lengthOf(before);
      await readAll(stage);
      expect(rowsOf(stage, 'users').map(({ id }) => id)).not.to.include(gone.id);
      expectExactly(stage, whole);
    });
  });

  it('drops nothing after a pass that failed in part', async () => {
    await onStage(async (stage) => {
      const { simulator } = stage;
      await readAll(stage);
      leave(stage);
      const before = rowsOf(stage, 'meetings').length;
      const host = simulator
        .expected('meetings')
        .map((row) => textAt(row, 'host_id'))
        .at(-1);
      const match = new RegExp(`/users/${host ?? ''}/meetings`);
      simulator.setOptions({
        faults: { rules: [{ match, status: 400, body: { code: 300, message: 'x' } }] },
      });
      const failed = await read(stage);
      expect(failed.exitCode, failed.stderr).to.equal(1);
      expect(rowsOf(stage, 'meetings')).to.have.lengthOf(before);
      simulator.setOptions({ faults: {} });
      await readAll(stage);
      expectExactly(stage, whole);
    });
  });

  it('says nothing of versions unless it is asked to', async () => {
    await onStage(async (stage) => {
      await readAll(stage, []);
      const gone = leave(stage);
      await readAll(stage, []);
      expect(stage.target.activated).to.deep.equal([]);
      expect(stage.target.versions('users')).to.deep.equal([undefined]);
      expectToHold(stage, gone);
    });
  });
});
