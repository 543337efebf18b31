import { expect } from 'chai';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLines } from '../../support/delivery.js';
import type { Folder } from '../../support/files.js';
import { createFolder } from '../../support/files.js';
import type { ProtocolUnderTest, RunFiles } from '../../support/protocols.js';
import { airbyte, protocols } from '../../support/protocols.js';
import { goodConfig } from './config-cases.js';
import { expectNoInsides, expectPlain } from './plain-words.js';
import { Tally } from './tally.js';
import type { End, Way } from './trial.js';
import { built, expectRefused, inProcess } from './trial.js';

/** Files that hold no JSON, or are no files: refused in a sentence that names the file and what it is for. */

type Kind = 'config' | 'catalog' | 'state';
const kinds: readonly Kind[] = ['config', 'catalog', 'state'];

const secret = 'hush-hush-client-secret';
const whole = JSON.stringify(goodConfig);
const deep = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

/** Contents that are no JSON. */
const garbled: Readonly<Record<string, string | Uint8Array>> = {
  'a sentence': 'the configuration',
  'JSON cut off': whole.slice(0, -20),
  'JSON cut off after its first letter': '{',
  'a comma too many': '{"account_id": "a",}',
  'single quotes': "{'account_id': 'a'}",
  comments: `{ // the secret\n "client_secret": "${secret}" }`,
  'keys without quotes': `{ client_secret: "${secret}" }`,
  YAML: `client_secret: ${secret}\naccount_id: a\n`,
  'two documents': '{}\n{}',
  'a line of a shell': `export TAP_ZOOM_CLIENT_SECRET=${secret}`,
  NaN: '{"a": NaN}',
  undefined: 'undefined',
  'a tab in a text': '{"client_secret": "hush-hush\t-secret"}',
  'an open text': `{"client_secret": "${secret}`,
  'a web page': '<!doctype html><html><body>Sign in</body></html>',
  bytes: Uint8Array.from({ length: 4_096 }, (_none, index) => (index * 37) % 256),
  zeros: new Uint8Array(1_024),
  'UTF-16': Buffer.from(`\uFEFF${whole}`, 'utf16le'),
  'compressed bytes': Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0x56, 0x4a]),
  'brackets without end': '['.repeat(200_000),
  'braces without end': '{"a":'.repeat(100_000),
  'brackets of the wrong kind': `${'['.repeat(1_000)}${'}'.repeat(1_000)}`,
};

/** JSON that is nested beyond what anything could mean by it. */
const nested: Readonly<Record<string, string>> = {
  'a deep list': deep('[', ']', 100_000),
  'a deep object': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  'a deep list inside': `{"streams":[],"bookmarks":{"users":${deep('[', ']', 100_000)}}}`,
};

/** Paths that cannot be read. */
async function unreadable(folder: Folder): Promise<Readonly<Record<string, string>>> {
  const directory = join(folder.path, 'a-directory');
  const loop = join(folder.path, 'a-loop');
  await mkdir(directory);
  await symlink(loop, loop);
  return {
    'no such file': join(folder.path, 'missing.json'),
    'a directory': directory,
    'a file as a directory': join(folder.path, 'good.json', 'config.json'),
    'a link to itself': loop,
    'a name beyond all limits': join(folder.path, 'x'.repeat(300)),
  };
}

