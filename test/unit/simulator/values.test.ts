import { expect } from 'chai';
import type { JsonObject } from '../../../src/json.js';
import { anyValue, valueDifferences } from '../../simulator/values.js';

/** What a connector may do to a value, and what it may not. */

const allowed: readonly (readonly [what: string, expected: JsonObject, delivered: JsonObject])[] = [
  ['an id as text', { id: 81000067822 }, { id: '81000067822' }],
  ['a number for its text', { size: '3' }, { size: 3 }],
  ['a truth for 0 and 1', { on: 1, off: '0' }, { on: true, off: false }],
  ['null for empty text', { start_time: '' }, { start_time: null }],
  ['a time of the log', { at: '2026-11-22 08:00:00:120' }, { at: '2026-11-22T08:00:00.120Z' }],
  ['a time in UTC', { at: '2026-11-22T08:00:00+02:00' }, { at: '2026-11-22T06:00:00Z' }],
  ['a list of the one value', { group: 'a' }, { group: ['a'] }],
  ['a field that no schema names', { odd: { a: 1 } }, { extra_fields: { odd: { a: 1 } } }],
  [
    'a value that does not fit, under its place',
    { list: [{ at: 'soon' }] },
    { list: [{ at: null }], extra_fields: { 'list.0.at': 'soon' } },
  ],
  ['no secret', { host_key: 'SECRET-1', a: 1 }, { a: 1 }],
  ['a link without what opens it', { u: 'https://x/j?pwd=SECRET-1&b=2' }, { u: 'https://x/j?b=2' }],
  ['a link whose only parameter opens it', { u: 'https://x/j?pwd=SECRET-1' }, { u: 'https://x/j' }],
  ['any value where none can be told', { who: anyValue }, { who: 'somebody' }],
  ['an id of its own', { a: 1 }, { a: 1, row_id: 'x' }],
];

const forbidden: readonly (readonly [what: string, expected: JsonObject, delivered: JsonObject])[] = [
  ['another value', { topic: 'a' }, { topic: 'b' }],
  ['no value', { topic: 'a' }, { topic: null }],
  ['a value from nowhere', {}, { topic: 'a' }],
  ['a value from nowhere in extra_fields', {}, { extra_fields: { odd: 1 } }],
  ['a number that was cut', { minutes: 61 }, { minutes: 6 }],
  ['another moment', { at: '2026-11-22T08:00:00Z' }, { at: '2026-11-22T09:00:00Z' }],
  ['a shorter list', { list: [1, 2] }, { list: [1] }],
  ['a nested value that is gone', { list: [{ a: 1 }] }, { list: [{ a: null }] }],
  ['a nested value from nowhere', { list: [{}] }, { list: [{ a: 1 }] }],
  ['a secret', { host_key: 'SECRET-1' }, { host_key: 'SECRET-1' }],
  ['a link with what opens it', { u: 'https://x/j?pwd=SECRET-1' }, { u: 'https://x/j?pwd=SECRET-1' }],
  ['none where there is one', { who: anyValue }, { who: null }],
  ['another value in extra_fields', { odd: 1 }, { extra_fields: { odd: 2 } }],
];

describe('simulator: the values of a row', () => {
  for (const [what, expected, delivered] of allowed) {
    it(`takes ${what}`, () => expect(valueDifferences(expected, delivered)).to.deep.equal([]));
  }
  for (const [what, expected, delivered] of forbidden) {
    it(`does not take ${what}`, () => expect(valueDifferences(expected, delivered)).to.have.length(1));
  }
});
