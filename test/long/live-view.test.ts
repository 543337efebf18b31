import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Folder } from '../support/files.js';
import type { Simulator } from '../simulator/index.js';
import { execute, root } from '../support/command.js';
import { withSimulator } from '../support/temporary.js';
import { Terminal } from '../support/terminal.js';

/** What people see while a sync runs, on a terminal of the system. */

const size = { rows: 20, columns: 240 };
const streams = ['users', 'meetings', 'report_meetings', 'report_meeting_participants'];

interface Shown {
  readonly exitCode: number | null;
  /** All that was sent to the terminal, and what stands there in the end. */
  readonly sent: string;
  readonly left: readonly string[];
  readonly stdout: string;
}

type Environment = Readonly<Record<string, string>>;

async function show(folder: Folder, args: readonly string[], env: Environment = {}): Promise<Shown> {
  const file = join(folder.path, 'stdout.jsonl');
  const runner = join(root, 'test/support/run_on_terminal.py');
  const command = [runner, String(size.rows), String(size.columns), file, process.execPath, ...args];
  const usual = { PATH: process.env['PATH'], TERM: 'xterm-256color' };
  const { exitCode, stdout: sent } = await execute('python3', command, { env: { ...usual, ...env } });
  const terminal = new Terminal(size);
  terminal.write(sent);
  return { exitCode, sent, left: terminal.text, stdout: await readFile(file, 'utf8') };
}

const program = (name: string): string => join(root, `dist/bin/${name}.js`);

async function onStage(
  test: (folder: Folder, config: string, simulator: Simulator) => Promise<void>,
): Promise<void> {
  await withSimulator({ users: 6, latencyMs: 15 }, async (simulator, folder) => {
    const config = await folder.write('config.json', { ...simulator.config, plan: 'none', streams });
    await test(folder, config, simulator);
  });
}

const head = /STREAM +RECORDS +REQUESTS +STATE/;

describe('the live view', function () {
  this.timeout(60_000);

  it('is a table while the tap runs, and leaves the logs and the summary alone', () =>
    onStage(async (folder, config) => {
      const { exitCode, sent, left, stdout } = await show(folder, [program('tap-zoom'), '--config', config]);
      expect(exitCode).to.equal(0);
      expect(sent)
        .to.match(head)
        .and.to.match(/meetings +[\d,]+ +\d+ +(reading|\S*done)/);
      expect(sent).to.contain('\u001b[32mdone');
      expect(left.join('\n'))
        .to.match(/users +complete/)
        .and.not.to.match(head);
      expect(left.filter((line) => !/^(INFO|WARNING) /.test(line))).to.deep.equal([]);
      expect(stdout).to.contain('"RECORD"').and.not.to.contain('\u001b');
    }));

  it('is a line where a build runs it', () =>
    onStage(async (folder, config) => {
      const made = await execute('node', [program('source-zoom'), 'configure', '--config', config]);
      const catalog = await folder.write('catalog.json', made.stdout);
      const args = [program('source-zoom'), 'read', '--config', config, '--catalog', catalog];
      const { exitCode, sent, left } = await show(folder, args, { CI: 'true' });
      expect([exitCode, left]).to.deep.equal([0, []]);
      expect(sent).to.contain('/4 streams · ').and.not.to.match(head);
    }));

  it('takes no word away from a target on the same terminal', () =>
    onStage(async (folder, config) => {
      const target = await folder.write('target.mjs', talkative);
      await chmod(target, 0o755);
      const args = ['--config', config, '--state', join(folder.path, 'state.json'), '--target', target];
      const { exitCode, sent, left } = await show(folder, [program('sync-zoom'), ...args], { NO_COLOR: '1' });
      expect(exitCode).to.equal(0);
      expect(sent)
        .to.match(head)
        .and.not.to.match(/\u001b\[\d+m/);
      const said = sent.match(/the target says \d+/g) ?? [];
      expect(said).to.have.length.at.least(3);
      const text = left.join('\n');
      expect(said.filter((one) => !text.includes(one))).to.deep.equal([]);
      expect(text).not.to.match(/\d\/4 streams/);
    }));
});

const talkative = `#!${process.execPath}
import { createInterface } from 'node:readline';
let count = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  count += 1;
  if (count % 20 === 0) process.stderr.write(\`the target says \${count}\\n\`);
  if (message.type === 'STATE') process.stdout.write(JSON.stringify(message.value) + '\\n');
}
`;
