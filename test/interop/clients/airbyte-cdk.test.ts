import { expect } from 'chai';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { root } from '../../support/command.js';
import { createFolder } from '../../support/files.js';
import type { Folder } from '../../support/files.js';
import { describeClient } from '../clients.js';
import { installPrograms, isolated } from '../isolation.js';
import { note } from '../notes.js';
import { runPytest } from '../pytest.js';

/** The address that the files of the acceptance tests name. */
const writtenOrigin = 'http://127.0.0.1:8474';

/** Four scenarios: each runs spec, check, discover, read and a failing read as acceptance-test-config.yml lists it. */
const least = 8;

describeClient("Airbyte CDK's standard tests", (tools) => {
  let simulator: Simulator;
  let folder: Folder;

  before(async () => {
    [simulator, folder] = await Promise.all([startSimulator({ users: 6 }), createFolder()]);
    await installPrograms(folder.path);
  });
  after(async () => {
    await Promise.all([simulator.close(), folder.remove()]);
  });

  it('pass for every scenario of acceptance-test-config.yml', async () => {
    const connector = await connectorRoot(folder, simulator);
    const env = {
      ...isolated(folder.path),
      CONNECTOR: join(folder.path, 'bin/source-zoom'),
      CONNECTOR_ROOT: connector,
    };
    // The suite builds images of Python connectors only; ours has tests of its own.
    const { passed, failed, skipped, report } = await runPytest(tools(), 'test_airbyte_standard.py', env, [
      '-m',
      'not image_tests',
    ]);
    expect(failed, report).to.equal(0);
    expect(passed, report).to.be.at.least(least);
    note("Airbyte CDK's standard tests", `${passed} tests passed, ${skipped} not meant for the scenario`);
  });
});

/** A copy of what the suite reads, with the simulator's address in it. */
async function connectorRoot(folder: Folder, simulator: Simulator): Promise<string> {
  const copy = join(folder.path, 'source-zoom');
  const files = 'test/acceptance/files';
  await mkdir(join(copy, files), { recursive: true });
  for (const name of ['acceptance-test-config.yml', 'metadata.yaml', 'spec.json']) {
    await cp(join(root, name), join(copy, name));
  }
  const { origin } = new URL(simulator.apiUrl);
  for (const name of await readdir(join(root, files))) {
    const text = await readFile(join(root, files, name), 'utf8');
    await writeFile(join(copy, files, name), text.replaceAll(writtenOrigin, origin));
  }
  return copy;
}
