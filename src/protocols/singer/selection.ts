import type { CatalogStream, ConfiguredStream, SyncMode } from '../../engine/catalog.js';
import { SourceError } from '../../errors.js';
import type { JsonObject, JsonValue } from '../../json.js';
import { isJsonObject } from '../../json.js';
import { alwaysSent, propertiesOf } from './catalog.js';
import type { SchemaMessage } from './messages.js';

/** A stream to read, and the SCHEMA that announces it. */
export interface SelectedStream {
  readonly configured: ConfiguredStream;
  readonly message: SchemaMessage;
}

export interface Selection {
  readonly streams: readonly SelectedStream[];
  /** Selected, and not offered. */
  readonly unknown: readonly string[];
}

/** What a user's catalog selects; without one, everything. A stream that the catalog leaves out is not selected. */
export function selectStreams(catalog: unknown, offered: readonly CatalogStream[]): Selection {
  if (catalog === undefined) return { streams: offered.map((stream) => select(stream, {})), unknown: [] };
  const entries = entriesOf(catalog);
  const known = new Map(offered.map((stream) => [stream.name, stream]));
  const streams = new Map<string, SelectedStream>();
  const unknown: string[] = [];
  const problems: string[] = [];
  for (const [index, value] of entries.entries()) {
    const entry: JsonObject = isJsonObject(value) ? value : {};
    const name = entry['tap_stream_id'] ?? entry['stream'];
    if (typeof name !== 'string') {
      problems.push(`The catalog's streams[${index}] must have a tap_stream_id.`);
    } else if (isStreamSelected(entry)) {
      const stream = known.get(name);
      if (stream === undefined) unknown.push(name);
      else if (streams.has(name)) problems.push(`The catalog names the stream ${name} twice.`);
      else streams.set(name, select(stream, entry));
    }
  }
  if (problems.length > 0) throw configError(problems);
  return { streams: [...streams.values()], unknown };
}

function entriesOf(catalog: unknown): readonly unknown[] {
  if (!isJsonObject(catalog) || !Array.isArray(catalog['streams'])) {
    throw configError(['The catalog must be an object with a list named streams.']);
  }
  if (catalog['streams'].some(isAirbytes)) {
    throw configError(["The catalog is one of Airbyte's: `tap-zoom --discover` writes one of Singer's."]);
  }
  return catalog['streams'];
}

function isAirbytes(entry: unknown): boolean {
  return isJsonObject(entry) && isJsonObject(entry['stream']) && entry['tap_stream_id'] === undefined;
}

function select(stream: CatalogStream, entry: JsonObject): SelectedStream {
  const metadata = readMetadata(entry['metadata']);
  const automatic = alwaysSent(stream);
  const isKept = (path: readonly string[]): boolean => isPropertySelected(path, metadata, automatic);
  // Users may override types in the catalog; what it does not declare would be refused by the target.
  const declared = Object.keys(propertiesOf(entry['schema'])).length > 0 ? entry['schema'] : undefined;
  const syncMode = syncModeOf(stream, entry, metadata);
  return {
    configured: {
      name: stream.name,
      syncMode,
      deselected: deselectedPaths({ offered: stream.schema, declared, isKept, automatic }, []),
      syncId: null,
      generationId: null,
    },
    message: {
      stream: stream.name,
      schema: announcedSchema(stream, declared, isKept),
      keyProperties: stream.primaryKey,
      bookmarkProperties:
        syncMode === 'incremental' && stream.cursorField !== null ? [stream.cursorField] : [],
    },
  };
}

type Metadata = ReadonlyMap<string, JsonObject>;

function readMetadata(value: JsonValue | undefined): Metadata {
  const entries = new Map<string, JsonObject>();
  if (!Array.isArray(value)) return entries;
  const items: readonly unknown[] = value;
  for (const item of items) {
    const metadata: unknown = isJsonObject(item) ? item['metadata'] : undefined;
    const breadcrumb: unknown = isJsonObject(item) ? item['breadcrumb'] : undefined;
    if (isJsonObject(metadata) && Array.isArray(breadcrumb))
      entries.set(JSON.stringify(breadcrumb), metadata);
  }
  return entries;
}

