import type { CatalogStream, ConfiguredStream, SyncMode } from '../../engine/catalog.js';
import { SourceError } from '../../errors.js';
import type { JsonObject, JsonValue } from '../../json.js';
import { isJsonObject } from '../../json.js';

/** Airbyte's catalogs: ours to offer, the platform's to configure (https://docs.airbyte.com/understanding-airbyte/beginners-guide-to-catalog, 2026-11). */

export function catalogLine(streams: readonly CatalogStream[]): string {
  return JSON.stringify({ type: 'CATALOG', catalog: { streams: streams.map(airbyteStream) } });
}

/** Full-refresh streams are resumable too: their state holds how far the open pass came. */
function airbyteStream(stream: CatalogStream): JsonObject {
  return {
    name: stream.name,
    json_schema: stream.schema,
    supported_sync_modes: ['full_refresh', ...stream.syncModes.filter((mode) => mode !== 'full_refresh')],
    source_defined_cursor: true,
    ...(stream.cursorField === null ? {} : { default_cursor_field: [stream.cursorField] }),
    source_defined_primary_key: stream.primaryKey.map((field) => [field]),
    is_resumable: true,
  };
}

/** A catalog for `read`, indented, for people change it by hand; incremental where the stream can, unless all is to be read anew. */
export function configuredCatalogText(streams: readonly CatalogStream[], syncMode: SyncMode): string {
  return JSON.stringify(configuredCatalog(streams, syncMode), null, 2);
}

export function configuredCatalog(streams: readonly CatalogStream[], syncMode: SyncMode): JsonObject {
  return { streams: streams.map((stream) => configuredEntry(stream, syncMode)) };
}

function configuredEntry(stream: CatalogStream, wanted: SyncMode): JsonObject {
  const isIncremental = wanted === 'incremental' && stream.syncModes.includes('incremental');
  return {
    stream: airbyteStream(stream),
    sync_mode: isIncremental ? 'incremental' : 'full_refresh',
    destination_sync_mode: isIncremental ? 'append_dedup' : 'overwrite',
    ...(stream.cursorField === null ? {} : { cursor_field: [stream.cursorField] }),
    primary_key: stream.primaryKey.map((field) => [field]),
  };
}

export interface ConfiguredCatalog {
  readonly streams: readonly ConfiguredStream[];
  readonly unknown: readonly string[];
}

export function readConfiguredCatalog(
  catalog: unknown,
  offered: readonly CatalogStream[],
): ConfiguredCatalog {
  if (!isJsonObject(catalog) || !Array.isArray(catalog['streams'])) {
    throw configError(['The catalog must be an object with a list named streams.']);
  }
  if (catalog['streams'].some(isSingers)) {
    throw configError(["The catalog is one of Singer's: `source-zoom configure` writes one of Airbyte's."]);
  }
  const known = new Map(offered.map((stream) => [stream.name, stream]));
  const streams = new Map<string, ConfiguredStream>();
  const unknown: string[] = [];
  const problems: string[] = [];
  for (const [index, entry] of catalog['streams'].entries()) {
    const name = streamName(entry);
    const stream = name === null ? undefined : known.get(name);
    if (name === null) problems.push(`The catalog's streams[${index}] must have a stream with a name.`);
    else if (stream === undefined) unknown.push(name);
    else if (streams.has(name)) problems.push(`The catalog names the stream ${name} twice.`);
    else addStream(stream, entry, { streams, problems });
  }
  if (problems.length > 0) throw configError(problems);
  return { streams: [...streams.values()], unknown };
}

function isSingers(entry: unknown): boolean {
  return isJsonObject(entry) && typeof entry['tap_stream_id'] === 'string' && !isJsonObject(entry['stream']);
}

/** Throws where what a repair reads would take the place of the whole table. */
export function refuseOverwriting(catalog: unknown): void {
  const entries = isJsonObject(catalog) && Array.isArray(catalog['streams']) ? catalog['streams'] : [];
  const problems = entries.flatMap((entry) => {
    const way = overwriting(entry);
    const name = streamName(entry) ?? '';
    return way === null ? [] : [`${name} would be overwritten by the part that is read again: its ${way}.`];
  });
  if (problems.length > 0) throw configError(problems);
}

/** What must be otherwise; null where nothing is overwritten. */
function overwriting(entry: unknown): string | null {
  if (!isJsonObject(entry)) return null;
  const { destination_sync_mode: mode, generation_id: generation, minimum_generation_id: least } = entry;
  if (mode === 'overwrite' || mode === 'overwrite_dedup') {
    return 'destination_sync_mode must be append or append_dedup';
  }
  // Newer platforms say it by numbers: generations below the least one are taken away at the end.
  const isNewTable = typeof least === 'number' && least > 0 && least === generation;
  return isNewTable
    ? 'minimum_generation_id must be less than its generation_id, which keeps older rows'
    : null;
}

interface Reading {
  readonly streams: Map<string, ConfiguredStream>;
  readonly problems: string[];
}

function addStream(offered: CatalogStream, entry: unknown, { streams, problems }: Reading): void {
  const configured: JsonObject = isJsonObject(entry) ? entry : {};
  const syncMode = readSyncMode(configured['sync_mode']);
  if (syncMode === null) {
    const got = JSON.stringify(configured['sync_mode'] ?? null);
    problems.push(`The sync_mode of ${offered.name} must be full_refresh or incremental, not ${got}.`);
    return;
  }
  streams.set(offered.name, {
    name: offered.name,
    syncMode,
    deselected: deselectedPaths(offered, wantedSchema(configured)),
    syncId: integerOrNull(configured['sync_id']),
    generationId: integerOrNull(configured['generation_id']),
  });
}

function streamName(entry: unknown): string | null {
  const stream = isJsonObject(entry) ? entry['stream'] : undefined;
  const name = isJsonObject(stream) ? stream['name'] : undefined;
  return typeof name === 'string' && name !== '' ? name : null;
}

function wantedSchema(configured: JsonObject): JsonValue | undefined {
  const stream = configured['stream'];
  return isJsonObject(stream) ? stream['json_schema'] : undefined;
}

function readSyncMode(value: JsonValue | undefined): SyncMode | null {
  return value === 'full_refresh' || value === 'incremental' ? value : null;
}

function integerOrNull(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}

/** The platform deselects a column by leaving it out of the configured stream's schema; no properties at all means all. */
function deselectedPaths(
  offered: CatalogStream,
  wanted: JsonValue | undefined,
): readonly (readonly string[])[] {
  const kept = new Set([...offered.primaryKey, offered.cursorField]);
  return missingPaths(offered.schema, wanted, []).filter(
    ([field]) => field !== undefined && !kept.has(field),
  );
}

function missingPaths(
  offered: JsonValue | undefined,
  wanted: JsonValue | undefined,
  above: readonly string[],
): readonly (readonly string[])[] {
  const own = properties(offered);
  const theirs = properties(wanted);
  if (Object.keys(theirs).length === 0) return [];
  return Object.entries(own).flatMap(([field, schema]) => {
    const path = [...above, field];
    return Object.hasOwn(theirs, field) ? missingPaths(schema, theirs[field], path) : [path];
  });
}

function properties(schema: JsonValue | undefined): JsonObject {
  const own = isJsonObject(schema) ? schema['properties'] : undefined;
  return isJsonObject(own) ? own : {};
}

function configError(problems: readonly string[]): SourceError {
  return new SourceError(problems, { failureType: 'config_error' });
}
