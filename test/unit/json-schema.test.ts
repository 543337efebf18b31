import { expect } from 'chai';
import { compileValidator } from '../../src/json-schema.js';
import type { JsonObject } from '../../src/json.js';

const cases: readonly (readonly [schema: JsonObject, value: unknown, path: string, message: string])[] = [
  [{ type: 'object' }, 1, '', 'The document must be an object.'],
  [{ type: ['null', 'integer'] }, 'x', '', 'The document must be null or a whole number.'],
  [{ required: ['a'] }, {}, 'a', 'a is missing.'],
  [{ properties: { 'a/b': { type: 'string' } } }, { 'a/b': 1 }, 'a/b', 'a/b must be text.'],
  [{ items: { enum: ['x', 'y'] } }, ['x', 'z'], '1', '1 must be one of x, y.'],
  [{ properties: { a: { minimum: 2 } } }, { a: 1 }, 'a', 'a must be at least 2.'],
  [
    { properties: { a: { type: 'string', format: 'date-time' } } },
    { a: 'now' },
    'a',
    'a must look like date-time.',
  ],
  [
    { properties: { a: { pattern: '^x$', pattern_descriptor: 'x' } } },
    { a: 'y' },
    'a',
    'a must look like x.',
  ],
  [{ properties: { a: { maxItems: 1 } } }, { a: [1, 2] }, 'a', 'a must NOT have more than 1 items.'],
];

describe('compileValidator', () => {
  for (const [schema, value, path, message] of cases) {
    it(`says: ${message}`, () => expect(compileValidator(schema)(value)).to.deep.equal([{ path, message }]));
  }

  it('finds nothing wrong with a right value, and ignores keywords it does not know', () =>
    expect(compileValidator({ type: 'object', airbyte_secret: true })({})).to.deep.equal([]));

  it('finds all problems at once', () =>
    expect(compileValidator({ required: ['a', 'b'] })({})).to.have.length(2));
});
