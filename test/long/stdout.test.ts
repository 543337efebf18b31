import { expect } from 'chai';
import { join } from 'node:path';
import type { Simulator } from '../simulator/index.js';
import { startSimulator } from '../simulator/index.js';
import { execute, root } from '../support/command.js';
import type { Finished } from '../support/command.js';
import { differences } from '../support/comparisons.js';
import { catalogOf } from '../support/delivery.js';
import { run } from '../support/executable.js';
import type { Folder } from '../support/files.js';
import { createFolder } from '../support/files.js';
import { protocols, writeRunFiles } from '../support/protocols.js';

/** Output that leads nowhere is an error, whatever the command and from the first byte on. */

const streams = ['users'];

for (const protocol of protocols) {
  describe(`stdout, ${protocol.name}`, function () {
    this.timeout(60_000);
    const offline = protocol.name === 'airbyte' ? ['spec'] : ['--about'];
    let simulator: Simulator;
    let folder: Folder;
    let read: readonly string[];

    before(async () => {
      [simulator, folder] = await Promise.all([startSimulator({ users: 3 }), createFolder()]);
      const config = { ...simulator.config, plan: 'none' };
      const find = protocol.discoverArgs(await writeRunFiles(folder, 'find', { config }));
      const offered = catalogOf((await run(protocol.program, find)).stdout);
      const catalog = protocol.configure(offered, streams);
      read = protocol.readArgs(await writeRunFiles(folder, 'read', { config, catalog }));
    });
    after(() => Promise.all([simulator.close(), folder.remove()]));

    const program = join(root, 'dist/bin', `${protocol.program}.js`);
    const into = (redirection: string, args: readonly string[]): Promise<Finished> =>
      execute('bash', ['-c', `"$@" ${redirection}`, 'bash', process.execPath, program, ...args]);

    for (const redirection of ['>&-', '>/dev/full']) {
      it(`fails each command with ${redirection}`, async () => {
        for (const args of [offline, read]) {
          const { exitCode, stderr } = await into(redirection, args);
          expect(exitCode, stderr).to.equal(1);
          expect(stderr).to.contain('The output could not be written');
        }
      });
    }

    it('fails each command without a word where its reader went before the first byte', async () => {
      const pipe = join(folder.path, 'pipe');
      await execute('mkfifo', [pipe]);
      for (const args of [offline, read]) {
        const { exitCode, stderr } = await into(`3<>${pipe} 4>${pipe} 3<&- >&4`, args);
        expect(exitCode, stderr).to.equal(1);
        expect(stderr).not.to.match(/EPIPE|could not be written|CRITICAL/);
      }
    });

    it('may be thrown away on purpose', async () => {
      for (const args of [offline, read]) {
        const { exitCode, stderr } = await into('>/dev/null', args);
        expect(exitCode, stderr).to.equal(0);
      }
    });

    it('may be closed together with stderr by whoever wants the exit code alone, but for a read', async () => {
      expect((await into('>&- 2>&-', offline)).exitCode).to.equal(0);
      expect((await into('>&- 2>&-', read)).exitCode).to.equal(1);
    });

    it('that is full fails the version and the help', async () => {
      for (const flag of ['--version', '--help']) {
        const { exitCode, stderr } = await into('>/dev/full', [flag]);
        expect(exitCode).to.equal(1);
        expect(stderr).to.contain('The output could not be written');
      }
    });

    it('gets everything although nobody takes the log', async () => {
      for (const redirection of ['2>&-', '2>/dev/full']) {
        const ended = await into(redirection, read);
        expect(ended.exitCode).to.equal(0);
        expect(differences(simulator, protocol.delivery(ended.stdout).rows, { streams })).to.deep.equal([]);
      }
    });
  });
}
