import { expect } from 'chai';
import { selectStreams } from '../../../src/protocols/singer/selection.js';
import { singer } from '../../../src/protocols/singer/encode.js';
import { at, offered, parse, reports, users } from './support.js';

type Item = readonly [readonly string[], object];

function entry(items: readonly Item[], more: object = {}): unknown {
  const metadata = items.map(([path, values]) => ({
    breadcrumb: path.flatMap((field) => ['properties', field]),
    metadata: values,
  }));
  return { tap_stream_id: 'users', stream: 'users', schema: users.schema, metadata, ...more };
}

function selectUsers(items: readonly Item[], more: object = {}) {
  return selectStreams({ streams: [entry(items, more)] }, offered).streams[0];
}

describe('singer catalog', () => {
  it('says for every property, nested ones too, whether it can be left out', () => {
    const catalog = parse(singer.discover(offered));
    const metadata = at(catalog, 'streams', 0, 'metadata');
    expect(metadata).to.deep.include({
      breadcrumb: ['properties', 'id'],
      metadata: { inclusion: 'automatic', 'selected-by-default': true },
    });
    expect(metadata).to.deep.include({
      breadcrumb: ['properties', 'settings', 'properties', 'audio'],
      metadata: { inclusion: 'available', 'selected-by-default': true },
    });
    expect(at(catalog, 'streams', 1, 'metadata', 0, 'metadata')).to.deep.equal({
      inclusion: 'available',
      'selected-by-default': true,
      'table-key-properties': ['uuid'],
      'forced-replication-method': 'INCREMENTAL',
      'valid-replication-keys': ['end_time'],
    });
    expect(metadata).to.have.length(6);
  });

  it('is selected whole when it comes back as it was printed', () => {
    const { streams } = selectStreams(parse(singer.discover(offered)), offered);
    expect(streams.map(({ configured }) => configured)).to.deep.equal([
      { name: 'users', syncMode: 'full_refresh', deselected: [], syncId: null, generationId: null },
      { name: 'report_meetings', syncMode: 'incremental', deselected: [], syncId: null, generationId: null },
    ]);
    expect(streams.map(({ message }) => message.schema)).to.deep.equal([users.schema, reports.schema]);
  });
});

describe('singer selection', () => {
  it('reads every stream without a catalog, and none that a catalog leaves out', () => {
    expect(selectStreams(undefined, offered).streams).to.have.length(2);
    expect(selectStreams({ streams: [] }, offered).streams).to.deep.equal([]);
  });

  for (const [name, items, more, isSelected] of [
    ['selected in metadata', [[[], { selected: true }]], {}, true],
    [
      'deselected in metadata, whatever the old key says',
      [[[], { selected: false }]],
      { selected: true },
      false,
    ],
    ['selected by the old key', [[[], {}]], { selected: true }, true],
    [
      'deselected by the old key, against the default',
      [[[], { 'selected-by-default': true }]],
      { selected: false },
      false,
    ],
    ['deselected by default', [[[], { 'selected-by-default': false }]], {}, false],
    ['without any metadata', [], {}, true],
    ['with metadata that does not speak of selection', [[[], { inclusion: 'available' }]], {}, false],
  ] as const) {
    it(`a stream ${name} is ${isSelected ? 'read' : 'left out'}`, () => {
      expect(selectUsers(items, more) !== undefined).to.equal(isSelected);
    });
  }

  it('leaves a deselected property out of the schema and of the records', () => {
    const selected = selectUsers([
      [[], { selected: true }],
      [['email'], { selected: false }],
      [['settings', 'video'], { selected: false }],
    ]);
    expect(selected?.configured.deselected).to.deep.equal([['email'], ['settings', 'video']]);
    expect(selected?.message.schema).to.deep.equal({
      type: 'object',
      additionalProperties: true,
      properties: {
        id: { type: ['string'] },
        settings: { type: ['null', 'object'], properties: { audio: { type: ['null', 'string'] } } },
      },
    });
  });

  it('keeps the key whatever is said, and drops the children of a deselected parent', () => {
    const selected = selectUsers([
      [[], { selected: true }],
      [['id'], { selected: false, inclusion: 'available' }],
      [['settings'], { selected: false }],
      [['settings', 'audio'], { selected: true }],
    ]);
    expect(selected?.configured.deselected).to.deep.equal([['settings']]);
  });

  it('lets automatic win over a deselection and unsupported over a selection', () => {
    const selected = selectUsers([
      [[], { selected: true }],
      [['email'], { selected: false, inclusion: 'automatic' }],
      [['settings'], { selected: true, inclusion: 'unsupported' }],
    ]);
    expect(selected?.configured.deselected).to.deep.equal([['settings']]);
  });

  it('announces the types that the user wrote into the catalog, and sends nothing that it does not declare', () => {
    const schema = { type: 'object', properties: { email: { type: ['null', 'string'], maxLength: 9 } } };
    const selected = selectUsers([[[], { selected: true }]], { schema });
    expect(selected?.configured.deselected).to.deep.equal([['settings']]);
    expect(selected?.message.schema['properties']).to.deep.equal({
      id: { type: ['string'] },
      email: { type: ['null', 'string'], maxLength: 9 },
    });
  });

  for (const [name, root, more] of [
    [
      'in metadata',
      { selected: true, 'replication-method': 'FULL_TABLE', 'forced-replication-method': 'INCREMENTAL' },
      {},
    ],
    ['by the old key', { selected: true }, { replication_method: 'FULL_TABLE' }],
  ] as const) {
    it(`follows FULL_TABLE ${name}`, () => {
      const one = {
        tap_stream_id: 'report_meetings',
        metadata: [{ breadcrumb: [], metadata: root }],
        ...more,
      };
      const [selected] = selectStreams({ streams: [one] }, offered).streams;
      expect(selected?.configured.syncMode).to.equal('full_refresh');
      expect(selected?.message.bookmarkProperties).to.deep.equal([]);
    });
  }

  it('names selected streams that do not exist and passes over deselected ones', () => {
    const streams = [{ tap_stream_id: 'gone' }, { tap_stream_id: 'old', selected: false }];
    expect(selectStreams({ streams }, offered).unknown).to.deep.equal(['gone']);
  });

  it('refuses what is no catalog with a sentence', () => {
    expect(() => selectStreams(null, offered)).to.throw('a list named streams');
    expect(() => selectStreams({ streams: [{}] }, offered)).to.throw('streams[0] must have a tap_stream_id');
    const airbytes = { stream: { name: 'users' }, sync_mode: 'full_refresh' };
    expect(() => selectStreams({ streams: [airbytes, airbytes] }, offered)).to.throw(
      /^The catalog is one of Airbyte's: [^\n]*$/,
    );
  });
});