describe('bad files', function () {
  this.timeout(60_000);
  const tally = new Tally('files');
  let folder: Folder;
  let good: Required<RunFiles>;
  let paths: Readonly<Record<string, string>> = {};

  before(async () => {
    folder = await createFolder();
    good = {
      config: await folder.write('good.json', whole),
      catalog: await folder.write('catalog.json', { streams: [] }),
      state: await folder.write('state.json', {}),
    };
    paths = await unreadable(folder);
  });
  after(() => folder.remove());

  async function file(content: string | Uint8Array): Promise<string> {
    const path = join(folder.path, 'bad.json');
    await writeFile(path, content);
    return path;
  }

  function read(protocol: ProtocolUnderTest, bad: Partial<RunFiles>, way: Way): Promise<End> {
    tally.count();
    return way(protocol, protocol.readArgs({ ...good, ...bad }));
  }

  function expectNamed(protocol: ProtocolUnderTest, end: End, names: readonly string[]): void {
    const said = expectRefused(protocol, end);
    for (const name of names) expect(said).to.contain(name);
    expect(said.split('\n')).to.have.lengthOf(1);
  }

  for (const protocol of protocols) {
    for (const kind of kinds) {
      describe(`${protocol.name}, ${kind}`, () => {
        for (const [title, content] of Object.entries(garbled)) {
          it(`refuses ${title}`, async () => {
            const path = await file(content);
            expectNamed(protocol, await read(protocol, { [kind]: path }, inProcess), [kind, path, 'JSON']);
          });
        }

        it('refuses what cannot be read', async () => {
          for (const path of Object.values(paths)) {
            expectNamed(protocol, await read(protocol, { [kind]: path }, inProcess), [
              `The ${kind} file`,
              path,
              'cannot be read',
            ]);
          }
        });

        for (const [title, content] of Object.entries(nested)) {
          it(`survives ${title}`, async () => {
            const end = await read(protocol, { [kind]: await file(content) }, inProcess);
            if (end.exitCode === 0) expectNoInsides(end.stdout.slice(0, 10_000) + end.stderr);
            else expectRefused(protocol, end);
          });
        }

        it('reads a file that begins with a byte order mark', async () => {
          const content = { config: whole, catalog: '{"streams":[]}', state: '{}' }[kind];
          const end = await read(protocol, { [kind]: await file(`\uFEFF${content}`) }, inProcess);
          expect(end.exitCode, end.stdout + end.stderr).to.equal(0);
        });

        it('says what is missing in an empty file', async () => {
          for (const content of ['', ' \n', '\uFEFF']) {
            const end = await read(protocol, { [kind]: await file(content) }, inProcess);
            if (kind === 'state') expect(end.exitCode).to.equal(0);
            else
              expect(expectRefused(protocol, end)).to.contain(
                kind === 'config' ? 'client_id is missing' : 'catalog',
              );
          }
        });

        it('refuses them as a program too', async () => {
          for (const bad of [
            await file('{ "a": '),
            paths['a directory'] ?? '',
            paths['no such file'] ?? '',
          ]) {
            expectNamed(protocol, await read(protocol, { [kind]: bad }, built), [kind, bad]);
          }
        });
      });
    }

    for (const content of ['[]', '[{}]', '"text"', '5', 'true', '1e999', '-0', '[null]']) {
      it(`${protocol.name} refuses ${content} as a configuration`, async () => {
        const path = await file(content);
        expectNamed(protocol, await read(protocol, { config: path }, inProcess), [
          path,
          'must hold a JSON object',
        ]);
      });
    }
  }

  it('check and discover refuse them too', async () => {
    for (const command of ['check', 'discover']) {
      for (const content of Object.values(garbled)) {
        tally.count();
        const path = await file(content);
        expect(expectRefused(airbyte, await inProcess(airbyte, [command, '--config', path]))).to.contain(
          path,
        );
      }
    }
  });

  it('command lines that make no sense end with a hint', async () => {
    for (const { protocol, args } of commandLines) {
      tally.count();
      const end = await built(protocol, args);
      expect(end.exitCode, args.join(' ')).to.equal(1);
      expect(parseLines(end.stdout)).to.deep.equal([]);
      expectNoInsides(end.stderr);
      expectPlain(`${end.stderr.trim().split('\n').at(-1)?.trim().replace(/\.$/, '') ?? ''}.`);
    }
  });
});

const [, singer] = protocols;
const commandLines: readonly { readonly protocol: ProtocolUnderTest; readonly args: readonly string[] }[] = [
  ...[
    [],
    ['write'],
    ['read'],
    ['check'],
    ['read', '--config'],
    ['discover', '--config'],
    ['spec', 'now'],
    ['read', '--cfg', 'x'],
  ].map((args) => ({ protocol: airbyte, args })),
  ...(singer === undefined
    ? []
    : [
        [],
        ['--config'],
        ['--catalog', 'x'],
        ['now'],
        ['--config', 'x', '--catalog'],
        ['--format', 'yaml', '--about'],
      ].map((args) => ({ protocol: singer, args }))),
];
