import { Ajv } from 'ajv';
import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import { at, listAt, objectAt, textAt } from '../support/json-paths.js';
import { nodesOf, propertiesOf, typesOf } from '../support/schema-walk.js';
import { keyFields, startConnector, streamsOf } from './connector.js';
import type { Connector, Output } from './connector.js';
import { keywordsIn } from './keywords.js';
import { summarize } from './released.js';
import { readObject, testOf } from './suite.js';

/** https://docs.airbyte.com/understanding-airbyte/supported-data-types (2026-11) */
const dataTypes = new Set(['null', 'string', 'boolean', 'integer', 'number', 'array', 'object']);
const formats = new Set(['date', 'date-time', 'time']);

describe('acceptance: TestDiscovery', function () {
  this.timeout(60_000);
  let connector: Connector;
  let output: Output;
  let streams: readonly JsonObject[];

  before(async () => {
    connector = await startConnector();
    output = await connector.discover(testOf('discovery').text('config_path'));
    streams = streamsOf(output);
  });
  after(() => connector.close());

  const eachStream = (test: (schema: JsonObject, stream: JsonObject, name: string) => void): void => {
    for (const stream of streams) test(objectAt(stream, 'json_schema'), stream, textAt(stream, 'name'));
  };

  it('test_discover: one catalog of distinct streams', () => {
    expect(output.exitCode).to.equal(0);
    expect(output.of('CATALOG')).to.have.length(1);
    expect(streams).not.to.have.length(0);
    expect(new Set(streams.map((stream) => stream['name'])).size).to.equal(streams.length);
  });

  it('test_streams_have_valid_json_schemas', () => {
    const ajv = new Ajv({ strict: false });
    eachStream((schema, _, name) => expect(ajv.validateSchema(schema), name).to.equal(true));
  });

  it('test_defined_cursors_exist_in_schema', () => {
    eachStream((schema, stream, name) => {
      if (!('default_cursor_field' in stream)) return;
      expect(propertiesOf(schema), name).to.have.property(textAt(stream, 'default_cursor_field', 0));
    });
  });

  it('test_defined_refs_exist_in_schema: there are none', () => {
    eachStream((schema, _, name) => expect(keywordsIn(schema), name).to.not.have.any.keys('$ref'));
  });

  it('test_defined_keyword_exist_in_schema: neither allOf nor not', () => {
    eachStream((schema, _, name) => expect(keywordsIn(schema), name).to.not.have.any.keys('allOf', 'not'));
  });

  it('test_primary_keys_exist_in_schema', () => {
    eachStream((schema, stream, name) => {
      for (const field of keyFields(stream)) expect(propertiesOf(schema), name).to.have.property(field);
    });
  });

  it('test_streams_has_sync_modes', () => {
    eachStream((_, stream, name) => {
      expect(listAt(stream, 'supported_sync_modes'), name).to.include('full_refresh');
      const isIncremental = listAt(stream, 'supported_sync_modes').includes('incremental');
      expect('default_cursor_field' in stream, name).to.equal(isIncremental);
    });
  });

  it('test_additional_properties_is_true', () => {
    eachStream((schema, _, name) => {
      for (const { path, schema: node } of nodesOf(schema)) {
        expect(node['additionalProperties'] ?? true, `${name} ${path}`).to.equal(true);
      }
    });
  });

  it('test_backward_compatibility: nothing that the released version offered is gone', async () => {
    const before = objectAt(await readObject('test/acceptance/released/catalog.json'));
    const now = summarize(streams);
    for (const [name, stream] of Object.entries(before)) {
      expect(now, 'streams').to.have.property(name);
      const [was, is] = [objectAt(stream), objectAt(now[name])];
      expect(is['key'], `${name}: key`).to.deep.equal(was['key']);
      expect(is['cursor'], `${name}: cursor`).to.equal(was['cursor']);
      expect(objectAt(is, 'fields'), `${name}: fields`).to.deep.include(objectAt(was, 'fields'));
    }
  });

  it('test_catalog_has_supported_data_types', () => {
    eachStream((schema, _, name) => {
      for (const { path, schema: node } of nodesOf(schema).filter((one) => one.path !== '')) {
        const types = typesOf(node);
        const where = `${name} ${path}`;
        expect(
          types.filter((type) => !dataTypes.has(type)),
          where,
        ).to.deep.equal([]);
        if ('format' in node) expect(formats, where).to.include(node['format']);
      }
    });
  });

  it('test_primary_keys_data_type: neither object nor array', () => {
    eachStream((schema, stream, name) => {
      for (const field of keyFields(stream)) {
        const types = at(propertiesOf(schema)[field], 'type');
        expect([types].flat(), name).to.not.include.oneOf(['object', 'array']);
      }
    });
  });
});
