/**
 * Measures the built programs: `npm run bench`, `npm run bench -- --only 3,4 --short --out figures.json`. Prints one table
 * after the other and writes all of them as JSON. Nothing here passes or fails: docs/performance.md says how to read it.
 */
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { root } from '../test/support/command.js';
import { createFolder } from '../test/support/files.js';
import type { Bench, Case } from './case.js';
import { hourlyCase } from './cases/hourly.js';
import { memoryCase } from './cases/memory.js';
import { othersCase } from './cases/others.js';
import { pricesCase } from './cases/prices.js';
import { requestsCase } from './cases/requests.js';
import { secondSyncCase } from './cases/second-sync.js';
import { startupCase } from './cases/startup.js';
import { throughputCase } from './cases/throughput.js';
import { wallTimeCase } from './cases/wall-time.js';
import type { Table } from './tables.js';
import { markdown } from './tables.js';

const cases: readonly Case[] = [
  wallTimeCase,
  requestsCase,
  throughputCase,
  memoryCase,
  othersCase,
  secondSyncCase,
  startupCase,
  pricesCase,
  hourlyCase,
];

const given = await yargs(hideBin(process.argv))
  .scriptName('bench')
  .strict()
  .options({
    only: {
      type: 'string',
      describe: `Numbers, comma-separated: ${cases.map(({ number, name }) => `${number} ${name}`).join(', ')}`,
    },
    short: { type: 'boolean', default: false, describe: 'Small accounts: to see that it works' },
    out: {
      type: 'string',
      default: join(root, 'bench', 'results.json'),
      describe: 'Where the tables go as JSON',
    },
  })
  .parseAsync();

const wanted = given.only?.split(',').map(Number) ?? cases.map(({ number }) => number);
const machine = {
  processors: cpus().length,
  model: cpus()[0]?.model ?? '',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
console.log(`${machine.processors} x ${machine.model}, ${machine.memoryGb} GB, Node ${machine.node}\n`);

const folder = await createFolder();
const bench: Bench = {
  folder,
  size: given.short ? 'short' : 'full',
  say: (text) => process.stderr.write(`  ${text}\n`),
};
const tables: Table[] = [];
try {
  for (const one of cases.filter(({ number }) => wanted.includes(number))) {
    process.stderr.write(`${one.number} ${one.name}\n`);
    for (const table of await one.run(bench)) {
      console.log(`${markdown(table)}\n`);
      tables.push(table);
    }
    await writeFile(
      given.out,
      JSON.stringify({ machine, at: new Date().toISOString(), size: bench.size, tables }, null, 2),
    );
  }
} finally {
  await folder.remove();
}
