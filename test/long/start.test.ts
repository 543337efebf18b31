import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import { cp, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { nodeFault, oldestNode } from '../../src/installation.js';
import { catalogOf } from '../support/delivery.js';
import { execute, root } from '../support/command.js';
import type { Finished } from '../support/command.js';
import type { Folder } from '../support/files.js';
import { createFolder } from '../support/files.js';
import { at, objectAt, parseObject, textAt } from '../support/json-paths.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { protocols, writeRunFiles } from '../support/protocols.js';

/** However the start goes wrong, the exit code says so, and a sentence: platforms take 0 for a complete sync. */

const config = {
  account_id: 'account-1',
  client_id: 'client-1',
  client_secret: 'hush-hush-client-secret',
  // Nothing listens there.
  api_url: 'http://127.0.0.1:9/v2',
  token_url: 'http://127.0.0.1:9/oauth/token',
};

/** The sentence with which a program ended, in its own protocol. */
function said(protocol: ProtocolUnderTest, { exitCode, stdout, stderr }: Finished): string {
  expect(exitCode, stdout + stderr).to.equal(1);
  expect(stdout + stderr).not.to.contain('hush-hush');
  expect(stdout).not.to.contain('"RECORD"');
  if (protocol.name === 'singer') {
    const [, sentence = ''] = /^CRITICAL (.*)$/m.exec(stderr) ?? [];
    return sentence;
  }
  const messages = stdout.trim().split('\n').map(parseObject);
  const trace = messages.find((message) => at(message, 'trace', 'type') === 'ERROR');
  expect(at(trace, 'trace', 'error', 'failure_type')).to.equal('system_error');
  return textAt(trace, 'trace', 'error', 'message');
}

/** A copy of the built program that a test can damage. */
async function copyInto(home: string): Promise<void> {
  const { packages } = parseObject(await readFile(join(root, 'package-lock.json'), 'utf8'));
  // Not links: they would lead back to packages that are whole.
  const isNeeded = ({ dev, optional }: JsonObject): boolean => dev !== true && optional !== true;
  const needed = Object.entries(objectAt(packages)).filter(([, entry]) => isNeeded(objectAt(entry)));
  const parts = ['dist', 'schemas', 'spec.json', 'package.json', ...needed.map(([path]) => path)];
  for (const part of parts.filter((path) => path !== '')) {
    await cp(join(root, part), join(home, part), { recursive: true });
  }
}

/** What is taken away, and what the sentence names. */
const missing: readonly (readonly [path: string, named: string])[] = [
  ['node_modules/ajv', 'ajv'],
  ['node_modules/yargs', 'yargs'],
  ['node_modules/node-fetch', 'node-fetch'],
  ['dist/main.js', 'main.js'],
  ['dist/cli', 'dist/cli'],
  ['dist/engine/run/sync.js', 'sync.js'],
  ['schemas/users/users.json', 'users.json'],
  ['spec.json', 'spec.json'],
  ['package.json', 'package.json'],
];

/** What the source does instead of its work, and what is said of it. */
const broken: Readonly<Record<string, string>> = {
  'new Promise(() => undefined)': 'the run waits for something that never comes',
  "new Promise(() => setTimeout(() => { throw new TypeError('lost'); }, 1))": 'lost',
  "new Promise(() => { void Promise.reject(new TypeError('lost')); })": 'lost',
};

for (const protocol of protocols) {
  describe(`the start, ${protocol.name}`, function () {
    this.timeout(60_000);
    let folder: Folder;
    let args: readonly string[];
    const copy = (name: string): string => join(folder.path, name);
    const run = (nodeArgs: readonly string[] = []): Promise<Finished> =>
      execute(process.execPath, [...nodeArgs, copy(`dist/bin/${protocol.program}.js`), ...args]);

    before(async () => {
      folder = await createFolder();
      await copyInto(folder.path);
      args = protocol.discoverArgs(await writeRunFiles(folder, 'find', { config }));
      const found = await run();
      expect(found.exitCode, found.stdout + found.stderr).to.equal(0);
      const catalog = protocol.configure(catalogOf(found.stdout), ['users']);
      args = protocol.readArgs(await writeRunFiles(folder, 'start', { config, catalog }));
    });
    after(() => folder.remove());

    it('names a part that is missing or cut off', async () => {
      for (const [path, named] of missing) {
        await rename(copy(path), copy('kept'));
        expect(said(protocol, await run()), path)
          .to.match(/^A part of \S+ cannot be loaded \(.*\): install it again/)
          .and.to.contain(named);
        await rename(copy('kept'), copy(path));
      }
      for (const path of [
        'dist/engine/run/sync.js',
        'dist/cli/parser.js',
        'spec.json',
        'schemas/users/users.json',
      ]) {
        const whole = await readFile(copy(path), 'utf8');
        await writeFile(copy(path), whole.slice(0, whole.length / 2));
        expect(said(protocol, await run()), path).to.match(/^A part of \S+ cannot be loaded/);
        await writeFile(copy(path), whole);
      }
    });

    it('ends a run that comes to nothing', async () => {
      await rename(copy('dist/create-source.js'), copy('dist/whole.js'));
      for (const [read, reason] of Object.entries(broken)) {
        await writeFile(
          copy('dist/create-source.js'),
          `import { createSource as whole } from './whole.js';
          export const createSource = (...given) => ({ ...whole(...given), read: () => ${read} });`,
        );
        expect(said(protocol, await run()), read).to.equal(`Something unexpected failed: ${reason}`);
      }
      await rename(copy('dist/whole.js'), copy('dist/create-source.js'));
    });

    it('refuses a Node.js that is too old, by name, before it loads anything', async () => {
      await rename(copy('dist/main.js'), copy('kept'));
      for (const version of ['14.21.3', '18.20.8', '20.10.0', '20.18.3', '21.7.3']) {
        const old = `Object.defineProperty(process.versions, 'node', { value: '${version}' });`;
        expect(said(protocol, await run(['--require', await folder.write('old.cjs', old)])))
          .to.contain('needs Node.js 20.19 or newer')
          .and.to.contain(`this is Node.js ${version}`);
      }
      await rename(copy('kept'), copy('dist/main.js'));
    });
  });
}

describe('the oldest Node.js', () => {
  it('is the one that package.json promises', async () => {
    const { engines } = parseObject(await readFile(join(root, 'package.json'), 'utf8'));
    expect(textAt(engines, 'node')).to.equal(`^${oldestNode} || >=22`);
    for (const version of [oldestNode, '20.20.0', '22.0.0', '24.1.0', '100.0.0']) {
      expect(nodeFault('tap-zoom', version), version).to.equal(null);
    }
  });

  it('is told by files whose syntax an older one understands', async () => {
    const first = 'src/start.ts';
    const files = [first];
    for (const file of files) {
      const text = await readFile(join(root, file), 'utf8');
      const output = (target: ts.ScriptTarget): string =>
        ts.transpileModule(text, { compilerOptions: { target, module: ts.ModuleKind.ES2020 } }).outputText;
      expect(output(ts.ScriptTarget.ES2019), file).to.equal(output(ts.ScriptTarget.ES2023));
      expect(text, file).not.to.match(/^await /m);
      for (const [, name = ''] of text.matchAll(/^import (?!type).* from '(\.[^']+)\.js'/gm)) {
        files.push(join(dirname(file), `${name}.ts`));
      }
    }
    expect(files).to.include.members([first, 'src/installation.ts', 'src/printable.ts']);
  });
});
