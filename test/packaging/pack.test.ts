import { expect } from 'chai';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject } from '../../src/json.js';
import { execute, root } from '../support/command.js';
import type { Finished } from '../support/command.js';
import { createFolder } from '../support/files.js';
import type { Folder } from '../support/files.js';
import { at, listAt, parseJson, parseObject, textAt } from '../support/json-paths.js';

/** What must not travel: sources, tests and settings of the workshop. */
const workshop =
  /(^|\/)(src|test|scripts|docs(?!\/summary\.schema)|node_modules)\/|\.ts$|\.map$|^\.|lock\.json$|eslint|tsconfig|prettier|Dockerfile/;

describe('the package', function () {
  this.timeout(120_000);
  let folder: Folder;
  let files: readonly string[];
  let version: string;

  const npm = (args: readonly string[], cwd: string): Promise<Finished> =>
    execute('npm', [...args, '--no-audit', '--no-fund', '--prefer-offline'], { cwd });
  const installed = (name: string, args: readonly string[]): Promise<Finished> =>
    execute(join(folder.path, 'empty/node_modules/.bin', name), args, { cwd: folder.path });

  before(async () => {
    version = textAt(parseObject(await readFile(join(root, 'package.json'), 'utf8')), 'version');
    folder = await createFolder();
    // The build is there already: the other tests run it, and must not have it replaced meanwhile.
    const packed = await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder.path], root);
    expect(packed.exitCode, packed.stderr).to.equal(0);
    // npm lists packages in an array, or since version 12 by name.
    const report = parseJson(packed.stdout);
    const [own] = isJsonObject(report) ? Object.values(report) : [at(report, 0)];
    files = listAt(own, 'files').map((file) => textAt(file, 'path'));
    const empty = join(folder.path, 'empty');
    await mkdir(empty);
    await writeFile(join(empty, 'package.json'), '{}');
    const tarball = join(folder.path, `source-zoom-${version}.tgz`);
    const result = await npm(['install', '--ignore-scripts', tarball], empty);
    expect(result.exitCode, result.stderr).to.equal(0);
  });
  after(() => folder.remove());

  it('holds the programs, the schemas and the specification', () => {
    expect(files).to.include.members([
      'dist/bin/source-zoom.js',
      'dist/bin/sync-zoom.js',
      'dist/bin/tap-zoom.js',
      'schemas/users/users.json',
      'spec.json',
      'docs/summary.schema.json',
      'package.json',
      'README.md',
      'LICENSE',
    ]);
  });

  it('holds nothing of the workshop', () => {
    expect(files.filter((file) => workshop.test(file))).to.deep.equal([]);
  });

  for (const name of ['source-zoom', 'tap-zoom', 'sync-zoom']) {
    it(`installs ${name}, which tells its version`, async () => {
      const { exitCode, stdout } = await installed(name, ['--version']);
      expect(stdout).to.equal(`${name} v${version}\n`);
      expect(exitCode).to.equal(0);
    });
  }

  it('runs outside its source tree: spec and discovery', async () => {
    const spec = await installed('source-zoom', ['spec']);
    expect(parseObject(spec.stdout)).to.have.property('type', 'SPEC');
    const catalog = await installed('tap-zoom', ['--discover']);
    expect(listAt(parseObject(catalog.stdout), 'streams')).not.to.have.length(0);
  });

  it('brings no development dependency', async () => {
    const { stdout } = await npm(['ls', '--all', '--parseable'], join(folder.path, 'empty'));
    expect(stdout).to.include('node-fetch');
    expect(stdout).not.to.match(/\/(typescript|mocha|tsx|eslint|prettier)$/m);
  });
});

describe('package-lock.json', () => {
  it('names no host to download from', async () => {
    const lock = await readFile(join(root, 'package-lock.json'), 'utf8');
    expect(lock).not.to.include('"resolved"');
  });
});
