import { spawn } from 'node:child_process';
import { products } from '../../src/streams/index.js';
import { execute } from '../../test/support/command.js';
import type { Bench, Case } from '../case.js';
import { programFile } from '../measured.js';
import { count, fixed, median } from '../tables.js';
import type { Table } from '../tables.js';

/** How long the offline commands take, against node with nothing to do. */

interface Command {
  readonly name: string;
  readonly args: readonly string[];
}

async function wallMs(args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode ?? 'a signal'}`);
  return performance.now() - startedAt;
}

async function startup(bench: Bench): Promise<readonly Table[]> {
  const credentials = { account_id: 'bench', client_id: 'bench', client_secret: 'bench-secret' };
  const config = await bench.folder.write('startup.config.json', credentials);
  const names = products.map(({ name }) => name);
  const everything = await bench.folder.write('startup.all.json', { ...credentials, products: names });
  const [source, tap] = [programFile('source-zoom'), programFile('tap-zoom')];
  const bare: Command = { name: 'node -e 0', args: ['-e', '0'] };
  const commands: readonly Command[] = [
    bare,
    { name: 'source-zoom spec', args: [source, 'spec'] },
    { name: 'source-zoom discover', args: [source, 'discover', '--config', config] },
    { name: 'tap-zoom --about', args: [tap, '--about'] },
    { name: 'tap-zoom --discover', args: [tap, '--config', config, '--discover'] },
    { name: 'source-zoom discover, every product', args: [source, 'discover', '--config', everything] },
    { name: 'tap-zoom --discover, every product', args: [tap, '--config', everything, '--discover'] },
  ];
  const times = new Map<Command, number[]>(commands.map((command) => [command, []]));
  for (let round = 0; round < (bench.size === 'short' ? 5 : 15); round += 1) {
    for (const command of commands) times.get(command)?.push(await wallMs(command.args));
  }
  const of = (command: Command): number => median(times.get(command) ?? []);
  const sizes = new Map<Command, number>();
  for (const command of commands) {
    sizes.set(command, Buffer.byteLength((await execute(process.execPath, command.args)).stdout));
  }
  return [
    {
      title: 'Start-up',
      columns: ['Command', 'milliseconds', 'times node', 'kilobytes'],
      rows: commands.map((command) => [
        command.name,
        fixed(of(command), 0),
        fixed(of(command) / of(bare)),
        count((sizes.get(command) ?? 0) / 1_000),
      ]),
      notes: ['Aim: at most four times, and 400 ms and 3 MB for everything. Medians of runs in turn.'],
    },
  ];
}

export const startupCase: Case = { number: 7, name: 'start-up', run: startup };
