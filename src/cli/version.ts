import { readFile } from 'node:fs/promises';
import { isJsonObject } from '../json.js';

/** Two folders above this one, in src and in dist alike. */
const packageFile = new URL('../../package.json', import.meta.url);

export async function readVersion(): Promise<string> {
  const content: unknown = JSON.parse(await readFile(packageFile, 'utf8'));
  const version = isJsonObject(content) ? content['version'] : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
