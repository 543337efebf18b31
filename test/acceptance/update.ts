/**
 * Writes the files of the acceptance tests that come out of the connector: catalogs, a state from the future and the
 * expected records, two of each stream. It refuses to write records that the simulator's answer key does not know.
 * With `--release` it also writes down what this version promises to the versions to come.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { compareRows } from '../simulator/index.js';
import { root } from '../support/command.js';
import { at, objectAt, textAt } from '../support/json-paths.js';
import { configuredCatalog, keyOf, recordsByStream, startConnector, streamsOf } from './connector.js';
import type { Connector } from './connector.js';
import { summarize } from './released.js';
import { readObject, testOf } from './suite.js';

type Rows = ReadonlyMap<string, readonly JsonObject[]>;

const recordsPerStream = 2;
const config = testOf('basic_read').text('config_path');

async function save(path: string, content: JsonValue): Promise<void> {
  await writeFile(
    join(root, path),
    await format(JSON.stringify(content), { parser: 'json', printWidth: 110 }),
  );
}

/** A catalog without the columns: an orchestrator's has them all, and no columns means all of them. */
function withoutColumns(streams: readonly JsonObject[]): readonly JsonObject[] {
  return streams.map((stream) => ({ ...stream, json_schema: {} }));
}

function futureState(streams: readonly JsonObject[]): readonly JsonObject[] {
  const stream_state = {
    version: 1,
    cursor: '2999-01-01T00:00:00Z',
    pass: null,
    watermark: '',
    due: {},
    full: null,
    start: null,
    seen: '',
    seen_from: null,
    plan: '',
    spent: '',
    sync: '',
  };
  return streams.map(({ name }) => ({
    type: 'STREAM',
    stream: { stream_descriptor: { name: name ?? '' }, stream_state },
  }));
}

async function rowsByStream(connector: Connector, catalog: JsonObject): Promise<Rows> {
  const records = recordsByStream(await connector.read(config, catalog));
  return new Map([...records].map(([name, own]) => [name, own.map((record) => objectAt(record, 'data'))]));
}

/** The first by key of those that come out alike each time: who is asked first may show in a row. */
async function expectedRecords(connector: Connector, streams: readonly JsonObject[]): Promise<string> {
  const catalog = configuredCatalog(streams, 'full_refresh');
  const [rows, again] = [await rowsByStream(connector, catalog), await rowsByStream(connector, catalog)];
  const lines = streams.flatMap((stream) => {
    const name = textAt(stream, 'name');
    const own = rows.get(name) ?? [];
    const { missing, strange, doubled, wrong } = compareRows(name, own, connector.simulator.expected(name));
    if ([missing, strange, doubled, wrong].some((found) => found.length > 0)) {
      throw new Error(`${name} is not what the answer key says`);
    }
    const stable = new Set((again.get(name) ?? []).map((row) => JSON.stringify(row)));
    return own
      .filter((row) => stable.has(JSON.stringify(row)))
      .sort((a, b) => (keyOf(stream, a) < keyOf(stream, b) ? -1 : 1))
      .slice(0, recordsPerStream)
      .map((data) => JSON.stringify({ stream: name, data, emitted_at: 0 }));
  });
  return `${lines.join('\n')}\n`;
}

const connector = await startConnector();
try {
  const streams = streamsOf(await connector.discover(config));
  const incremental = streams.filter((stream) => at(stream, 'default_cursor_field') !== undefined);
  const [full, partial] = [testOf('full_refresh'), testOf('incremental')];
  await save(
    full.text('configured_catalog_path'),
    configuredCatalog(withoutColumns(streams), 'full_refresh'),
  );
  await save(
    partial.text('configured_catalog_path'),
    configuredCatalog(withoutColumns(incremental), 'incremental'),
  );
  await save(partial.text('future_state', 'future_state_path'), futureState(incremental));
  const records = await expectedRecords(connector, streams);
  await writeFile(join(root, testOf('basic_read').text('expect_records', 'path')), records);
  if (process.argv.includes('--release')) {
    await save('test/acceptance/released/spec.json', await readObject('spec.json'));
    await save('test/acceptance/released/catalog.json', summarize(streams));
  }
} finally {
  await connector.close();
}
