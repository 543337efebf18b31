/** Writes meltano/tap-zoom.yml from spec.json. With `--check` it writes nothing, names the file if it is stale and exits 1. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hubDefinition } from './hub-definition.js';

const target = 'meltano/tap-zoom.yml';
const file = join(import.meta.dirname, '..', target);
const text = await hubDefinition();

if (!process.argv.includes('--check')) {
  await writeFile(file, text);
} else if ((await readFile(file, 'utf8').catch(() => null)) !== text) {
  console.error(`${target} is stale: run \`npm run generate\`.`);
  process.exitCode = 1;
}
