import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SimulatorOptions } from '../../simulator/index.js';
import { pipe } from '../pipe.js';
import { catalogOf } from '../../support/delivery.js';
import { root } from '../../support/command.js';
import { run } from '../../support/executable.js';
import { at, parseObject } from '../../support/json-paths.js';
import { everyProduct } from '../../support/products.js';
import { airbyte, writeRunFiles } from '../../support/protocols.js';
import { withSimulator } from '../../support/temporary.js';
import { describeClient } from '../clients.js';
import { note } from '../notes.js';

/** Accounts that between them make the source print every kind of message that it has. */
const accounts: Readonly<Record<string, Partial<SimulatorOptions>>> = {
  'a healthy account': {},
  'streams that fail': {
    faults: { rules: [{ match: /\/(past_meetings|groups)\b/, status: 403, body: {} }] },
  },
  'the daily limit': { dailyLimit: 20, plan: 'business' },
  'scopes that are missing': { scopes: ['user:read:list_users:admin'] },
};

describeClient("Airbyte's metadata models", (tools) => {
  async function problems(metadata: string): Promise<readonly string[]> {
    const script = join(import.meta.dirname, '../python/validate_metadata.py');
    const { exitCode, stdout, stderr } = await pipe([tools().program('python'), script], metadata);
    expect(exitCode, stderr.slice(-2_000)).to.equal(0);
    return stdout.split('\n').filter((line) => line !== '');
  }

  it('find nothing wrong with metadata.yaml, and would find a field that they do not know', async () => {
    const metadata = await readFile(join(root, 'metadata.yaml'), 'utf8');
    expect(await problems(metadata)).to.deep.equal([]);
    expect(await problems(`${metadata}  unheardOf: 1\n`)).to.have.lengthOf(1);
    expect(await problems(metadata.replace('releaseStage: alpha', 'releaseStage: omega'))).to.have.lengthOf(
      1,
    );
  });
});

describeClient("Airbyte's protocol models", (tools) => {
  let lines = 0;

  async function expectModels(output: string): Promise<readonly string[]> {
    const script = join(import.meta.dirname, '../python/parse_airbyte.py');
    const { exitCode, stdout, stderr } = await pipe([tools().program('python'), script], output);
    expect(exitCode, stderr.slice(-2_000)).to.equal(0);
    const found = parseObject(stdout);
    expect(at(found, 'problems')).to.deep.equal({});
    const types = Object.entries(at(found, 'types') ?? {});
    lines += types.reduce((sum, [, count]) => sum + Number(count), 0);
    return types.map(([type]) => type).sort();
  }

  for (const [name, options] of Object.entries(accounts)) {
    it(`know every line and every field: ${name}`, async () => {
      await withSimulator({ users: 4, ...options }, async (simulator, folder) => {
        const plan = options.plan ?? 'none';
        const config = { ...simulator.config, ...everyProduct, plan };
        const files = await writeRunFiles(folder, 'find', { config });
        const discovered = await run('source-zoom', airbyte.discoverArgs(files));
        const catalog = airbyte.configure(catalogOf(discovered.stdout), null);
        const outputs = [
          await run('source-zoom', ['spec']),
          await run('source-zoom', ['check', '--config', files.config]),
          discovered,
          await run(
            'source-zoom',
            airbyte.readArgs(await writeRunFiles(folder, 'read', { config, catalog })),
          ),
        ];
        const types = await expectModels(outputs.map(({ stdout }) => stdout).join(''));
        expect(types).to.deep.equal([
          'CATALOG',
          'CONNECTION_STATUS',
          'LOG',
          'RECORD',
          'SPEC',
          'STATE',
          'TRACE',
        ]);
        const isWell = options === accounts['a healthy account'];
        expect(outputs.at(-1)?.exitCode === 0, 'the read succeeds').to.equal(isWell);
      });
    });
  }

  after(() => note("Airbyte's protocol models", `${lines} messages`));
});
