import { expect } from 'chai';
import { airbyte } from '../../../src/protocols/airbyte/encode.js';
import { readConfiguredCatalog } from '../../../src/protocols/airbyte/catalog.js';
import { at, offered, parse } from './support.js';

const configured = (schema: unknown, more: object = {}): unknown => ({
  streams: [{ stream: { name: 'users', json_schema: schema }, sync_mode: 'incremental', ...more }],
});

function deselected(schema: unknown): unknown {
  return readConfiguredCatalog(configured(schema), offered).streams[0]?.deselected;
}

describe('airbyte catalog', () => {
  it('offers each stream with its modes, key and cursor', () => {
    const [first, second] = [0, 1].map((index) =>
      at(parse(airbyte.discover(offered)), 'catalog', 'streams', index),
    );
    expect(first).to.deep.include({
      name: 'users',
      supported_sync_modes: ['full_refresh'],
      source_defined_cursor: true,
      source_defined_primary_key: [['id']],
      is_resumable: true,
    });
    expect(first).not.to.have.property('default_cursor_field');
    expect(second).to.deep.include({
      supported_sync_modes: ['full_refresh', 'incremental'],
      default_cursor_field: ['end_time'],
    });
  });

  it('passes mode and job numbers on, as they were asked for', () => {
    const { streams } = readConfiguredCatalog(configured({}, { sync_id: 4, generation_id: 2 }), offered);
    expect(streams).to.deep.equal([
      { name: 'users', syncMode: 'incremental', deselected: [], syncId: 4, generationId: 2 },
    ]);
  });

  it('takes no properties for all properties', () => {
    expect(deselected({})).to.deep.equal([]);
    expect(deselected(undefined)).to.deep.equal([]);
    expect(deselected({ properties: {} })).to.deep.equal([]);
  });

  it('leaves out what the configured schema leaves out, nested too, but never the key', () => {
    expect(deselected({ properties: { email: {} } })).to.deep.equal([['settings']]);
    const nested = { properties: { email: {}, settings: { properties: { audio: {} } } } };
    expect(deselected(nested)).to.deep.equal([['settings', 'video']]);
    expect(deselected({ properties: { settings: {} } })).to.deep.equal([['email']]);
  });

  for (const [name, catalog, sentence] of [
    ['no object', 'text', 'a list named streams'],
    ['no list', { streams: {} }, 'a list named streams'],
    ['a nameless stream', { streams: [{ stream: {} }] }, 'streams[0] must have a stream with a name'],
    [
      "one of Singer's",
      { streams: [1, 2].map(() => ({ tap_stream_id: 'users', stream: 'users', metadata: [] })) },
      /^The catalog is one of Singer's: [^\n]*$/,
    ],
    ['a foreign mode', configured({}, { sync_mode: 'sometimes' }), 'sync_mode of users must be'],
    [
      'a stream twice',
      { streams: [1, 2].map(() => ({ stream: { name: 'users' }, sync_mode: 'full_refresh' })) },
      'users twice',
    ],
  ] as const) {
    it(`refuses ${name} with a sentence`, () => {
      expect(() => readConfiguredCatalog(catalog, offered)).to.throw(sentence);
    });
  }
});
