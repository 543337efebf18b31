import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** tsc writes plain files; clients that are given a path start it as a program. */
const folder = join(import.meta.dirname, '..', 'dist', 'bin');
for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o755);
