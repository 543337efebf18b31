import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { startSimulator } from '../simulator/index.js';
import type { Simulator } from '../simulator/index.js';
import { execute, root } from '../support/command.js';
import { createFolder } from '../support/files.js';
import type { Folder } from '../support/files.js';
import { listAt, objectAt, parseObject, textAt } from '../support/json-paths.js';

/** The account of the acceptance tests stands still at this moment, so that its records can be written down. */
export const accountTime = Date.parse('2026-11-22T12:00:00Z');

/** The address that the configuration files name; the simulator listens on a free port. */
const writtenOrigin = 'http://127.0.0.1:8474';

/** Preloaded into the connector: a clock that shows the account's time as the tests begin, and runs on. */
const clock = `const { now } = Date; Date.now = () => now() - ${Date.now() - accountTime};`;
const withClock = `--import=data:text/javascript,${encodeURIComponent(clock)}`;

/** What the connector printed, message by message. Every line must be one. */
export interface Output {
  readonly exitCode: number | null;
  readonly messages: readonly JsonObject[];
  readonly text: string;
  /** Bodies of the messages of a type: `of('RECORD')` are the objects under `record`. */
  of(type: MessageType): readonly JsonObject[];
}

const bodies = {
  SPEC: 'spec',
  CONNECTION_STATUS: 'connectionStatus',
  CATALOG: 'catalog',
  RECORD: 'record',
  STATE: 'state',
  TRACE: 'trace',
  LOG: 'log',
} as const;

type MessageType = keyof typeof bodies;

export interface Connector {
  readonly simulator: Simulator;
  spec(): Promise<Output>;
  /** `config` is the path that acceptance-test-config.yml names. */
  check(config: string): Promise<Output>;
  discover(config: string): Promise<Output>;
  read(config: string, catalog: JsonValue, state?: JsonValue): Promise<Output>;
  close(): Promise<void>;
}

/** The built connector before its simulated account. */
export async function startConnector(): Promise<Connector> {
  const simulator = await startSimulator({
    users: 8,
    now: () => accountTime,
    fileLinks: 'zoom',
    // As the configuration files say.
    pastMeetingsBy: 'per_user',
  });
  const folder = await createFolder();
  const flags = (config: string) => configFlags({ simulator, folder, config });
  return {
    simulator,
    spec: () => run(['spec']),
    check: async (config) => run(['check', ...(await flags(config))]),
    discover: async (config) => run(['discover', ...(await flags(config))]),
    async read(config, catalog, state) {
      const files = [...(await flags(config)), '--catalog', await folder.write('catalog.json', catalog)];
      const stateFlags = state === undefined ? [] : ['--state', await folder.write('state.json', state)];
      return run(['read', ...files, ...stateFlags]);
    },
    async close() {
      await Promise.all([simulator.close(), folder.remove()]);
    },
  };
}

interface ConfigSource {
  readonly simulator: Simulator;
  readonly folder: Folder;
  readonly config: string;
}

async function configFlags({ simulator, folder, config }: ConfigSource): Promise<readonly string[]> {
  const written = await readFile(join(root, config), 'utf8');
  const { origin } = new URL(simulator.apiUrl);
  return ['--config', await folder.write('config.json', written.replaceAll(writtenOrigin, origin))];
}

async function run(args: readonly string[]): Promise<Output> {
  const program = join(root, 'dist/bin/source-zoom.js');
  const { exitCode, stdout, stderr } = await execute(process.execPath, [withClock, program, ...args]);
  const messages = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(parseObject);
  return {
    exitCode,
    messages,
    text: stdout + stderr,
    of: (type) =>
      messages
        .filter((message) => message['type'] === type)
        .map((message) => objectAt(message, bodies[type])),
  };
}

export function streamsOf(discovered: Output): readonly JsonObject[] {
  return discovered
    .of('CATALOG')
    .flatMap((catalog) => listAt(catalog, 'streams').map((one) => objectAt(one)));
}

export function recordsByStream(output: Output): ReadonlyMap<string, readonly JsonObject[]> {
  return grouped(output.of('RECORD'), (record) => textAt(record, 'stream'));
}

export function statesByStream(output: Output): ReadonlyMap<string, readonly JsonObject[]> {
  return grouped(output.of('STATE'), (state) => textAt(state, 'stream', 'stream_descriptor', 'name'));
}

function grouped(
  bodies: readonly JsonObject[],
  nameOf: (body: JsonObject) => string,
): ReadonlyMap<string, readonly JsonObject[]> {
  const groups = new Map<string, JsonObject[]>();
  for (const body of bodies) {
    const name = nameOf(body);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [body]);
    else group.push(body);
  }
  return groups;
}

/** The last state of each stream, as the platform hands it back. */
export function finalState(output: Output): readonly JsonObject[] {
  return [...statesByStream(output).values()].flatMap((states) => states.slice(-1));
}

export function configuredCatalog(streams: readonly JsonObject[], syncMode: string): JsonObject {
  return {
    streams: streams.map((stream) => ({
      stream,
      sync_mode: syncMode,
      destination_sync_mode: syncMode === 'incremental' ? 'append' : 'overwrite',
    })),
  };
}

/** Primary key of a discovered stream: all of ours are top-level fields. */
export function keyFields(stream: JsonObject): readonly string[] {
  return listAt(stream, 'source_defined_primary_key').map((path) => textAt(path, 0));
}

export function keyOf(stream: JsonObject, data: JsonObject): string {
  return JSON.stringify(keyFields(stream).map((field) => data[field]));
}
