import { compileLinkCleaner } from '../../src/engine/records/links.js';
import type { Secrets } from '../../src/engine/records/hidden.js';

const clean = compileLinkCleaner('pwd|tk');

/** Fields of these names are secret, and the parameters `pwd` and `tk` of links. */
export function toySecrets(...fields: readonly string[]): Secrets {
  return { fields: new Set(fields), clean, areKept: false };
}

/** Secrets that are wanted. */
export const keptSecrets: Secrets = { ...toySecrets('password'), areKept: true };
