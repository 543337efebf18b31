import { expect } from 'chai';
import { RowIds } from '../../../../src/engine/records/row-ids.js';
import { compileShaper } from '../../../../src/engine/records/shaper.js';
import { isJsonObject } from '../../../../src/json.js';
import type { JsonObject } from '../../../../src/json.js';
import type { RowId } from '../../../../src/engine/declaration.js';
import { keptSecrets, toySecrets } from '../../../support/toy-secrets.js';
import { field, moment, road, toyNames, toyStream } from '../../../support/toy-streams.js';

const text = field('string');

interface Setup {
  readonly fields?: JsonObject;
  readonly rowId?: RowId;
  readonly standIn?: readonly (readonly string[])[];
  readonly embedded?: string;
  readonly secrets?: readonly string[];
}

function setup({ fields = { id: text }, secrets = [], ...declared }: Setup = {}) {
  const unknown: string[] = [];
  const misfits: string[] = [];
  const definition = toyStream({
    name: toyNames.guests,
    path: '/events/{event_id}/guests',
    parents: [road(toyNames.events, { event_id: 'id' }, { inherit: { topic: 'topic' } })],
    fields: { event_id: text, topic: text, ...fields },
    ...declared,
  });
  const shape = compileShaper(definition, {
    secrets: secrets.length === 0 ? keptSecrets : toySecrets(...secrets),
    onUnknown: (name) => unknown.push(name),
    onMisfit: (kind) => misfits.push(kind),
  });
  const ids = new RowIds();
  const page = (rows: readonly JsonObject[]) => shape(rows, ids);
  return { unknown, misfits, page, shape: (row: JsonObject): JsonObject => page([row])[0] ?? {} };
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
    const { shape, unknown, misfits } = setup({ fields: { id: text, size: field('integer') } });
    expect(shape({ id: 'a', size: 'huge' })).to.deep.equal({
      id: 'a',
      size: null,
      extra_fields: { size: 'huge' },
    });
    expect(unknown, 'the schema knows the name').to.deep.equal([]);
    expect(misfits).to.deep.equal(['size (text)']);
  });

  it('keeps a value inside another that is not of its type under its place, and all around it stays', () => {
    const answer = { type: ['null', 'object'], properties: { at: moment, text } };
    const { shape, misfits } = setup({
      fields: { id: text, answers: { type: ['null', 'array'], items: answer } },
    });
    const answers = [
      { at: '2024-02-20 15:31:33', text: 'a' },
      { at: {}, text: 'b' },
    ];
    expect(shape({ id: 'a', answers, color: 'red' })).to.deep.equal({
      id: 'a',
      answers: [
        { at: null, text: 'a' },
        { at: null, text: 'b' },
      ],
      extra_fields: { 'answers.0.at': '2024-02-20 15:31:33', 'answers.1.at': {}, color: 'red' },
    });
    expect(misfits).to.deep.equal(['answers[].at (text)', 'answers[].at (an object)']);
    expect(shape({ id: 'b', answers: null }), 'the next row is clean').to.deep.equal({
      id: 'b',
      answers: null,
    });
  });

  it('keeps fields of any name', () => {
    const json =
      '{"id": 7, "__proto__": {"id": "x"}, "constructor": "c", "toString": null, "hasOwnProperty": [1]}';
    const row: unknown = JSON.parse(json);
    if (!isJsonObject(row)) throw new Error('no object');
    const extra = '{"__proto__":{"id":"x"},"constructor":"c","toString":null,"hasOwnProperty":[1]}';
    expect(JSON.stringify(setup().shape(row))).to.equal(`{"id":"7","extra_fields":${extra}}`);
    expect(JSON.stringify(setup({ rowId: [['id']] }).shape(row))).to.equal(
      `{"row_id":"7","id":"7","extra_fields":${extra}}`,
    );
  });

  it('keeps a field of the row that is called like one of its parent', () => {
    const { shape, unknown } = setup();
    expect(shape({ id: 'a', topic: 'mine' })).to.deep.equal({ id: 'a', extra_fields: { topic: 'mine' } });
    expect(unknown, 'the schema knows it').to.deep.equal([]);
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

describe('compileShaper: links', () => {
  const link = 'https://example.zoom.us/j/1?pwd=x&from=y';
  const row = { id: 'a', link, deep: { list: [link, 1] }, new_field: `Join: ${link}#tk=z` };
  const fields = { id: text, link: text, deep: field('object') };

  it('stay without what opens something, at any depth and in any text', () => {
    const clean = 'https://example.zoom.us/j/1?from=y';
    expect(setup({ fields, secrets: ['password'] }).shape(row)).to.deep.equal({
      id: 'a',
      link: clean,
      deep: { list: [clean, 1] },
      extra_fields: { new_field: `Join: ${clean}` },
    });
  });

  it('stay as they are when secrets are wanted', () => {
    const { new_field, ...known } = row;
    expect(setup({ fields }).shape(row)).to.deep.equal({ ...known, extra_fields: { new_field } });
  });
});
