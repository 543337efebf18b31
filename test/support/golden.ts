import { expect } from 'chai';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from './command.js';

const folder = join(root, 'test/fixtures/golden');

/**
 * Compares a text with its golden file. With UPDATE_GOLDEN=1 the file is written instead: look at the difference before
 * you keep it.
 */
export async function expectGolden(name: string, actual: string): Promise<void> {
  const file = join(folder, name);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, actual);
    return;
  }
  const wanted = await readFile(file, 'utf8').catch(() => '');
  expect(actual.split('\n'), `${file} (UPDATE_GOLDEN=1 rewrites it)`).to.deep.equal(wanted.split('\n'));
}
