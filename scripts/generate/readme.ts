import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { about, formatAbout } from '../../src/cli/about.js';
import { root, type Output } from './output.js';

const begin = '<!-- prettier-ignore-start -->\n';
const end = '\n<!-- prettier-ignore-end -->';

/** README.md with the table of settings that spec.json makes. */
export async function readme(): Promise<Output> {
  const file = 'README.md';
  const text = await readFile(join(root, file), 'utf8');
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`${file} has no place for the table of settings`);
  const rows = formatAbout(about(''), 'markdown')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  return { file, text: text.slice(0, from) + rows.join('\n') + text.slice(to) };
}
