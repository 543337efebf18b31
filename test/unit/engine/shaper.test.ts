import { expect } from 'chai';
import { compileShaper, contentHash } from '../../../src/engine/shaper.js';
import { textOf } from '../../../src/engine/stream-run.js';
import type { JsonObject } from '../../../src/json.js';
import type { RowId } from '../../../src/streams/define-stream.js';
import { field, moment, road, toyNames, toyStream } from '../../support/toy-streams.js';

const text = field('string');

interface Setup {
  readonly fields?: JsonObject;
  readonly rowId?: RowId;
  readonly secrets?: readonly string[];
}

function setup({ fields = { id: text }, rowId, secrets = [] }: Setup = {}) {
  const unknown: string[] = [];
  const definition = toyStream({
    name: toyNames.guests,
    path: '/events/{event_id}/guests',
    parents: [road(toyNames.events, { event_id: 'id' }, { inherit: { topic: 'topic' } })],
    fields: { event_id: text, topic: text, ...fields },
    ...(rowId === undefined ? {} : { rowId }),
  });
  const shape = compileShaper(definition, {
    secrets: new Set(secrets),
    onUnknown: (name) => unknown.push(name),
  });
  const ids = new Map<string, number>();
  return { unknown, shape: (row: JsonObject) => shape(row, ids) };
}

describe('compileShaper', () => {
  it('passes known fields through and brings them to the type of the schema', () => {
    const { shape } = setup({ fields: { id: text, at: moment, size: field('integer') } });
    expect(shape({ id: 12, at: '', size: '3' })).to.deep.equal({ id: '12', at: null, size: 3 });
  });

  it('adds nothing that the row does not have', () => {
    expect(setup({ fields: { id: text, at: moment } }).shape({ id: 'a' })).to.deep.equal({ id: 'a' });
  });

  it('keeps unknown fields in extra_fields as they came, and reports each name once', () => {
    const { shape, unknown } = setup();
    expect(shape({ id: 'a', color: '', deep: { b: [1] } })).to.deep.equal({
      id: 'a',
      extra_fields: { color: '', deep: { b: [1] } },
    });
    shape({ id: 'b', color: 'red' });
    expect(unknown).to.deep.equal(['color', 'deep']);
  });

  it('keeps a value that is not of its type in extra_fields, with null in its place', () => {
    const { shape, unknown } = setup({ fields: { id: text, size: field('integer') } });
    expect(shape({ id: 'a', size: 'huge' })).to.deep.equal({
      id: 'a',
      size: null,
      extra_fields: { size: 'huge' },
    });
    expect(unknown, 'the schema knows the name').to.deep.equal([]);
  });

  it('keeps a field of the row that is called like one of its parent', () => {
    const { shape } = setup();
    expect(shape({ id: 'a', topic: 'mine' })).to.deep.equal({ id: 'a', extra_fields: { topic: 'mine' } });
  });

  it('makes no copy of a row, or of what is nested in it, where nothing changes', () => {
    const fields = {
      id: text,
      tags: { type: ['null', 'array'], items: text },
      owner: { type: ['null', 'object'], properties: { name: text } },
      rows: { type: ['null', 'array'], items: { type: 'object', properties: { at: moment } } },
    };
    const { shape } = setup({ fields, secrets: ['password'] });
    const row = {
      id: 'a',
      tags: ['x', null],
      owner: { name: 'n', more: { deep: [1] } },
      rows: [{ at: null }],
    };
    expect(shape(row)).to.equal(row);
    const changed = { ...row, rows: [{ at: null }, { at: '' }], id: 7 };
    const record = shape(changed);
    expect(record).to.deep.equal({ ...row, rows: [{ at: null }, { at: null }], id: '7' });
    expect(record['owner']).to.equal(row.owner);
    expect(changed.rows, 'the row stays as it came').to.deep.equal([{ at: null }, { at: '' }]);
  });

  it('keeps a field of the row that is called like one of ours', () => {
    const { shape } = setup({ rowId: [['id']] });
    expect(shape({ id: 'a', row_id: 7, extra_fields: 'x' })).to.deep.equal({
      id: 'a',
      row_id: 'a',
      extra_fields: { row_id: 7, extra_fields: 'x' },
    });
  });
});

describe('compileShaper: secrets', () => {
  const fields = {
    id: text,
    password: text,
    settings: { type: ['null', 'object'], properties: { password: text, on: field('boolean') } },
  };
  const row = {
    id: 'a',
    password: 'p',
    settings: { password: 'p', on: true, more: [{ password: 'p', x: 1 }] },
    new_field: { password: 'p', list: [{ password: 'p', y: 2 }] },
  };

  it('are left out at any depth, inside extra_fields too', () => {
    const record = setup({ fields, secrets: ['password'] }).shape(row);
    expect(record).to.deep.equal({
      id: 'a',
      settings: { on: true, more: [{ x: 1 }] },
      extra_fields: { new_field: { list: [{ y: 2 }] } },
    });
  });

  it('are left out of a value that is kept because it does not fit', () => {
    const { shape } = setup({ fields: { id: text, size: field('integer') }, secrets: ['password'] });
    expect(shape({ size: [{ password: 'p' }] })).to.deep.equal({ size: null, extra_fields: { size: [{}] } });
  });

  it('are not reported as unknown fields', () => {
    const { shape, unknown } = setup({ secrets: ['password'] });
    shape({ id: 'a', password: 'p' });
    expect(unknown).to.deep.equal([]);
  });

  it('stay when they are wanted', () => {
    const { new_field, ...known } = row;
    expect(setup({ fields }).shape(row)).to.deep.equal({ ...known, extra_fields: { new_field } });
  });
});

describe('compileShaper: row_id', () => {
  const idsOf = (rowId: RowId, rows: readonly JsonObject[]) => {
    const { shape } = setup({ rowId });
    return rows.map((row) => shape(row)['row_id']);
  };

  it('is the first alternative whose fields are all filled', () => {
    const rows = [{ id: 'u1', email: 'a@b' }, { id: '', email: 'a@b' }, { email: 'c@d' }];
    expect(idsOf([['id'], ['email']], rows)).to.deep.equal(['u1', 'a@b', 'c@d']);
  });

  it('joins its fields, numbers among them', () => {
    expect(idsOf([['user_id', 'join_time']], [{ user_id: 0, join_time: 't' }])).to.deep.equal(['0|t']);
  });

  it('counts what the last alternative cannot tell apart', () => {
    expect(idsOf([['id'], ['email']], [{}, {}, { email: 'a' }, { email: 'a' }])).to.deep.equal([
      '',
      '|2',
      'a',
      'a|2',
    ]);
  });

  it('is a hash of the content, whatever the order of its fields, and counts equal rows', () => {
    const [first, again, other] = idsOf('content', [
      { a: 1, b: { c: [1], d: null } },
      { b: { d: null, c: [1] }, a: 1 },
      { a: 1, b: { c: [2], d: null } },
    ]);
    expect(again).to.equal(`${textOf(first)}|2`);
    expect(other).to.not.equal(first);
    expect(first).to.match(/^[0-9a-f]{16}$/);
  });

  it('tells texts, numbers and nulls apart in the hash', () => {
    const hashes = [{ a: 1 }, { a: '1' }, { a: null }, { a: [1] }, {}].map(contentHash);
    expect(new Set(hashes).size).to.equal(5);
  });
});
