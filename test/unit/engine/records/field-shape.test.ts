import { expect } from 'chai';
import { applyShape, compileField } from '../../../../src/engine/records/field-shape.js';
import { Misfits, placeOf } from '../../../../src/engine/records/misfits.js';
import { isJsonObject } from '../../../../src/json.js';
import type { JsonObject, JsonValue } from '../../../../src/json.js';
import { keptSecrets, toySecrets } from '../../../support/toy-secrets.js';

/** What a field of this schema makes of a value; undefined: it does not fit. */
function shaped(
  schema: JsonValue | undefined,
  value: JsonValue,
  secrets = keptSecrets,
): JsonValue | undefined {
  return applyShape(compileField(schema, { secrets, misfits: new Misfits() }), value);
}

/** What it makes of it, and what inside it did not fit, by place. */
function taken(schema: JsonValue, value: JsonValue) {
  const misfits = new Misfits();
  const result = applyShape(compileField(schema, { secrets: keptSecrets, misfits }), value);
  return { result, misfits: Object.fromEntries(misfits.drain().map((one) => [placeOf(one), one.value])) };
}

function odd(json: string): JsonValue {
  const value: unknown = JSON.parse(json);
  if (!isJsonObject(value)) throw new Error('no object');
  return value;
}

const text: JsonObject = { type: ['null', 'string'] };
const moment: JsonObject = { type: ['null', 'string'], format: 'date-time' };
const date: JsonObject = { type: ['null', 'string'], format: 'date' };
const integer: JsonObject = { type: ['null', 'integer'] };
const number: JsonObject = { type: ['null', 'number'] };
const truth: JsonObject = { type: ['null', 'boolean'] };

interface Case {
  readonly schema: JsonObject;
  readonly value: JsonValue;
  readonly becomes: JsonValue | undefined;
}

