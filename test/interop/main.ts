import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { formatTable } from '../../scripts/table.js';
import type { Column } from '../../scripts/table.js';
import { clientNames, versionOf } from './clients.js';
import { notesOf } from './notes.js';

/** `npm run test:interop`: real clients, each in an environment of its own, and a table of how they got on. */

interface Tally {
  passed: number;
  failed: number;
  milliseconds: number;
}

const columns: readonly Column[] = [
  { title: 'Client', align: 'left' },
  { title: 'version', align: 'left' },
  { title: 'passed', align: 'right' },
  { title: 'failed', align: 'right' },
  { title: 'seconds', align: 'right' },
  { title: '', align: 'left' },
];

async function load(grep: string | undefined): Promise<Mocha> {
  const mocha = new Mocha({ reporter: 'spec', ...(grep === undefined ? {} : { fgrep: grep }) });
  const folder = join(import.meta.dirname, 'clients');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.test.ts')).sort();
  for (const name of names) mocha.addFile(join(folder, name));
  await mocha.loadFilesAsync();
  return mocha;
}

/** Results by client; what fails before or after the tests counts as a failure of its client. */
async function run(mocha: Mocha): Promise<ReadonlyMap<string, Tally>> {
  const tallies = new Map<string, Tally>();
  const tallyOf = (path: readonly string[]): Tally => {
    const name = path[0] ?? '';
    const known = tallies.get(name) ?? { passed: 0, failed: 0, milliseconds: 0 };
    tallies.set(name, known);
    return known;
  };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    const begun = new Map<string, number>();
    runner.on('suite', (suite) => begun.set(suite.title, performance.now()));
    runner.on('suite end', (suite) => {
      const since = begun.get(suite.title);
      const tally = tallies.get(suite.title);
      if (tally !== undefined && since !== undefined) tally.milliseconds += performance.now() - since;
    });
    runner.on('pass', (test) => (tallyOf(test.titlePath()).passed += 1));
    runner.on('fail', (test) => (tallyOf(test.titlePath()).failed += 1));
  });
  return tallies;
}

async function lineOf(name: string, { passed, failed, milliseconds }: Tally): Promise<string[]> {
  const version = clientNames.includes(name) ? await versionOf(name) : '';
  const seconds = (milliseconds / 1000).toFixed(0);
  return [name, version, String(passed), String(failed), seconds, notesOf(name).join('; ')];
}

const { grep } = await yargs(hideBin(process.argv))
  .scriptName('test:interop')
  .strict()
  .options({ grep: { type: 'string', describe: 'Only the clients and tests with this text in their name' } })
  .parseAsync();

const startedAt = performance.now();
const tallies = await run(await load(grep));
const lines = await Promise.all([...tallies].map(([name, tally]) => lineOf(name, tally)));
const total = (key: 'passed' | 'failed'): number =>
  [...tallies.values()].reduce((sum, tally) => sum + tally[key], 0);
const elapsed = ((performance.now() - startedAt) / 1000).toFixed(0);
lines.push([`${tallies.size} clients`, '', String(total('passed')), String(total('failed')), elapsed, '']);
console.log(`${formatTable(columns, lines)}\n`);
// Nothing may have been run at all: a misspelt --grep.
process.exit(total('failed') === 0 && total('passed') > 0 ? 0 : 1);
