import type { Settings } from './config/settings.js';
import { offeredNames } from './config/stream-choice.js';
import type { CatalogStream, StreamDefinition } from './engine/catalog.js';
import { catalogStream } from './engine/run/discover.js';
import type { RoadChoice } from './engine/plan/roads.js';
import { compileLinkCleaner } from './engine/records/links.js';
import type { Secrets } from './engine/records/hidden.js';
import {
  loadSchema,
  roadFamilies,
  secretFields,
  secretParameters,
  streamDeclarations,
} from './streams/index.js';

const clean = compileLinkCleaner(secretParameters);

/** What is left out of catalog and records, unless it is wanted. */
export function secretsFor(includeSecrets: boolean): Secrets {
  return { fields: secretFields, clean, areKept: includeSecrets };
}

export function loadDefinitions(): readonly StreamDefinition[] {
  return streamDeclarations.map((declaration) => ({ declaration, schema: loadSchema(declaration) }));
}

export type Choosing = Pick<Settings, 'products' | 'streams'>;

/** What the settings choose. Throws a SourceError (config_error) where they name what does not exist. */
export function chosenDefinitions(
  choosing: Choosing,
  definitions: readonly StreamDefinition[],
): readonly StreamDefinition[] {
  const names = offeredNames(
    choosing,
    definitions.map(({ declaration }) => declaration),
  );
  return definitions.filter(({ declaration }) => names.has(declaration.name));
}

export type RoadSettings = Pick<Settings, 'pastMeetingsFrom' | 'recordingsFrom'>;

/** What the settings say of each family of roads. The short ones spare most requests, so they are the ones that are tried. */
export function roadChoices({ pastMeetingsFrom, recordingsFrom }: RoadSettings): readonly RoadChoice[] {
  const chosen = { past_meetings_from: pastMeetingsFrom, recordings_from: recordingsFrom };
  return roadFamilies.map(({ family, usual, short }) => {
    const wanted = chosen[family];
    return wanted === 'auto'
      ? { family, wanted: short, usual, isTried: true }
      : { family, wanted, usual, isTried: false };
  });
}

/** What discovery shows: no credentials, no network, nothing loaded that reads Zoom. */
export function offlineCatalog(
  options: Choosing & Pick<Settings, 'includeSecrets'>,
  definitions: readonly StreamDefinition[] = loadDefinitions(),
): readonly CatalogStream[] {
  return chosenDefinitions(options, definitions).map((definition) =>
    catalogStream(definition, secretsFor(options.includeSecrets)),
  );
}
