import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/json.js';
import { parseLines } from '../../support/delivery.js';
import type { Folder } from '../../support/files.js';
import { createFolder } from '../../support/files.js';
import { at, textAt } from '../../support/json-paths.js';
import type { ProtocolUnderTest } from '../../support/protocols.js';
import { airbyte, protocols, writeRunFiles } from '../../support/protocols.js';
import { anyJson } from './arbitrary-json.js';
import { configCases, goodConfig } from './config-cases.js';
import { draws } from './form.js';
import { expectNoInsides, expectPlain } from './plain-words.js';
import { Tally } from './tally.js';
import type { Way } from './trial.js';
import { built, expectRefused, inProcess, withoutWarnings } from './trial.js';

/** Configurations with something wrong: refused in one sentence for each fault, before anything is asked. */

let folder: Folder;
const emptyCatalog = { streams: [] };

async function refusedRead(protocol: ProtocolUnderTest, config: JsonObject, way: Way): Promise<string> {
  const files = await writeRunFiles(folder, 'config', { config, catalog: emptyCatalog });
  return expectRefused(protocol, await way(protocol, protocol.readArgs(files)));
}

/** A refused configuration is an answer of `check`, not a failure. */
async function refusedCheck(config: JsonObject, way: Way): Promise<string> {
  const files = await writeRunFiles(folder, 'config', { config });
  const end = await way(airbyte, ['check', '--config', files.config]);
  expect([end.exitCode, end.stderr]).to.deep.equal([0, '']);
  const messages = withoutWarnings(parseLines(end.stdout));
  expect(messages.map(({ type }) => type)).to.deep.equal(['CONNECTION_STATUS']);
  expect(at(messages[0], 'connectionStatus', 'status')).to.equal('FAILED');
  const message = textAt(messages[0], 'connectionStatus', 'message');
  expectPlain(message);
  return message;
}

/** Each setting is named once, and the settings that are in order are not. */
function expectNamed(said: string, named: string): void {
  expect(
    said.split('\n').some((line) => line.startsWith(`${named} `) || line.startsWith(`${named}.`)),
    said,
  ).to.equal(true);
}

describe('bad configurations', function () {
  this.timeout(60_000);
  const tally = new Tally('configurations');
  before(async () => {
    folder = await createFolder();
  });
  after(() => folder.remove());

  for (const protocol of protocols) {
    describe(protocol.name, () => {
      const own = configCases.filter((_one, index) => protocol.name === 'airbyte' || index % 4 === 0);
      for (const { title, changes, named } of own) {
        it(`names what is wrong: ${title}`, async () => {
          tally.count();
          expectNamed(await refusedRead(protocol, { ...goodConfig, ...changes }, inProcess), named);
        });
      }

      for (const { title, changes, named } of configCases.filter((_one, index) => index % 30 === 0)) {
        it(`does so as a program: ${title}`, async () => {
          tally.count();
          expectNamed(await refusedRead(protocol, { ...goodConfig, ...changes }, built), named);
        });
      }

      for (const key of ['account_id', 'client_id', 'client_secret']) {
        it(`asks for ${key}`, async () => {
          tally.count();
          const rest = Object.entries(goodConfig).filter(([name]) => name !== key);
          expectNamed(await refusedRead(protocol, Object.fromEntries(rest), inProcess), key);
        });
      }

      it('names a setting that holds anything at all', async () => {
        await fc.assert(
          fc.asyncProperty(anySetting, async ([setting, value]) => {
            tally.count();
            const config = { ...goodConfig, client_id: null, [setting]: value };
            const said = await refusedRead(protocol, config, inProcess);
            expectNamed(said, 'client_id');
          }),
          draws(),
        );
      });

      it('discovers, or says why not, whatever the configuration holds', async () => {
        await fc.assert(
          fc.asyncProperty(anySetting, async ([setting, value]) => {
            tally.count();
            const files = await writeRunFiles(folder, 'config', { config: { [setting]: value } });
            const end = await inProcess(protocol, protocol.discoverArgs(files));
            if (end.exitCode === 0) expectNoInsides(end.stderr);
            else expectNamed(expectRefused(protocol, end), 'products');
          }),
          draws(),
        );
      });
    });
  }

  for (const { title, changes, named } of configCases.filter((_one, index) => index % 4 === 1)) {
    it(`check says it is refused: ${title}`, async () => {
      tally.count();
      expectNamed(await refusedCheck({ ...goodConfig, ...changes }, inProcess), named);
    });
  }
});

/** Without the addresses: nothing may be asked but this machine. */
const settings = [
  'account_id',
  'client_secret',
  'start_date',
  'end_date',
  'products',
  'lookback_days',
  'include_secrets',
  'skip_unauthorized_streams',
  'plan',
  'rate_limit_share',
  'max_concurrency',
  'anchor_date',
  'constructor',
  '__proto__',
  'toString',
  'unheard_of',
];

const anySetting = fc.tuple(fc.constantFrom(...settings), anyJson);
