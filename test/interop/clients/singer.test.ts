import { expect } from 'chai';
import { join } from 'node:path';
import { streamDeclarations } from '../../../src/streams/index.js';
import { startSimulator } from '../../simulator/index.js';
import { createFolder } from '../../support/files.js';
import { at, listAt, parseObject } from '../../support/json-paths.js';
import { everyProduct } from '../../support/products.js';
import { singer } from '../../support/protocols.js';
import { describeClient } from '../clients.js';
import { installPrograms, isolated } from '../isolation.js';
import { note } from '../notes.js';
import { pipe } from '../pipe.js';
import { runPytest } from '../pytest.js';
import { recordedSyncs } from '../syncs.js';

describeClient("Singer SDK's tap tests", (tools) => {
  it('pass for every stream and every column', async () => {
    const [simulator, folder] = await Promise.all([startSimulator({ users: 6 }), createFolder()]);
    try {
      const bin = await installPrograms(folder.path);
      const env = {
        ...isolated(folder.path),
        TAP: join(bin, 'tap-zoom'),
        TAP_CONFIG: await folder.write('config.json', { ...simulator.config, ...everyProduct, plan: 'none' }),
      };
      const { passed, failed, skipped, report } = await runPytest(tools(), 'test_singer_sdk.py', env);
      expect(failed + skipped, report).to.equal(0);
      // Six tests for each stream at least, and some for its columns.
      expect(passed, report).to.be.at.least(streamDeclarations.length * 6);
      note("Singer SDK's tap tests", `${passed} tests passed`);
    } finally {
      await Promise.all([simulator.close(), folder.remove()]);
    }
  });
});

describeClient('jsonschema on Singer messages', (tools) => {
  const script = join(import.meta.dirname, '../python/check_singer.py');

  async function check(messages: string, args: readonly string[]): Promise<void> {
    const { exitCode, stdout, stderr } = await pipe([tools().program('python'), script, ...args], messages);
    expect(exitCode, stderr.slice(-2_000)).to.equal(0);
    const found = parseObject(stdout);
    expect(listAt(found, 'problems')).to.deep.equal([]);
    expect(at(found, 'types', 'RECORD'), 'records').to.be.above(0);
    note('jsonschema on Singer messages', `${Number(at(found, 'types', 'RECORD'))} records`);
  }

  it('finds SCHEMA before RECORD, valid records, sound keys and a STATE at the end', async () => {
    await check((await recordedSyncs()).first, []);
  });

  it('finds the state that came in repeated first', async () => {
    const { first, second } = await recordedSyncs();
    const folder = await createFolder();
    try {
      await check(second, ['--input-state', await folder.write('state.json', singer.delivery(first).state)]);
    } finally {
      await folder.remove();
    }
  });
});
