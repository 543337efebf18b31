/** Writes the table of settings in README.md from spec.json. A test compares the two. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { about, formatAbout } from '../src/cli/about.js';

const readme = join(import.meta.dirname, '..', 'README.md');
const begin = '<!-- prettier-ignore-start -->\n';
const end = '\n<!-- prettier-ignore-end -->';

const text = await readFile(readme, 'utf8');
const from = text.indexOf(begin) + begin.length;
const to = text.indexOf(end);
if (from < begin.length || to < from) throw new Error('README.md has no place for the table of settings');
const rows = formatAbout(about(''), 'markdown')
  .split('\n')
  .filter((line) => line.startsWith('|'));
await writeFile(readme, text.slice(0, from) + rows.join('\n') + text.slice(to));
