import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect } from 'chai';
import { about, formatAbout } from '../../src/cli/about.js';
import { streamDeclarations } from '../../src/streams/index.js';
import { root } from '../support/command.js';
import { codeBlocks, documents } from '../support/markdown.js';
import { objectAt, parseObject } from '../support/json-paths.js';
import { propertiesOf } from '../support/schema-walk.js';

async function read(path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}

function tableRows(markdown: string): readonly string[] {
  return markdown.split('\n').filter((line) => line.startsWith('|'));
}

/** `#what-is-not-reached` of `## What is not reached`. */
function anchors(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('the documentation', () => {
  it('README.md has the table of settings that spec.json makes', async () => {
    const section = /^## Configuration\n(.*?)^## /ms.exec(await read('README.md'))?.[1] ?? '';
    expect(tableRows(section)).to.deep.equal(tableRows(formatAbout(about(''), 'markdown')));
  });

  it('docs/meltano.md defines every setting', async () => {
    const [plugin] = codeBlocks(await read('docs/meltano.md'), 'yaml');
    const defined = [...(plugin?.text ?? '').matchAll(/^ {8}- name: (\w+)$/gm)].map(([, name]) => name);
    const schema = objectAt(parseObject(await read('spec.json')), 'connectionSpecification');
    expect(defined).to.deep.equal(Object.keys(propertiesOf(schema)));
  });

  it('docs/meltano.md installs each target in the versions that were tried', async () => {
    const section = /^## What targets get\n(.*)/ms.exec(await read('docs/meltano.md'))?.[1] ?? '';
    const named = tableRows(section).flatMap((row) => /`([^`]+==[^`]+)`/.exec(row)?.[1] ?? []);
    const tried = (await readdir(join(root, 'test/interop/requirements'))).filter((name) =>
      /target.*\.in$/.test(name),
    );
    const wanted = await Promise.all(
      tried.map(async (name) =>
        (await read(join('test/interop/requirements', name))).replaceAll(/^#.*$/gm, ''),
      ),
    );
    const pins = (text: string): readonly string[] =>
      text
        .split(/\s+/)
        .filter((one) => one !== '')
        .sort();
    expect(named.map(pins)).to.have.deep.members(wanted.map(pins));
    for (const [, line = ''] of section.matchAll(/^ +pip_url: (.*)$/gm)) expect(named).to.include(line);
  });

  it('names the files of a release by the present version', async () => {
    const { version } = parseObject(await read('package.json'));
    for (const file of documents) {
      for (const [, named] of (await read(file)).matchAll(/source[-_]zoom-(\d[\d.]*\d)/g))
        expect(named, file).to.equal(version);
    }
  });

  it('names no stream that does not exist', async () => {
    const streams = (await readdir(join(root, 'schemas'), { recursive: true })).map((file) =>
      basename(file, '.json'),
    );
    const named = (await read('docs/operations.md')).matchAll(
      /`((?:report|past|webinar|meeting|chat)_[a-z_]+)`/g,
    );
    for (const [, name = ''] of named) expect(streams).to.include(name);
  });

  it('docs/replaces.md names streams that there are, and says so where there is none', async () => {
    const rows = tableRows(await read('docs/replaces.md')).filter((row) => !/^\|[ |-]*$/.test(row));
    const cells = rows.map((row) => row.split('|')[2]?.trim() ?? '').filter((cell) => cell !== 'Here');
    expect(cells.length).to.be.greaterThan(100);
    const there = new Set(streamDeclarations.map(({ name }) => name));
    const wrong = cells.flatMap((cell) => {
      const names = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
      return names.length === 0 && !cell.startsWith('none')
        ? [cell]
        : names.filter((name) => !there.has(name));
    });
    expect(wrong).to.deep.equal([]);
  });

  it('docs/operations.md quotes messages that the program says', async () => {
    const text = await read('docs/operations.md');
    const table = /^## Troubleshooting\n(.*?)^## /ms.exec(text)?.[1] ?? '';
    const quotes = [...table.matchAll(/"([^"]+)"|skipped N \(([^)]+)\)/g)].map(
      ([, said, reason]) => said ?? reason,
    );
    expect(quotes).not.to.have.lengthOf(0);
    const files = (await readdir(join(root, 'src'), { recursive: true })).filter((file) =>
      file.endsWith('.ts'),
    );
    const source = (await Promise.all(files.map((file) => read(join('src', file))))).join('\n');
    expect(quotes.filter((quote) => !source.includes(quote ?? ''))).to.deep.equal([]);
  });

  for (const file of documents) {
    it(`${file} links to files and headings that exist`, async () => {
      const links = [...(await read(file)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
      for (const link of links.filter((one) => !one.startsWith('https://'))) {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? file : join(dirname(file), path);
        expect(existsSync(join(root, target)), link).to.equal(true);
        if (anchor !== undefined) expect(anchors(await read(target)), link).to.include(anchor);
      }
    });
  }
});
