import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute, root } from './command.js';

/** What is run, and nothing else: the built programs with the packages that they need. */

const parts = ['dist', 'schemas', 'spec.json', 'package.json', 'LICENSE'];
/** What npm needs to install exactly what was tested. */
const locks = ['package-lock.json', '.npmrc'];

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
}

export async function manifest(): Promise<Manifest> {
  const value: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const text = (name: string): string => {
    const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    if (typeof found !== 'string') throw new Error(`package.json has no ${name}`);
    return found;
  };
  return {
    name: text('name'),
    version: text('version'),
    description: text('description'),
    license: text('license'),
  };
}

/** Fills a folder; its name is what npm calls the package in the bill of materials. */
export async function stage(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const part of [...parts, ...locks]) {
    await cp(join(root, part), join(folder, part), {
      recursive: true,
      filter: (path) => !path.endsWith('.tsbuildinfo'),
    });
  }
  const omitted = ['--omit=dev', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
  await execute('npm', ['ci', ...omitted, '--prefer-offline'], folder);
  await execute(join(root, 'scripts/trim-modules.sh'), [folder]);
}

/** https://cyclonedx.org: the packages that a release holds, with versions, licences and hashes. */
export async function billOfMaterials(folder: string): Promise<string> {
  const only = ['--omit=dev', '--omit=optional', '--package-lock-only'];
  return execute('npm', ['sbom', '--sbom-format', 'cyclonedx', ...only], folder);
}
