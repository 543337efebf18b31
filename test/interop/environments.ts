import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute, root } from '../support/command.js';

/** Python environments of the clients, one each because they ask for conflicting versions of the same things. */
export type EnvironmentName =
  | 'airbyte'
  | 'deploy'
  | 'meltano'
  | 'meltanolabs-target-postgres'
  | 'pipelinewise-target-postgres'
  | 'singer-sdk'
  | 'target-duckdb'
  | 'target-jsonl'
  | 'target-sqlite';

export interface Environment {
  readonly name: EnvironmentName;
  readonly bin: string;
  /** Path of a program in it. */
  program(name: string): string;
}

const cache = join(root, '.cache/interop');
const requirements = join(import.meta.dirname, 'requirements');
const environments = new Map<EnvironmentName, Promise<Environment>>();

/** Installs on first use; the folder's name tells the versions in it, so a change of a pin installs anew. */
export async function environment(name: EnvironmentName): Promise<Environment> {
  const known = environments.get(name);
  if (known !== undefined) return known;
  const made = installed(name);
  environments.set(name, made);
  return made;
}

/** The version of a package that an environment is pinned to. */
export async function pinnedVersion(name: EnvironmentName, distribution: string): Promise<string> {
  const lines = (await readFile(join(requirements, `${name}.txt`), 'utf8')).split('\n');
  const line = lines.find((one) => one.startsWith(`${distribution}==`));
  if (line === undefined) throw new Error(`requirements/${name}.txt does not pin ${distribution}`);
  return line.slice(distribution.length + 2);
}

async function installed(name: EnvironmentName): Promise<Environment> {
  const uv = await installer();
  const file = join(requirements, `${name}.txt`);
  const folder = await prepared(name, file, async (path) => {
    await step(uv, ['venv', '--python', await interpreter(), path]);
    await step(uv, ['pip', 'install', '--python', join(path, 'bin/python'), '--requirement', file]);
  });
  const bin = join(folder, 'bin');
  return { name, bin, program: (program) => join(bin, program) };
}

let installing: Promise<string> | undefined;

/** uv installs in seconds what takes pip minutes. */
async function installer(): Promise<string> {
  installing ??= (async () => {
    const file = join(requirements, 'uv.txt');
    const folder = await prepared('uv', file, async (path) => {
      await step(await interpreter(), ['-m', 'venv', path]);
      await step(join(path, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--requirement', file]);
    });
    return join(folder, 'bin/uv');
  })();
  return installing;
}

/** A folder that is filled once. One without the mark was cut off while it was filled. */
async function prepared(name: string, file: string, fill: (path: string) => Promise<void>): Promise<string> {
  const hash = createHash('sha256')
    .update(await readFile(file))
    .update(await interpreter())
    .digest('hex');
  const folder = join(cache, `${name}-${hash.slice(0, 12)}`);
  const mark = join(folder, 'installed');
  if (existsSync(mark)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(cache, { recursive: true });
  await fill(folder);
  await writeFile(mark, '');
  return folder;
}

/** The locks were made for 3.11; the oldest targets do not run on much newer ones. */
export async function interpreter(): Promise<string> {
  for (const name of ['python3.11', 'python3']) {
    const script = 'import sys; print(sys.executable); sys.exit(sys.version_info[:2] != (3, 11))';
    const found = await execute(name, ['-c', script]).catch(() => null);
    if (found?.exitCode === 0) return found.stdout.trim();
  }
  throw new Error('The clients need Python 3.11 with its venv module (on Debian: python3.11-venv).');
}

async function step(command: string, args: readonly string[]): Promise<void> {
  const env = {
    ...process.env,
    UV_CACHE_DIR: join(cache, 'downloads'),
    UV_PYTHON_DOWNLOADS: 'never',
    UV_NO_PROGRESS: '1',
  };
  const { exitCode, stdout, stderr } = await execute(command, args, { env });
  if (exitCode === 0) return;
  throw new Error(`${[command, ...args].join(' ')} failed:\n${`${stdout}\n${stderr}`.slice(-3_000)}`);
}
