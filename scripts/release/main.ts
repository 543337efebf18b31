/**
 * Builds all that a release consists of into a folder: the npm package, the Python wheel, the image, the bill of materials and
 * the checksums of them all. It publishes nothing.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { execute, root } from './command.js';
import { billOfMaterials, manifest, stage } from './stage.js';
import { buildWheel } from './wheel.js';

const kinds = ['package', 'wheel', 'image'] as const;
type Kind = (typeof kinds)[number];

const { out, parts } = await yargs(hideBin(process.argv))
  .scriptName('release')
  .strict()
  .options({
    out: { type: 'string', default: 'release', describe: 'Folder for what is built' },
    parts: { choices: kinds, array: true, default: kinds, describe: 'Which of them' },
  })
  .parseAsync();

const folder = resolve(root, out);
const { name, version } = await manifest();

const makers: Readonly<Record<Kind, (staged: string) => Promise<string>>> = {
  package: async () => {
    // The build is there already.
    await execute('npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
    return `${name}-${version}.tgz`;
  },
  wheel: (staged) => buildWheel(staged, folder),
  image: async () => {
    const file = `${name}-${version}-image.tar`;
    await execute(join(root, 'scripts/image.sh'), ['build']);
    await execute(join(root, 'scripts/image.sh'), ['save', join(folder, file)]);
    return file;
  },
};

async function checksum(file: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(folder, file)));
  return `${hash.digest('hex')}  ${file}`;
}

const workplace = await mkdtemp(join(tmpdir(), 'source-zoom-release-'));
try {
  // What else lies there is not ours to remove.
  await mkdir(folder, { recursive: true });
  const staged = join(workplace, name);
  await stage(staged);
  const files = [];
  for (const kind of kinds.filter((one) => parts.includes(one))) files.push(await makers[kind](staged));
  const bill = `${name}-${version}.cdx.json`;
  await writeFile(join(folder, bill), await billOfMaterials(staged));
  const sums = await Promise.all([...files, bill].map(checksum));
  await writeFile(join(folder, 'SHA256SUMS'), `${sums.join('\n')}\n`);
  console.log([...files, bill, 'SHA256SUMS'].map((file) => join(out, file)).join('\n'));
} finally {
  await rm(workplace, { recursive: true, force: true });
}
