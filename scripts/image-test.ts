/**
 * Builds the image and tries what is in it against the simulator, as an orchestrator would: as the image's user, with
 * the files mounted read-only. Prints a line for each check, ends with `N passed, N failed`, exits 1 if any failed.
 */
import { strict as assert } from 'node:assert';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../src/json.js';
import { startSimulator } from '../test/simulator/index.js';
import { execute, root } from '../test/support/command.js';
import type { Finished } from '../test/support/command.js';
import { catalogOf, parseLines } from '../test/support/delivery.js';
import { listAt, objectAt, parseJson, parseObject, textAt } from '../test/support/json-paths.js';
import { airbyte } from '../test/support/protocols.js';

const mostMegabytesOverBase = 40;
const entrypoint = '/usr/local/bin/source-zoom';

const simulator = await startSimulator({ users: 8 });
const folder = await mkdtemp(join(tmpdir(), 'source-zoom-image-'));
await chmod(folder, 0o755);

const image = (args: readonly string[]): Promise<Finished> => execute(join(root, 'scripts/image.sh'), args);

async function inside(command: 'run' | 'locked', program: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await image([command, folder, ...program]);
  assert.equal(
    exitCode,
    0,
    `exit code ${exitCode ?? 'none'}\n${stdout.slice(-1_000)}\n${stderr.slice(-1_000)}`,
  );
  return stdout;
}

function message(stdout: string, type: string): JsonObject {
  const found = parseLines(stdout).filter((line) => line['type'] === type);
  assert.equal(found.length, 1, `one ${type} message`);
  return found[0] ?? {};
}

async function given(file: string, content: unknown): Promise<void> {
  await writeFile(join(folder, file), JSON.stringify(content), { mode: 0o644 });
}

async function configuration(): Promise<JsonObject> {
  return parseObject((await image(['inspect'])).stdout);
}

const config = ['--config', '/secrets/config.json'];

const checks: Readonly<Record<string, () => Promise<void>>> = {
  'the image can be built': async () => {
    const { exitCode, stderr } = await image(['build']);
    assert.equal(exitCode, 0, stderr);
  },
  [`it adds at most ${mostMegabytesOverBase} MB to its base`]: async () => {
    const [own = NaN, base = NaN] = (await image(['size'])).stdout.trim().split('\n').map(Number);
    assert(own - base <= mostMegabytesOverBase * 1e6, `${own - base} bytes`);
  },
  'its labels name the connector and the version of package.json': async () => {
    const labels = objectAt(await configuration(), 'Labels');
    assert.equal(labels['io.airbyte.name'], 'airbyte/source-zoom');
    const version = textAt(parseObject(await readFile(join(root, 'package.json'), 'utf8')), 'version');
    assert.equal(labels['io.airbyte.version'], version);
  },
  'AIRBYTE_ENTRYPOINT equals the entrypoint': async () => {
    const own = await configuration();
    assert.deepEqual(own['Entrypoint'], [entrypoint]);
    assert(listAt(own, 'Env').includes(`AIRBYTE_ENTRYPOINT=${entrypoint}`));
  },
  'it runs as the user airbyte, who owns /airbyte': async () => {
    assert.equal((await inside('run', ['id', '-un'])).trim(), 'airbyte');
    assert.equal((await inside('run', ['stat', '--format=%U', '/airbyte'])).trim(), 'airbyte');
  },
  'it holds no development dependency': async () => {
    const listed = await inside('run', ['ls', '/airbyte/integration_code/node_modules']);
    for (const name of ['typescript', 'mocha', 'tsx', 'eslint']) {
      assert(!listed.split('\n').includes(name), `${name} is in it`);
    }
  },
  'it can be saved for a release, under its name': async () => {
    const file = join(folder, 'image.tar');
    const saves = [await image(['save', file]), await image(['save', file])];
    for (const { exitCode, stderr } of saves) assert.equal(exitCode, 0, stderr);
    const { stdout } = await execute('tar', ['--extract', '--to-stdout', '--file', file, 'manifest.json']);
    await rm(file);
    const version = textAt(parseObject(await readFile(join(root, 'package.json'), 'utf8')), 'version');
    assert.match(textAt(parseJson(stdout), 0, 'RepoTags', 0), new RegExp(`airbyte/source-zoom:${version}$`));
  },
  'spec works': async () => {
    message(await inside('run', [entrypoint, 'spec']), 'SPEC');
  },
  'check works': async () => {
    await given('config.json', { ...simulator.config, plan: 'none' });
    const checked = message(await inside('run', [entrypoint, 'check', ...config]), 'CONNECTION_STATUS');
    assert.equal(textAt(checked, 'connectionStatus', 'status'), 'SUCCEEDED');
  },
  'discover works': async () => {
    const discovered = await inside('run', [entrypoint, 'discover', ...config]);
    await given('catalog.json', airbyte.configure(catalogOf(discovered), null));
  },
  'read delivers records on a read-only file system': async () => {
    const read = [entrypoint, 'read', ...config, '--catalog', '/secrets/catalog.json'];
    const lines = parseLines(await inside('locked', read));
    assert(lines.filter(({ type }) => type === 'RECORD').length > 1_000);
  },
  'tap-zoom is in it and works, and sync-zoom is beside it': async () => {
    assert.match(await inside('run', ['tap-zoom', '--version']), /^tap-zoom v/);
    assert.match(await inside('run', ['sync-zoom', '--version']), /^sync-zoom v/);
    const read = await inside('locked', ['tap-zoom', ...config]);
    assert(parseLines(read).filter(({ type }) => type === 'RECORD').length > 1_000);
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`failed  ${name}\n${error instanceof Error ? error.message : String(error)}`);
  }
}
await simulator.close();
await rm(folder, { recursive: true });
console.log(`${Object.keys(checks).length - failed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