const cases: Readonly<Record<string, readonly Case[]>> = {
  'keeps what fits': [
    { schema: text, value: '', becomes: '' },
    { schema: text, value: 'a', becomes: 'a' },
    { schema: integer, value: 0, becomes: 0 },
    { schema: number, value: -1.5, becomes: -1.5 },
    { schema: truth, value: false, becomes: false },
    { schema: moment, value: '2026-01-02T03:04:05Z', becomes: '2026-01-02T03:04:05Z' },
    { schema: moment, value: '2026-01-02T03:04:05.678Z', becomes: '2026-01-02T03:04:05.678Z' },
    { schema: moment, value: '2028-02-29T23:59:59Z', becomes: '2028-02-29T23:59:59Z' },
    { schema: moment, value: '2026-12-31T00:00:00Z', becomes: '2026-12-31T00:00:00Z' },
    { schema: date, value: '2028-02-29', becomes: '2028-02-29' },
    ...[text, moment, date, integer, number, truth].map((schema) => ({ schema, value: null, becomes: null })),
  ],
  'makes null of an empty text where no text belongs': [
    { schema: moment, value: '', becomes: null },
    { schema: date, value: '', becomes: null },
    { schema: integer, value: '', becomes: null },
    { schema: number, value: '', becomes: null },
    { schema: truth, value: '', becomes: null },
  ],
  'writes ids as text, however long': [
    { schema: text, value: 85746065432, becomes: '85746065432' },
    { schema: text, value: 0, becomes: '0' },
    { schema: text, value: true, becomes: 'true' },
  ],
  'reads numbers and truths from text': [
    { schema: integer, value: '30', becomes: 30 },
    { schema: integer, value: '-3', becomes: -3 },
    { schema: number, value: '1.25', becomes: 1.25 },
    { schema: truth, value: 'true', becomes: true },
    { schema: integer, value: ' 3 ', becomes: 3 },
    { schema: truth, value: 'false', becomes: false },
    { schema: truth, value: 'TRUE', becomes: true },
  ],
  'takes 0 and 1 for truths': [
    { schema: truth, value: 0, becomes: false },
    { schema: truth, value: 1, becomes: true },
    { schema: truth, value: '0', becomes: false },
    { schema: truth, value: '1', becomes: true },
  ],
  'takes counted seconds and milliseconds for times': [
    { schema: moment, value: 1767323045, becomes: '2026-01-02T03:04:05.000Z' },
    { schema: moment, value: '1767323045678', becomes: '2026-01-02T03:04:05.678Z' },
  ],
  'turns offsets into UTC': [
    { schema: moment, value: '2026-01-02T03:04:05+02:00', becomes: '2026-01-02T01:04:05.000Z' },
    { schema: moment, value: '2026-01-02T03:04:05-0530', becomes: '2026-01-02T08:34:05.000Z' },
    { schema: moment, value: '2026-01-02T24:00:00Z', becomes: '2026-01-03T00:00:00.000Z' },
    { schema: moment, value: '2026-01-02T03:04Z', becomes: '2026-01-02T03:04:00.000Z' },
  ],
  'gives up on what is not of the type': [
    { schema: moment, value: '2026-01-02 03:04:05:678', becomes: '2026-01-02T03:04:05.678Z' },
    { schema: moment, value: '2026-02-29 03:04:05:678', becomes: undefined },
    { schema: moment, value: '2026-01-02 25:04:05:678', becomes: undefined },
    { schema: moment, value: '2026-01-02 03:04:05.678', becomes: undefined },
    { schema: moment, value: '2026-01-02 03:04:05', becomes: undefined },
    { schema: moment, value: '2026-01-02T03:04:05', becomes: undefined },
    { schema: moment, value: '2026-01-02', becomes: undefined },
    { schema: moment, value: '2026-13-02T03:04:05Z', becomes: undefined },
    { schema: moment, value: '2026-02-29T03:04:05Z', becomes: undefined },
    { schema: moment, value: '2026-01-02T25:04:05Z', becomes: undefined },
    { schema: moment, value: '2026-01-02T03:60:05Z', becomes: undefined },
    { schema: moment, value: '9999-12-31T23:59:59-12:00', becomes: undefined },
    { schema: moment, value: '0000-01-01T00:00:00+14:00', becomes: undefined },
    { schema: moment, value: 176732304, becomes: undefined },
    { schema: moment, value: 1767323045.5, becomes: undefined },
    { schema: moment, value: -1767323045, becomes: undefined },
    { schema: date, value: '2026-13-01', becomes: undefined },
    { schema: date, value: '1/2/2026', becomes: undefined },
    { schema: integer, value: 1.5, becomes: undefined },
    { schema: integer, value: '1.5', becomes: undefined },
    { schema: integer, value: '90071992547409930', becomes: undefined },
    { schema: number, value: 'many', becomes: undefined },
    { schema: number, value: '0x10', becomes: undefined },
    { schema: truth, value: 2, becomes: undefined },
    { schema: truth, value: 'yes', becomes: undefined },
    { schema: text, value: { a: 1 }, becomes: undefined },
    { schema: text, value: ['a'], becomes: undefined },
    { schema: { type: 'array', items: integer }, value: 'a', becomes: undefined },
    { schema: { type: 'object' }, value: [], becomes: undefined },
    { schema: { type: 'object' }, value: 'a', becomes: undefined },
  ],
};

