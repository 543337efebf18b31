import { expect } from 'chai';
import { join } from 'node:path';
import type { Folder } from '../../support/files.js';
import { createFolder } from '../../support/files.js';
import type { ProtocolUnderTest, RunFiles } from '../../support/protocols.js';
import { protocols } from '../../support/protocols.js';
import { goodConfig } from './config-cases.js';
import { expectNoInsides, expectPlain } from './plain-words.js';
import { Tally } from './tally.js';
import { built, expectRefused, inProcess } from './trial.js';

/** A secret that is typed where it does not belong is not repeated, nor is a name of the language's taken for ours. */

const secret = 'hush-hush-client-secret';

/** In the place of the name of a file. */
const noFileNames: readonly string[] = [
  JSON.stringify(goodConfig),
  JSON.stringify(goodConfig, null, 2),
  `[${JSON.stringify(goodConfig)}]`,
  `{client_secret: ${secret}}`,
  `client_secret: ${secret}`,
  `client_secret=${secret}`,
  `account_id=a,client_secret=${secret}`,
  `TAP_ZOOM_CLIENT_SECRET=${secret}`,
  `--client_secret=${secret}`,
  `https://client:${secret}@zoom.us/`,
  `https://zoom.us/oauth/token?client_secret=${secret}`,
  `./config.json?client_secret=${secret}`,
  `client:\n  ${secret}`,
  secret,
  `'${secret}'`,
  `"${secret}"`,
];

/** In the place of a command or an option. */
const noOptions = (protocol: ProtocolUnderTest, files: Required<RunFiles>): readonly (readonly string[])[] =>
  [
    [`--client_secret=${secret}`],
    ['--client-secret', secret],
    [`--client_secret:${secret}`],
    [`--config.client_secret=${secret}`],
    [`--${secret}`],
    [`-${secret}`],
    [`-p${secret}`],
    [secret],
    [JSON.stringify(goodConfig)],
    ['--', secret],
    ['--debug', secret, '--format', secret],
    ['--format', secret, '--about'],
    ...languageNames.flatMap((name) => [
      [`--${name}`],
      [`--${name}`, secret],
      [`--${name}=${secret}`],
      [name],
    ]),
    ...languageNames.map((name) => [`--config.${name}`, secret]),
  ].map((args) => [...protocol.readArgs(files), ...args]);

const languageNames = ['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '_'];

describe('bad arguments', function () {
  this.timeout(120_000);
  const tally = new Tally('arguments');
  let folder: Folder;
  let good: Required<RunFiles>;

  before(async () => {
    folder = await createFolder();
    good = {
      config: await folder.write('good.json', goodConfig),
      catalog: await folder.write('catalog.json', { streams: [] }),
      state: await folder.write('state.json', {}),
    };
  });
  after(() => folder.remove());

  for (const protocol of protocols) {
    for (const kind of ['config', 'catalog', 'state'] as const) {
      it(`${protocol.name} repeats nothing that is no name of a file, and says how to pass a ${kind}`, async () => {
        for (const [index, given] of noFileNames.entries()) {
          tally.count();
          const args = protocol.readArgs({ ...good, [kind]: given });
          const way = index % 4 === 0 ? built : inProcess;
          if (given.startsWith('-')) {
            expectNotUnderstood(await way(protocol, args));
            continue;
          }
          const said = expectRefused(protocol, await way(protocol, args));
          expect(said, given).to.contain(`--${kind} ${kind}.json`);
        }
      });

      it(`${protocol.name} still names a ${kind} file that is not there`, async () => {
        for (const name of [
          'missing.json',
          'dt=2026-11-01/missing.json',
          'a folder/it is.json',
          'ümläut.json',
        ]) {
          tally.count();
          const path = join(folder.path, name);
          const args = protocol.readArgs({ ...good, [kind]: path });
          expect(expectRefused(protocol, await inProcess(protocol, args))).to.contain(path);
        }
      });
    }

    it(`${protocol.name} repeats no argument that it does not know`, async () => {
      for (const [index, args] of noOptions(protocol, good).entries()) {
        tally.count();
        const way = index % 6 === 0 ? built : inProcess;
        expectNotUnderstood(await way(protocol, args), args.join(' '));
      }
    });
  }
});

function expectNotUnderstood(
  end: { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string },
  args = '',
): void {
  expect(end.exitCode, args).to.equal(1);
  expect(end.stdout, args).to.equal('');
  expectNoInsides(end.stderr);
  expectPlain(end.stderr.trim());
}
