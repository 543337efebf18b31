import { mkdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { root } from '../support/command.js';

/**
 * What clients are run with: nobody is told about it, whatever would still leave the machine ends at a closed port, and
 * what they write by themselves stays in the folder.
 */
export function isolated(folder: string): NodeJS.ProcessEnv {
  const nowhere = 'http://127.0.0.1:9';
  return {
    ...process.env,
    HOME: folder,
    DO_NOT_TRACK: '1',
    AIRBYTE_OFFLINE_MODE: '1',
    AIRBYTE_PROJECT_DIR: folder,
    AIRBYTE_LOGGING_ROOT: join(folder, 'logs'),
    AIRBYTE_TEMP_DIR: folder,
    MELTANO_SEND_ANONYMOUS_USAGE_STATS: 'false',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    http_proxy: nowhere,
    https_proxy: nowhere,
    NO_PROXY: '127.0.0.1,localhost,127.0.0.2',
    no_proxy: '127.0.0.1,localhost,127.0.0.2',
    NO_COLOR: '1',
    PYTHONWARNINGS: 'ignore',
  };
}

/** A folder for the path with the built programs under the names that `npm install --global` gives them. */
export async function installPrograms(folder: string): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  for (const name of ['source-zoom', 'sync-zoom', 'tap-zoom']) {
    await symlink(join(root, `dist/bin/${name}.js`), join(bin, name));
  }
  return bin;
}

export function withPath(env: NodeJS.ProcessEnv, ...folders: readonly string[]): NodeJS.ProcessEnv {
  return { ...env, PATH: [...folders, env['PATH'] ?? ''].join(delimiter) };
}