describe('compileField', () => {
  for (const [behaviour, rows] of Object.entries(cases)) {
    it(behaviour, () => {
      for (const { schema, value, becomes } of rows) {
        expect(shaped(schema, value), `${JSON.stringify(schema)} of ${JSON.stringify(value)}`).to.equal(
          becomes,
        );
      }
    });
  }

  it('shapes what lies inside objects and lists', () => {
    const schema = {
      type: ['null', 'object'],
      properties: {
        at: moment,
        list: { type: 'array', items: { type: 'object', properties: { id: text } } },
      },
    };
    expect(shaped(schema, { at: '', list: [{ id: 5 }, { id: null }] })).to.deep.equal({
      at: null,
      list: [{ id: '5' }, { id: null }],
    });
  });

  it('leaves unknown fields of nested objects where they are', () => {
    const value = { known: 'a', new: { deep: [1, 'x'] } };
    expect(shaped({ type: 'object', properties: { known: text } }, value)).to.deep.equal(value);
  });

  it('makes a list of what comes alone where its items are like that, and nothing of empty text', () => {
    const list = (items: JsonValue): JsonObject => ({ type: ['null', 'array'], items });
    const person = { type: ['null', 'object'], properties: { age: integer } };
    expect(shaped(list(text), 'a')).to.deep.equal(['a']);
    expect(shaped(list(text), 7)).to.deep.equal(['7']);
    expect(shaped(list(integer), '7')).to.deep.equal([7]);
    expect(shaped(list(person), { age: '7' })).to.deep.equal([{ age: 7 }]);
    expect(shaped(list(text), '')).to.equal(null);
    expect(shaped(person, '')).to.equal(null);
    expect(shaped(list(person), 'a')).to.equal(undefined);
  });

  it('gives up only the innermost value that does not fit, and tells where it was', () => {
    const answer = { type: ['null', 'object'], properties: { at: moment, text } };
    const schema = {
      type: ['null', 'object'],
      properties: {
        list: { type: ['null', 'array'], items: integer },
        answers: { type: 'array', items: answer },
      },
    };
    const value = {
      list: [1, 'two', null],
      answers: [{ text: 'yes' }, { at: '2024-02-20 15:31:33', text: 'no' }],
      more: { at: 'any' },
    };
    expect(taken(schema, value)).to.deep.equal({
      result: {
        list: [1, null, null],
        answers: [{ text: 'yes' }, { at: null, text: 'no' }],
        more: { at: 'any' },
      },
      misfits: { 'list.1': 'two', 'answers.1.at': '2024-02-20 15:31:33' },
    });
    expect(taken({ type: 'array', items: answer }, { at: 'x' })).to.deep.equal({
      result: [{ at: null }],
      misfits: { '0.at': 'x' },
    });
  });

  it('keeps fields of any name inside objects', () => {
    const value: JsonValue = odd('{"__proto__": {"size": 1}, "constructor": "", "toString": 0, "size": "2"}');
    const schema = { type: 'object', properties: { size: integer } };
    const expected = '{"__proto__":{"size":1},"constructor":"","toString":0,"size":2}';
    expect(JSON.stringify(shaped(schema, value))).to.equal(expected);
    const hidden: JsonValue = odd('{"password": "x", "__proto__": {"password": "y", "a": 1}}');
    expect(JSON.stringify(shaped({ type: 'object' }, hidden, toySecrets('password')))).to.equal(
      '{"__proto__":{"a":1}}',
    );
  });

  it('passes what no schema describes', () => {
    for (const schema of [undefined, true, {}]) {
      expect(shaped(schema, { any: [1] })).to.deep.equal({ any: [1] });
    }
  });
});

describe('compileField: secrets', () => {
  const secrets = toySecrets('password');
  const hidden = { name: 'a', password: 'hunter2' };
  const shown = { name: 'a' };
  const described = { type: 'object', properties: { name: text, password: text } };

  const places: readonly (readonly [string, JsonValue | undefined, JsonValue, JsonValue])[] = [
    ['a described object', described, hidden, shown],
    ['a list of described objects', { type: 'array', items: described }, [hidden], [shown]],
    ['an object without properties', { type: 'object' }, { deep: hidden }, { deep: shown }],
    ['an unknown field of an object', described, { extra: hidden }, { extra: shown }],
    ['a list in an unknown field', described, { extra: [[hidden]] }, { extra: [[shown]] }],
    ['a list without items', { type: 'array' }, [hidden, [hidden]], [shown, [shown]]],
    ['a field without a type', {}, { deep: [hidden] }, { deep: [shown] }],
    ['a field without a schema', undefined, [hidden], [shown]],
  ];
  for (const [place, schema, value, expected] of places) {
    it(`are taken out of ${place}`, () => {
      expect(shaped(schema, value, secrets)).to.deep.equal(expected);
      expect(shaped(schema, value), 'and stay when they are wanted').to.deep.equal(value);
    });
  }
});
