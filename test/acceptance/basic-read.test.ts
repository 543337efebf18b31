import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import { compileValidator } from '../../src/json-schema.js';
import { at, objectAt, textAt } from '../support/json-paths.js';
import { propertiesOf } from '../support/schema-walk.js';
import {
  configuredCatalog,
  keyFields,
  keyOf,
  recordsByStream,
  startConnector,
  statesByStream,
  streamsOf,
} from './connector.js';
import type { Connector, Output } from './connector.js';
import { readLines, testOf } from './suite.js';

describe('acceptance: TestBasicRead', function () {
  this.timeout(60_000);
  const test = testOf('basic_read');
  const config = test.text('config_path');
  let connector: Connector;
  let streams: readonly JsonObject[];
  let output: Output;
  let records: ReadonlyMap<string, readonly JsonObject[]>;

  before(async () => {
    connector = await startConnector();
    streams = streamsOf(await connector.discover(config));
    output = await connector.read(config, configuredCatalog(streams, 'full_refresh'));
    records = recordsByStream(output);
  });
  after(() => connector.close());

  const rowsOf = (stream: JsonObject): readonly JsonObject[] =>
    (records.get(textAt(stream, 'name')) ?? []).map((record) => objectAt(record, 'data'));

  describe('test_read', () => {
    it('ends with exit code 0 and shows no secret, of the app or of the account', () => {
      expect(output.exitCode, output.text.slice(-2_000)).to.equal(0);
      expect(/[^ ]{0,60}SECRET/.exec(output.text)?.[0]).to.equal(undefined);
    });

    it('leaves no stream empty but those listed', () => {
      const empty = streams.filter((stream) => rowsOf(stream).length === 0).map(({ name }) => name);
      expect(empty).to.deep.equal(test.value('empty_streams'));
    });

    it('delivers records that obey their schema, without extra columns', () => {
      for (const stream of streams) {
        const schema = objectAt(stream, 'json_schema');
        const validate = compileValidator(schema);
        const columns = new Set(Object.keys(propertiesOf(schema)));
        for (const row of rowsOf(stream)) {
          expect(validate(row), JSON.stringify(row)).to.deep.equal([]);
          expect(Object.keys(row).filter((name) => !columns.has(name))).to.deep.equal([]);
        }
      }
    });

    it('fills every primary key with a plain value', () => {
      for (const stream of streams) {
        for (const row of rowsOf(stream)) {
          for (const field of keyFields(stream))
            expect(typeof row[field], field).to.be.oneOf(['string', 'number']);
        }
      }
    });

    it('delivers the expected records, of every stream', async () => {
      const expected = await readLines(test.text('expect_records', 'path'));
      expect(new Set(expected.map(({ stream }) => stream))).to.deep.equal(new Set(records.keys()));
      const byName = new Map(streams.map((stream) => [textAt(stream, 'name'), stream]));
      for (const record of expected) {
        const stream = objectAt(byName.get(textAt(record, 'stream')));
        const wanted = objectAt(record, 'data');
        const found = rowsOf(stream).find((row) => keyOf(stream, row) === keyOf(stream, wanted));
        expect(found, textAt(record, 'stream')).to.deep.equal(wanted);
      }
    });

    it('says STARTED, RUNNING and COMPLETE of every stream', () => {
      const traces = output.of('TRACE').filter(({ type }) => type === 'STREAM_STATUS');
      for (const name of records.keys()) {
        const own = traces.filter((one) => at(one, 'stream_status', 'stream_descriptor', 'name') === name);
        const statuses = own.map((one) => at(one, 'stream_status', 'status'));
        expect(statuses, name).to.deep.equal(['STARTED', 'RUNNING', 'COMPLETE']);
      }
    });

    it('writes at least one state a stream, each with the number of its records', () => {
      const states = statesByStream(output);
      for (const stream of streams) {
        const own = states.get(textAt(stream, 'name')) ?? [];
        expect(own, textAt(stream, 'name')).not.to.have.length(0);
        for (const state of own) expect(state['type']).to.equal('STREAM');
        const counts = own.map((state) => Number(at(state, 'sourceStats', 'recordCount')));
        expect(counts.reduce((sum, count) => sum + count, 0)).to.equal(rowsOf(stream).length);
      }
    });
  });

  it('test_airbyte_trace_message_on_failure', async () => {
    const streamless = { name: 'no_such_stream', json_schema: {}, supported_sync_modes: ['full_refresh'] };
    const failed = await connector.read(config, configuredCatalog([streamless], 'full_refresh'));
    const errors = failed.of('TRACE').filter(({ type }) => type === 'ERROR');
    expect(errors).not.to.have.length(0);
    expect(errors[0]).to.have.nested.property('error.message').that.includes('no_such_stream');
    expect(failed.exitCode).not.to.equal(0);
  });

  it('test_all_supported_file_types_present: the source offers no files', () => {
    for (const stream of streams) expect(stream).to.not.have.any.keys('is_file_based');
  });
});
