import type { JsonObject, JsonValue } from '../../src/json.js';
import type { Delivery } from './delivery.js';
import { airbyteDelivery, singerDelivery } from './delivery.js';
import type { Program } from './executable.js';
import type { Folder } from './files.js';
import { listAt, objectAt, textAt } from './json-paths.js';

/** The two protocols as tests drive them: what differs between them, as data. */
export interface ProtocolUnderTest {
  readonly name: 'airbyte' | 'singer';
  readonly program: Program;
  discoverArgs(files: RunFiles): readonly string[];
  readArgs(files: RunFiles): readonly string[];
  /** A catalog that reads just these streams of a discovered one; all when null. */
  configure(discovered: readonly JsonObject[], streams: readonly string[] | null): JsonObject;
  delivery(stdout: string): Delivery;
  nameOf(stream: JsonObject): string;
  schemaOf(stream: JsonObject): JsonObject;
  keyOf(stream: JsonObject): readonly string[];
}

/** Paths of the files of one run. */
export interface RunFiles {
  readonly config: string;
  readonly catalog?: string;
  readonly state?: string;
}

export const airbyte: ProtocolUnderTest = {
  name: 'airbyte',
  program: 'source-zoom',
  discoverArgs: ({ config }) => ['discover', '--config', config],
  readArgs: (files) => ['read', ...fileArgs(files)],
  configure: (discovered, streams) => ({
    streams: discovered
      .filter((stream) => streams === null || streams.includes(textAt(stream, 'name')))
      .map((stream) => ({
        stream,
        sync_mode: listAt(stream, 'supported_sync_modes').includes('incremental')
          ? 'incremental'
          : 'full_refresh',
        destination_sync_mode: 'append',
      })),
  }),
  delivery: airbyteDelivery,
  nameOf: (stream) => textAt(stream, 'name'),
  schemaOf: (stream) => objectAt(stream, 'json_schema'),
  keyOf: (stream) => listAt(stream, 'source_defined_primary_key').map((path) => textAt(path, 0)),
};

export const singer: ProtocolUnderTest = {
  name: 'singer',
  program: 'tap-zoom',
  discoverArgs: ({ config }) => ['--config', config, '--discover'],
  readArgs: fileArgs,
  configure: (discovered, streams) => ({
    streams: discovered.map((stream) => {
      const selected = streams === null || streams.includes(textAt(stream, 'tap_stream_id'));
      return { ...stream, metadata: withSelection(listAt(stream, 'metadata'), selected) };
    }),
  }),
  delivery: singerDelivery,
  nameOf: (stream) => textAt(stream, 'tap_stream_id'),
  schemaOf: (stream) => objectAt(stream, 'schema'),
  keyOf: (stream) => listAt(stream, 'key_properties').map((key) => textAt(key)),
};

export const protocols = [airbyte, singer];

function fileArgs({ config, catalog, state }: RunFiles): readonly string[] {
  return [
    '--config',
    config,
    ...(catalog === undefined ? [] : ['--catalog', catalog]),
    ...(state === undefined ? [] : ['--state', state]),
  ];
}

function withSelection(metadata: readonly JsonValue[], selected: boolean): readonly JsonObject[] {
  return metadata.map((entry) => {
    const isRoot = listAt(entry, 'breadcrumb').length === 0;
    return isRoot
      ? { ...objectAt(entry), metadata: { ...objectAt(entry, 'metadata'), selected } }
      : objectAt(entry);
  });
}

export interface RunInput {
  readonly config: JsonObject;
  readonly catalog?: JsonValue | undefined;
  readonly state?: JsonValue | null | undefined;
}

/** Writes the files of a run under a name of its own. */
export async function writeRunFiles(folder: Folder, label: string, input: RunInput): Promise<RunFiles> {
  const { config, catalog, state } = input;
  return {
    config: await folder.write(`${label}.config.json`, config),
    ...(catalog === undefined ? {} : { catalog: await folder.write(`${label}.catalog.json`, catalog) }),
    ...(state === undefined || state === null
      ? {}
      : { state: await folder.write(`${label}.state.json`, state) }),
  };
}
