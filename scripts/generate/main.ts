/**
 * Writes everything that is made from declarations, schemas and spec.json. With `--check` it writes nothing, names the
 * files that are stale or left over and exits 1.
 */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hubDefinition } from './hub-definition.js';
import { root, type Output } from './output.js';
import { overview, pagesFolder, productPages } from './product-pages.js';
import { readme } from './readme.js';
import { recipePage, recipeViews } from './recipes.js';
import { specFile } from './spec.js';
import { configType, fieldNames } from './types.js';

const isCheck = process.argv.includes('--check');

async function settle({ file, text }: Output): Promise<void> {
  const path = join(root, file);
  if ((await readFile(path, 'utf8').catch(() => null)) === text) return;
  if (isCheck) {
    console.error(`${file} is stale: run \`npm run generate\`.`);
    process.exitCode = 1;
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** Pages of products that there are no longer. */
async function sweep(pages: readonly Output[]): Promise<void> {
  const wanted = new Set(pages.map(({ file }) => file));
  for (const name of await readdir(join(root, pagesFolder)).catch(() => [])) {
    const file = `${pagesFolder}/${name}`;
    if (wanted.has(file)) continue;
    if (!isCheck) await rm(join(root, file));
    else {
      console.error(`${file} belongs to nothing: run \`npm run generate\`.`);
      process.exitCode = 1;
    }
  }
}

// What comes later reads what is written before it: the settings' types, tables and plugin come from spec.json.
const spec = await specFile();
await settle(spec);
const pages = [overview(), ...productPages()];
for (const page of pages) await settle(page);
await sweep(pages);
for (const make of [fieldNames, () => configType(spec), readme, recipePage, recipeViews, hubDefinition])
  await settle(await make());
