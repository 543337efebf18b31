import { chmod, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { execute, root } from '../../support/command.js';
import type { Finished } from '../../support/command.js';
import { differences } from '../../support/comparisons.js';
import { airbyteDelivery, singerDelivery } from '../../support/delivery.js';
import { createFolder } from '../../support/files.js';
import type { Folder } from '../../support/files.js';
import { at, listAt, objectAt, parseObject, textAt } from '../../support/json-paths.js';
import { readJsonLines } from '../destinations.js';
import { environment, interpreter } from '../environments.js';
import { isolated, withPath } from '../isolation.js';
import { note } from '../notes.js';
import { rowsOf } from '../contents.js';

/** What a release consists of, each installed where there is nothing else, and run against the simulated account. */

const streams = ['users', 'meetings', 'meeting_details'];

/** A target in Python, found by its name because it lies beside the programs. */
const target = `#!/usr/bin/env python3
import json, sys
states = [message["value"] for message in map(json.loads, sys.stdin) if message["type"] == "STATE"]
print(json.dumps(states[-1]))
`;

describe('Installation', function () {
  this.timeout(300_000);
  let simulator: Simulator;
  let folder: Folder;
  let version: string;
  const path = (...names: readonly string[]): string => join(folder.path, ...names);

  /** With nothing on the path but what is named: no Node.js, no npm. */
  async function bare(
    program: string,
    args: readonly string[],
    ...search: readonly string[]
  ): Promise<Finished> {
    const env = { HOME: folder.path, PATH: [path('nothing'), ...search].join(':') };
    return execute(program, args, { cwd: folder.path, env });
  }

  before('builds a release', async () => {
    const now = Date.now();
    [simulator, folder] = await Promise.all([startSimulator({ users: 8, now: () => now }), createFolder()]);
    await mkdir(path('nothing'));
    version = textAt(parseObject(await readFile(join(root, 'package.json'), 'utf8')), 'version');
    const args = ['tsx', 'scripts/release/main.ts', '--parts', 'package', 'wheel', '--out', path('release')];
    const { exitCode, stderr } = await execute('npx', args);
    expect(exitCode, stderr).to.equal(0);
    const config = { ...simulator.config, plan: 'none', products: ['users', 'meetings'], streams };
    await folder.write('config.json', config);
  });
  after(() => Promise.all([simulator.close(), folder.remove()]));

  /** Both programs against the account. */
  async function expectToRead(bin: string, ...search: readonly string[]): Promise<void> {
    const config = ['--config', path('config.json')];
    const run = async (name: string, ...args: readonly string[]): Promise<string> => {
      const { exitCode, stdout, stderr } = await bare(join(bin, name), args, ...search);
      expect(exitCode, `${name}: ${stderr.slice(-2_000)}`).to.equal(0);
      return stdout;
    };
    for (const name of ['source-zoom', 'sync-zoom', 'tap-zoom']) {
      expect(await run(name, '--version')).to.equal(`${name} v${version}\n`);
    }
    const { rows } = singerDelivery(await run('tap-zoom', ...config));
    expect(differences(simulator, rows, { streams })).to.deep.equal([]);
    await writeFile(path('configured.json'), await run('source-zoom', 'configure', ...config));
    const read = await run('source-zoom', 'read', ...config, '--catalog', path('configured.json'));
    expect(differences(simulator, airbyteDelivery(read).rows, { streams })).to.deep.equal([]);
    const wrong = await bare(join(bin, 'tap-zoom'), ['--config', path('absent.json')], ...search);
    expect(wrong.exitCode, 'the exit code of the program').to.equal(1);
  }

  it('has a checksum for each file, and the same bytes when it is built again', async () => {
    const sums = await execute('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: path('release') });
    expect(sums.exitCode, sums.stderr).to.equal(0);
    const listed = sums.stdout
      .split('\n')
      .flatMap((line) => /^(.*): OK$/.exec(line)?.[1] ?? [])
      .sort();
    const wheel = `source_zoom-${version}-py3-none-any.whl`;
    expect(listed).to.deep.equal([`source-zoom-${version}.cdx.json`, `source-zoom-${version}.tgz`, wheel]);
    expect(await readdir(path('release'))).to.have.members([...listed, 'SHA256SUMS']);
    const args = ['tsx', 'scripts/release/main.ts', '--parts', 'wheel', '--out', path('again')];
    expect((await execute('npx', args)).exitCode).to.equal(0);
    const [first, again] = await Promise.all(['release', 'again'].map((name) => readFile(path(name, wheel))));
    expect(again?.equals(first ?? Buffer.of())).to.equal(true);
  });

  it('has a bill of materials: what it needs to run, and no more', async () => {
    const bill = await readFile(path('release', `source-zoom-${version}.cdx.json`), 'utf8');
    const found = parseObject(bill);
    expect(found['bomFormat']).to.equal('CycloneDX');
    expect(textAt(found, 'metadata', 'component', 'name')).to.equal('source-zoom');
    const names = listAt(found, 'components').map((one) => textAt(one, 'name'));
    const own = parseObject(await readFile(join(root, 'package.json'), 'utf8'));
    expect(names).to.include.members(Object.keys(objectAt(own, 'dependencies')));
    expect(names).not.to.include.members(['typescript']);
    for (const one of listAt(found, 'components')) {
      expect(listAt(one, 'licenses'), textAt(one, 'name')).not.to.deep.equal([]);
      expect(at(one, 'hashes', 0, 'alg'), textAt(one, 'name')).to.equal('SHA-512');
    }
    expect(bill).not.to.match(/https?:\/\/(?!cyclonedx\.org)/);
  });

  it('npm: the package installs into an empty folder, and reads', async () => {
    await mkdir(path('empty'));
    await writeFile(path('empty/package.json'), '{}');
    const tarball = path('release', `source-zoom-${version}.tgz`);
    const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', tarball];
    const { exitCode, stderr } = await execute('npm', args, { cwd: path('empty') });
    expect(exitCode, stderr).to.equal(0);
    await execute('ln', ['-s', process.execPath, path('nothing/node')]);
    try {
      // Its programs find Node.js by `env`.
      await expectToRead(path('empty/node_modules/.bin'), '/usr/bin');
    } finally {
      await execute('rm', [path('nothing/node')]);
    }
  });

  it('pip: the wheel brings Node.js and the programs into an empty environment, and reads', async () => {
    const wheel = path('release', `source_zoom-${version}-py3-none-any.whl`);
    const made = await execute(await interpreter(), ['-m', 'venv', path('venv')]);
    expect(made.exitCode, made.stderr).to.equal(0);
    const env = { ...process.env, PIP_CACHE_DIR: join(root, '.cache/interop/downloads/pip') };
    const args = ['-m', 'pip', 'install', '--quiet', wheel];
    const { exitCode, stderr } = await execute(path('venv/bin/python'), args, { env });
    expect(exitCode, stderr).to.equal(0);
    await expectToRead(path('venv/bin'));
    await writeFile(
      path('venv/bin/target-last'),
      target.replace('/usr/bin/env python3', path('venv/bin/python')),
    );
    await chmod(path('venv/bin/target-last'), 0o755);
    const sync = ['--config', path('config.json'), '--state', path('state.json'), '--target', 'target-last'];
    const synced = await bare(path('venv/bin/sync-zoom'), sync);
    expect(synced.exitCode, synced.stderr).to.equal(0);
    expect(await readFile(path('state.json'), 'utf8')).to.contain('"users"');
    const { size } = await stat(wheel);
    note('Installation', `the wheel has ${(size / 1e6).toFixed(1)} MB`);
  });

  it('Meltano: the wheel is a pip_url', async () => {
    const [meltano, jsonl] = await Promise.all([environment('meltano'), environment('target-jsonl')]);
    const definition = await readFile(join(root, 'meltano/tap-zoom.yml'), 'utf8');
    const wheel = path('release', `source_zoom-${version}-py3-none-any.whl`);
    await writeFile(path('tap-zoom.yml'), `${definition}pip_url: ${wheel}\n`);
    await execute('cp', ['-r', join(import.meta.dirname, '../meltano'), path('project')]);
    const run = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> => {
      const ended = await execute(meltano.program('meltano'), args, { cwd: path('project'), env });
      expect(ended.exitCode, `${ended.stdout}${ended.stderr}`.slice(-3_000)).to.equal(0);
    };
    const install = ['add', '--plugin-type', 'extractor', 'tap-zoom', '--from-ref', path('tap-zoom.yml')];
    await run(install, { ...process.env, MELTANO_SEND_ANONYMOUS_USAGE_STATS: 'false' });
    const settings = Object.entries({ ...simulator.config, plan: 'business' }).map(
      ([name, value]): readonly [string, string] => [`TAP_ZOOM_${name.toUpperCase()}`, value],
    );
    await run(['run', 'tap-zoom', 'target-jsonl'], {
      ...withPath(isolated(folder.path), jsonl.bin),
      ...Object.fromEntries(settings),
      TAP_ZOOM__SELECT: JSON.stringify(streams.map((stream) => `${stream}.*`)),
    });
    const rows = rowsOf(await readJsonLines({ folder: path('project/output') }));
    expect(differences(simulator, rows, { streams })).to.deep.equal([]);
  });
});
