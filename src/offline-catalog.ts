import type { Settings } from './config/settings.js';
import type { CatalogStream, StreamDefinition } from './engine/catalog.js';
import { catalogStream } from './engine/run/discover.js';
import { compileLinkCleaner } from './engine/records/links.js';
import type { Secrets } from './engine/records/hidden.js';
import { loadSchema, secretFields, secretParameters, streamDeclarations } from './streams/index.js';

const clean = compileLinkCleaner(secretParameters);

/** What is left out of catalog and records, unless it is wanted. */
export function secretsFor(includeSecrets: boolean): Secrets {
  return { fields: secretFields, clean, areKept: includeSecrets };
}

export function loadDefinitions(): readonly StreamDefinition[] {
  return streamDeclarations.map((declaration) => ({ declaration, schema: loadSchema(declaration) }));
}

/** What discovery shows: no credentials, no network, nothing loaded that reads Zoom. */
export function offlineCatalog(
  options: Pick<Settings, 'products' | 'includeSecrets'>,
  definitions: readonly StreamDefinition[] = loadDefinitions(),
): readonly CatalogStream[] {
  const offered = new Set<string>(options.products);
  return definitions
    .filter(({ declaration }) => offered.has(declaration.product))
    .map((definition) => catalogStream(definition, secretsFor(options.includeSecrets)));
}
