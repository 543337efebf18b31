import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What is left to do when tsc has written its files. */

const root = join(import.meta.dirname, '..');
const streams = join(root, 'dist', 'streams');

/**
 * The declarations are a hundred small modules that every command but `spec` loads, and Node.js takes longer to find them
 * than to read them: in one file discovery is done a sixth sooner.
 */
await build({
  entryPoints: [join(root, 'src', 'streams', 'index.ts')],
  outfile: join(streams, 'index.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  charset: 'utf8',
});
for (const name of readdirSync(streams)) {
  if (name !== 'index.js') rmSync(join(streams, name), { recursive: true });
}

/** tsc writes plain files; clients that are given a path start it as a program. */
const programs = join(root, 'dist', 'bin');
for (const name of readdirSync(programs)) chmodSync(join(programs, name), 0o755);
