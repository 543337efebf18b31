import type { CatalogStream } from '../../engine/catalog.js';
import type { JsonObject, JsonValue } from '../../json.js';
import { isJsonObject } from '../../json.js';

/** The catalog that discovery prints, indented, for people read it too (https://hub.meltano.com/singer/spec#catalog-files, 2026-11). */
export function catalogText(
  streams: readonly CatalogStream[],
  selected: ReadonlySet<string> | null = null,
): string {
  return JSON.stringify({ streams: streams.map((stream) => catalogEntry(stream, selected)) }, null, 2);
}

function catalogEntry(stream: CatalogStream, selected: ReadonlySet<string> | null): JsonObject {
  const method = stream.cursorField === null ? 'FULL_TABLE' : 'INCREMENTAL';
  return {
    tap_stream_id: stream.name,
    stream: stream.name,
    schema: stream.schema,
    key_properties: stream.primaryKey,
    ...(stream.cursorField === null ? {} : { replication_key: stream.cursorField }),
    replication_method: method,
    metadata: [
      {
        breadcrumb: [],
        metadata: {
          inclusion: 'available',
          ...(selected === null ? {} : { selected: selected.has(stream.name) }),
          'selected-by-default': true,
          'table-key-properties': stream.primaryKey,
          'forced-replication-method': method,
          'valid-replication-keys': stream.cursorField === null ? [] : [stream.cursorField],
        },
      },
      ...propertyMetadata(stream.schema, [], alwaysSent(stream)),
    ],
  };
}

/**
 * One entry for every property, nested ones too: Meltano makes `automatic` of what has none, and then nobody can
 * deselect it. Neither Meltano nor its SDK look into array items.
 */
function propertyMetadata(
  schema: JsonValue,
  above: readonly string[],
  automatic: ReadonlySet<string>,
): readonly JsonObject[] {
  return Object.entries(propertiesOf(schema)).flatMap(([field, own]) => {
    const breadcrumb = [...above, 'properties', field];
    const inclusion = above.length === 0 && automatic.has(field) ? 'automatic' : 'available';
    return [
      { breadcrumb, metadata: { inclusion, 'selected-by-default': true } },
      ...propertyMetadata(own, breadcrumb, automatic),
    ];
  });
}

/** Keys and the cursor are never left out: no target could merge without them. */
export function alwaysSent(stream: CatalogStream): ReadonlySet<string> {
  return new Set(
    stream.cursorField === null ? stream.primaryKey : [...stream.primaryKey, stream.cursorField],
  );
}

export function propertiesOf(schema: JsonValue | undefined): JsonObject {
  const own = isJsonObject(schema) ? schema['properties'] : undefined;
  return isJsonObject(own) ? own : {};
}
