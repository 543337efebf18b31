import type { Settings } from './config/settings.js';
import type { CatalogStream, StreamDefinition } from './engine/catalog.js';
import { catalogStream } from './engine/discover.js';
import { loadSchema, secretFields, streamDeclarations } from './streams/index.js';

const noSecrets: ReadonlySet<string> = new Set();

/** The names that are left out of catalog and records. */
export function hiddenFields(includeSecrets: boolean): ReadonlySet<string> {
  return includeSecrets ? noSecrets : secretFields;
}

export function loadDefinitions(): readonly StreamDefinition[] {
  return streamDeclarations.map((declaration) => ({ declaration, schema: loadSchema(declaration.name) }));
}

/** What discovery shows: no credentials, no network, nothing loaded that reads Zoom. */
export function offlineCatalog(
  options: Pick<Settings, 'products' | 'includeSecrets'>,
  definitions: readonly StreamDefinition[] = loadDefinitions(),
): readonly CatalogStream[] {
  const offered = new Set<string>(options.products);
  return definitions
    .filter(({ declaration }) => offered.has(declaration.product))
    .map((definition) => catalogStream(definition, hiddenFields(options.includeSecrets)));
}
