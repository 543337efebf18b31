import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject, JsonValue } from '../../../src/json.js';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { execute, root } from '../../support/command.js';
import type { Finished } from '../../support/command.js';
import { differences, together } from '../../support/comparisons.js';
import { createFolder } from '../../support/files.js';
import type { Folder } from '../../support/files.js';
import { codeBlocks, readDocument } from '../../support/markdown.js';
import { everyProduct } from '../../support/products.js';
import { describeClient } from '../clients.js';
import { rowsOf } from '../contents.js';
import { connection, database, readJsonLines, readPostgres } from '../destinations.js';
import { environment } from '../environments.js';
import type { Environment } from '../environments.js';
import { installPrograms, isolated, withPath } from '../isolation.js';
import { note } from '../notes.js';
import { startPostgres } from '../postgres.js';
import type { Postgres } from '../postgres.js';
import { changeAccount } from '../syncs.js';

/** Streams of all kinds: a list, reports by window, a child of theirs, chat. */
const some = ['users', 'report_meetings', 'report_meeting_participants', 'chat_messages'];

/** As if the tap had never been run. */
const stateOfItsOwn = ['--state-id-suffix', 'stopped'];

type Rows = ReadonlyMap<string, readonly JsonObject[]>;

describeClient('Meltano', (tools) => {
  let simulator: Simulator;
  let folder: Folder;
  let postgres: Postgres;
  let loader: Environment;
  let env: NodeJS.ProcessEnv;
  const project = (): string => join(folder.path, 'project');
  const output = (): string => join(project(), 'output');

  before(async () => {
    const startedAt = Date.now();
    let jsonl: Environment;
    [simulator, folder, postgres, loader, jsonl] = await Promise.all([
      // What is proved here is the client, on the road that needs no proof.
      startSimulator({ users: 6, now: () => startedAt, pastMeetingsBy: 'per_user' }),
      createFolder(),
      startPostgres(),
      environment('meltanolabs-target-postgres'),
      environment('target-jsonl'),
    ]);
    await postgres.createDatabase(database({ tools: loader }));
    await cp(join(import.meta.dirname, '../meltano'), project(), { recursive: true });
    const bin = await installPrograms(folder.path);
    env = {
      ...withPath(isolated(folder.path), bin, jsonl.bin, loader.bin),
      ...settings('TAP_ZOOM', {
        ...simulator.config,
        ...everyProduct,
        plan: 'business',
        rate_limit_share: '1',
      }),
      ...settings('TARGET_POSTGRES', { ...connection({ postgres }), database: database({ tools: loader }) }),
    };
  });
  after(async () => {
    await Promise.all([simulator.close(), postgres.stop(), folder.remove()]);
  });

  async function meltano(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return execute(tools().program('meltano'), args, { cwd: project(), env: { ...env, ...more } });
  }

  /** Runs the tap into files; resolves to what this run alone has written. */
  async function toFiles(...flags: readonly string[]): Promise<Rows> {
    await emptied(output());
    const ended = await meltano(['run', ...flags, 'tap-zoom', 'target-jsonl'], selecting(some));
    expect(ended.exitCode, ended.stderr.slice(-3_000)).to.equal(0);
    return rowsOf(await readJsonLines({ folder: output() }));
  }

  before('adds the tap from its definition', async () => {
    const definition = join(root, 'meltano/tap-zoom.yml');
    const args = ['add', '--plugin-type', 'extractor', 'tap-zoom', '--from-ref', definition, '--no-install'];
    const { exitCode, stderr } = await meltano(args);
    expect(exitCode, stderr.slice(-3_000)).to.equal(0);
  });

  it('finds the configuration valid', async () => {
    const { stdout, stderr } = await meltano(['config', 'test', 'tap-zoom'], selecting(['users']));
    expect(stdout, stderr.slice(-3_000)).to.contain('Plugin configuration is valid');
  });

  it('finds a wrong secret invalid, and says why', async () => {
    const wrong = { ...selecting(['users']), TAP_ZOOM_CLIENT_SECRET: 'another-secret' };
    const { exitCode, stdout, stderr } = await meltano(['config', 'test', 'tap-zoom'], wrong);
    expect(exitCode).to.not.equal(0);
    expect(stdout + stderr).to.contain('Plugin configuration is invalid');
    expect(stdout + stderr).to.match(/client secret/i);
  });

  it('selects streams and properties', async () => {
    expect((await meltano(['select', 'tap-zoom', 'users', 'email'])).exitCode).to.equal(0);
    const { stdout } = await meltano(['select', 'tap-zoom', '--list', '--all']);
    expect(stdout).to.match(/\[selected *\] users\.email/);
    // The key comes whether it is selected or not.
    expect(stdout).to.match(/\[automatic *\] users\.row_id/);
    expect(stdout).to.match(/\[excluded *\] users\.first_name/);
    expect(stdout).to.match(/\[excluded *\] meetings\.topic/);
  });

  it('runs it, and then again with the state: only what is new', async () => {
    const first = await toFiles();
    expect(differences(simulator, first, { streams: some })).to.deep.equal([]);
    changeAccount(simulator);
    const second = await toFiles();
    const both = together(first, second);
    expect(differences(simulator, both, { streams: some, repeats: 'allowed' })).to.deep.equal([]);
    const child = 'report_meeting_participants';
    expect(second.get(child)?.length, child).to.be.within(1, (first.get(child)?.length ?? 0) / 2);
    note('Meltano', `${countOf(first)} rows, then ${countOf(second)}`);
  });

  it('runs what docs/meltano.md says', async () => {
    const lines = codeBlocks(readDocument('docs/meltano.md'), 'sh').flatMap(({ text }) => text.split('\n'));
    const commands = lines.filter((line) => line.startsWith('meltano '));
    expect(commands).not.to.deep.equal([]);
    for (const command of commands) {
      const [, ...args] = command.split(' ');
      const ended = await meltano(args, selecting(some));
      expect(ended.exitCode, `${command}: ${ended.stderr.slice(-3_000)}`).to.equal(0);
    }
  });

  it('reads everything again with --full-refresh', async () => {
    expect(differences(simulator, await toFiles('--full-refresh'), { streams: some })).to.deep.equal([]);
  });

  it('goes on where a run was stopped', async () => {
    await emptied(output());
    simulator.setOptions({ latencyMs: 200 });
    const before = simulator.requests.length;
    const child = spawn(tools().program('meltano'), ['run', ...stateOfItsOwn, 'tap-zoom', 'target-jsonl'], {
      cwd: project(),
      env: { ...env, ...selecting(some) },
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const isUnderWay = (): boolean => simulator.requests.length - before > 40;
    while (!isUnderWay() && child.exitCode === null) await nextRequest(simulator);
    child.kill('SIGTERM');
    expect(await ended, 'exit code of the stopped run').to.not.equal(0);
    simulator.setOptions({ latencyMs: 0 });
    const stopped = rowsOf(await readJsonLines({ folder: output() }));
    const resumed = await toFiles(...stateOfItsOwn);
    const both = together(stopped, resumed);
    expect(differences(simulator, both, { streams: some, repeats: 'allowed' })).to.deep.equal([]);
    note('Meltano', `${countOf(stopped)} before a stop, ${countOf(resumed)} after it`);
  });

  it('loads every stream into PostgreSQL', async () => {
    const ended = await meltano(['run', 'tap-zoom', 'target-postgres'], { TAP_ZOOM__SELECT: '["*.*"]' });
    expect(ended.exitCode, ended.stderr.slice(-3_000)).to.equal(0);
    const rows = rowsOf(await readPostgres({ postgres, tools: loader }));
    expect(
      differences(simulator, rows, { streams: [...rows.keys()], values: 'as a database has them' }),
    ).to.deep.equal([]);
    expect(rows.size, 'tables').to.be.at.least(46);
    note('Meltano', `${rows.size} tables in PostgreSQL`);
  });
});

/** Settings as Meltano takes them from the environment. */
function settings(plugin: string, values: JsonObject): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${plugin}_${name.toUpperCase()}`, asText(value)]),
  );
}

function asText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function selecting(streams: readonly string[]): NodeJS.ProcessEnv {
  return { TAP_ZOOM__SELECT: JSON.stringify(streams.map((stream) => `${stream}.*`)) };
}

async function emptied(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await mkdir(path);
}

function countOf(rows: Rows): number {
  return [...rows.values()].reduce((sum, { length }) => sum + length, 0);
}

async function nextRequest({ requests }: Simulator): Promise<void> {
  const known = requests.length;
  for (let wait = 0; wait < 100 && requests.length === known; wait += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