function metadataOf(metadata: Metadata, path: readonly string[]): JsonObject | undefined {
  return metadata.get(JSON.stringify(path.flatMap((field) => ['properties', field])));
}

/** Metadata first, then the old keys on the entry itself, then the default; an entry without a word is selected. */
function isStreamSelected(entry: JsonObject): boolean {
  const root = readMetadata(entry['metadata']).get('[]');
  const said = [
    root?.['selected'],
    entry['selected'],
    entry['_selected'],
    isJsonObject(entry['schema']) ? entry['schema']['selected'] : undefined,
  ];
  const explicit = said.find((value) => typeof value === 'boolean');
  if (explicit !== undefined) return explicit;
  if (root === undefined) return true;
  const byDefault = root['selected-by-default'] ?? root['selected_by_default'];
  return typeof byDefault === 'boolean' ? byDefault : root['inclusion'] === 'automatic';
}

/** A deselected parent deselects its children; `automatic` wins over both, `unsupported` over a selection. */
function isPropertySelected(
  path: readonly string[],
  metadata: Metadata,
  automatic: ReadonlySet<string>,
): boolean {
  const [root] = path;
  if (path.length === 1 && root !== undefined && automatic.has(root)) return true;
  if (path.length > 1 && !isPropertySelected(path.slice(0, -1), metadata, automatic)) return false;
  const own = metadataOf(metadata, path);
  if (own === undefined) return true;
  if (own['inclusion'] === 'unsupported') return false;
  if (own['inclusion'] === 'automatic') return true;
  const said = own['selected'] ?? own['selected-by-default'] ?? own['selected_by_default'];
  return typeof said === 'boolean' ? said : true;
}

/** The user's replication-method, in metadata or on the entry; else incremental wherever there is a cursor. */
function syncModeOf(stream: CatalogStream, entry: JsonObject, metadata: Metadata): SyncMode {
  const root = metadata.get('[]');
  const said = root?.['replication-method'] ?? root?.['replication_method'] ?? entry['replication_method'];
  if (said === 'FULL_TABLE' || !stream.syncModes.includes('incremental')) return 'full_refresh';
  return 'incremental';
}

interface Pruning {
  readonly offered: JsonValue;
  readonly declared: JsonValue | undefined;
  readonly isKept: (path: readonly string[]) => boolean;
  readonly automatic: ReadonlySet<string>;
}

function deselectedPaths(pruning: Pruning, above: readonly string[]): readonly (readonly string[])[] {
  const declared = propertiesOf(pruning.declared);
  const bounded = Object.keys(declared).length > 0;
  return Object.entries(propertiesOf(pruning.offered)).flatMap(([field, offered]) => {
    const path = [...above, field];
    const isKey = above.length === 0 && pruning.automatic.has(field);
    const isUndeclared = bounded && !Object.hasOwn(declared, field) && !isKey;
    if (isUndeclared || !pruning.isKept(path)) return [path];
    return deselectedPaths({ ...pruning, offered, declared: declared[field] }, path);
  });
}

function announcedSchema(
  stream: CatalogStream,
  declared: JsonValue | undefined,
  isKept: (path: readonly string[]) => boolean,
): JsonObject {
  if (!isJsonObject(declared)) return prune(stream.schema, isKept, []);
  const offered = propertiesOf(stream.schema);
  const properties: Record<string, JsonValue> = {};
  for (const key of alwaysSent(stream)) properties[key] = offered[key] ?? {};
  Object.assign(properties, propertiesOf(declared));
  return prune({ ...declared, properties }, isKept, []);
}

function prune(schema: JsonObject, isKept: Pruning['isKept'], above: readonly string[]): JsonObject {
  if (!isJsonObject(schema['properties'])) return schema;
  const properties: Record<string, JsonValue> = {};
  for (const [field, own] of Object.entries(schema['properties'])) {
    const path = [...above, field];
    if (isKept(path)) properties[field] = isJsonObject(own) ? prune(own, isKept, path) : own;
  }
  return { ...schema, properties };
}

function configError(problems: readonly string[]): SourceError {
  return new SourceError(problems, { failureType: 'config_error' });
}
