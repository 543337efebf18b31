import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { basename, delimiter, dirname, join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/json.js';
import { loadConfigSchema } from '../../src/config/spec.js';
import type { Simulator, SimulatorOptions } from '../simulator/index.js';
import { execute, root } from '../support/command.js';
import { differences } from '../support/comparisons.js';
import { singerDelivery } from '../support/delivery.js';
import type { Folder } from '../support/files.js';
import { at, listAt, objectAt, parseObject, textAt } from '../support/json-paths.js';
import { propertiesOf } from '../support/schema-walk.js';
import { withSimulator } from '../support/temporary.js';

/** The examples of deploy/: the scripts as they run, and the files as far as they speak of this connector. */

const examples = join(root, 'deploy');
const kubernetes = join(examples, 'kubernetes');
const settings = Object.keys(propertiesOf(loadConfigSchema()));

async function readYaml(path: string): Promise<JsonObject> {
  const value: unknown = parse(await readFile(path, 'utf8'));
  return parseObject(JSON.stringify(value));
}

/** A target that confirms the last state when its input ends, or fails. It keeps what it got for the test to look at. */
const target = `#!/usr/bin/env node
import { appendFileSync, readFileSync } from 'node:fs';
const lines = readFileSync(0, 'utf8').split('\\n').slice(0, -1);
appendFileSync(process.env.RECEIVED, lines.map((line) => line + '\\n').join(''));
const states = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'STATE');
for (const { value } of states.slice(-1)) console.log(JSON.stringify(value));
process.exitCode = Number(process.env.TARGET_CODE ?? 0);
`;

interface Stage {
  readonly simulator: Simulator;
  readonly folder: Folder;
  readonly env: NodeJS.ProcessEnv;
  readonly path: (name: string) => string;
}

async function onStage(
  options: Partial<SimulatorOptions>,
  test: (stage: Stage) => Promise<void>,
): Promise<void> {
  const now = Date.now();
  await withSimulator({ users: 8, now: () => now, ...options }, async (simulator, folder) => {
    const path = (name: string): string => join(folder.path, name);
    const programs = { 'tap-zoom': `exec node ${join(root, 'dist/bin/tap-zoom.js')} "$@"` };
    await mkdir(path('bin'));
    await writeFile(path('bin/tap-zoom'), `#!/bin/sh\n${programs['tap-zoom']}\n`);
    await writeFile(path('bin/target.mjs'), target);
    for (const name of ['tap-zoom', 'target.mjs']) await chmod(path(`bin/${name}`), 0o755);
    const config = Object.entries({ ...simulator.config, plan: 'none', products: '["users","meetings"]' });
    const env = {
      PATH: [path('bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
      ...Object.fromEntries(config.map(([name, value]) => [`TAP_ZOOM_${name.toUpperCase()}`, value])),
      TARGET: 'target.mjs',
      TARGET_CONFIG: '/dev/null',
      RECEIVED: path('received.jsonl'),
      STATE: path('state.json'),
      FOLDER: folder.path,
      TMPDIR: folder.path,
    };
    await test({ simulator, folder, env, path });
  });
}

const sync = join(kubernetes, 'tap-to-target/sync.sh');
const dump = join(kubernetes, 'tap-to-files/dump.sh');
const streams = ['users', 'meetings'];

async function cursorOf({ path }: Stage, stream: string): Promise<unknown> {
  return at(parseObject(await readFile(path('state.json'), 'utf8')), 'bookmarks', stream, 'cursor');
}

describe('deploy: sync.sh', function () {
  this.timeout(60_000);

  it('brings every row to the target and keeps the state for the next run', async () => {
    await onStage({}, async (stage) => {
      const { env, path, simulator } = stage;
      const first = await execute('bash', [sync], { env });
      expect(first.exitCode, first.stderr).to.equal(0);
      const { rows } = singerDelivery(await readFile(path('received.jsonl'), 'utf8'));
      expect(differences(simulator, rows, { streams })).to.deep.equal([]);
      const state = await readFile(path('state.json'), 'utf8');
      await writeFile(path('received.jsonl'), '');
      const second = await execute('bash', [sync], { env });
      expect(second.exitCode, second.stderr).to.equal(0);
      const [line = ''] = (await readFile(path('received.jsonl'), 'utf8')).split('\n');
      expect(parseObject(line)).to.deep.equal({ type: 'STATE', value: parseObject(state) });
      expect((await readdir(path('.'))).filter((name) => name.startsWith('tmp'))).to.deep.equal([]);
    });
  });

  it('fails with the tap, and keeps what the target confirmed', async () => {
    const rules = [{ match: /\/users\/[^/]+\/meetings/, status: 400, body: { code: 300, message: 'x' } }];
    await onStage({ faults: { rules } }, async (stage) => {
      const ended = await execute('bash', [sync], { env: stage.env });
      expect(ended.exitCode, ended.stderr).to.equal(1);
      expect(await cursorOf(stage, 'users')).to.be.a('string');
    });
  });

  it('fails with the target, and never puts an empty state in the place of one', async () => {
    await onStage({}, async ({ env, path }) => {
      await writeFile(path('state.json'), '{"bookmarks":{}}');
      await writeFile(
        path('bin/target.mjs'),
        '#!/usr/bin/env node\nprocess.exitCode = 7;\nprocess.stdin.resume();\n',
      );
      const ended = await execute('bash', [sync], { env });
      expect(ended.exitCode, ended.stderr).to.equal(7);
      expect(await readFile(path('state.json'), 'utf8')).to.equal('{"bookmarks":{}}');
    });
  });

  it('stops the tap alone on SIGTERM, and the target still confirms its last state', async () => {
    await onStage({ latencyMs: 100 }, async (stage) => {
      const { simulator } = stage;
      const child = spawn('bash', [sync], { env: stage.env, stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('close', resolve));
      await until(() => simulator.requests.some(({ path }) => path.includes('/meetings')));
      child.kill('SIGTERM');
      expect(await ended).to.equal(143);
      expect(await cursorOf(stage, 'users')).to.be.a('string');
    });
  });
});

describe('deploy: dump.sh', function () {
  this.timeout(60_000);

  it('leaves a whole file, and the state that the next run begins with', async () => {
    await onStage({}, async ({ env, path, simulator }) => {
      const first = await execute('bash', [dump], { env });
      expect(first.exitCode, first.stderr).to.equal(0);
      const files = await readdir(path('.'));
      const [file = ''] = files.filter((name) => name.endsWith('.jsonl'));
      const { rows, state } = singerDelivery(await readFile(path(file), 'utf8'));
      expect(differences(simulator, rows, { streams })).to.deep.equal([]);
      const kept = parseObject(await readFile(path('state.json'), 'utf8'));
      expect(kept['value']).to.deep.equal(state);
      const next = await execute('tap-zoom', ['--config', 'ENV', '--state', path('state.json')], { env });
      expect(next.exitCode, next.stderr).to.equal(0);
      expect(parseObject(next.stdout.split('\n')[0] ?? '')).to.deep.equal(kept);
    });
  });
});

/** Asks again until it holds; mocha's own timeout ends a wait in vain. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('deploy: the files', () => {
  const cronJobs = ['tap-to-target', 'tap-to-files', 'meltano'];

  for (const folder of cronJobs) {
    it(`kubernetes/${folder} lists the files that are there`, async () => {
      const files = await readdir(join(kubernetes, folder));
      const kustomization = await readYaml(join(kubernetes, folder, 'kustomization.yaml'));
      const generated = listAt(kustomization['configMapGenerator'] ?? []);
      const named = [
        ...listAt(kustomization, 'resources'),
        ...generated.flatMap((one) => listAt(one, 'files')),
      ];
      expect(files).to.include.members([...named]);
    });

    it(`kubernetes/${folder} runs one at a time, without rights, with settings that exist`, async () => {
      const { spec } = await readYaml(join(kubernetes, folder, 'cronjob.yaml'));
      expect(at(spec, 'concurrencyPolicy')).to.equal('Forbid');
      const pod = objectAt(spec, 'jobTemplate', 'spec', 'template', 'spec');
      expect(at(pod, 'securityContext', 'runAsUser'), 'the user of the image').to.equal(1000);
      const names = listAt(pod, 'containers', 0, 'env').map((variable) => textAt(variable, 'name'));
      const ours = names.filter((name) => name.startsWith('TAP_ZOOM_'));
      expect(ours).not.to.have.lengthOf(0);
      for (const name of ours) expect(settings).to.include(name.slice('TAP_ZOOM_'.length).toLowerCase());
    });

    it(`kubernetes/${folder} mounts volumes that it has`, async () => {
      const { spec } = await readYaml(join(kubernetes, folder, 'cronjob.yaml'));
      const pod = objectAt(spec, 'jobTemplate', 'spec', 'template', 'spec');
      const mounted = listAt(at(pod, 'containers', 0, 'volumeMounts') ?? []).map((mount) =>
        textAt(mount, 'name'),
      );
      const volumes = listAt(pod['volumes'] ?? []).map((volume) => textAt(volume, 'name'));
      expect(mounted).to.have.members(volumes);
    });
  }

  it('the Meltano project defines and sets only what exists', async () => {
    const project = await readYaml(join(examples, 'meltano/meltano.yml'));
    const tap = objectAt(project, 'plugins', 'extractors', 0);
    const defined = listAt(tap, 'settings').map((setting) => textAt(setting, 'name'));
    expect(settings).to.include.members([...defined, ...Object.keys(objectAt(tap, 'config'))]);
    const files = await readdir(join(root, 'schemas'), { recursive: true });
    const schemas = files.map((file) => basename(file));
    for (const rule of listAt(tap, 'select').map(String)) {
      expect(schemas).to.include(`${rule.replace('.*', '')}.json`);
    }
    const definition = await readYaml(join(root, 'meltano/tap-zoom.yml'));
    expect(tap['capabilities']).to.deep.equal(definition['capabilities']);
  });

  it('the crontab runs one at a time', async () => {
    const lines = (await readFile(join(examples, 'cron/crontab'), 'utf8')).split('\n');
    const jobs = lines.filter((line) => /^[\d*]/.test(line));
    expect(jobs).to.have.lengthOf(1);
    for (const job of jobs) expect(job).to.match(/^(\S+ ){5}zoom .*flock --nonblock /);
  });
});
