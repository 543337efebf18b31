import { expect } from 'chai';
import { random } from '../../simulator/rng.js';
import { valueOf } from '../../simulator/derived/values.js';
import { textOf } from './client.js';
import type { Making } from '../../simulator/derived/values.js';

/** What the words of the data make. */

const bornAt = Date.parse('2026-11-22T12:00:00Z');
const people = [
  { id: 'one', email: 'one@example.com' },
  { id: 'two', email: 'two@example.com' },
];
const making = (ordinal: number): Making => ({
  words: [random('words').int(1, 9), ordinal],
  ordinal,
  bornAt,
  parent: { id: 'above' },
  people: () => people,
});

const shapes: Readonly<Record<string, RegExp>> = {
  'size 1 900 MB': /^[1-9]\d{0,2} MB$/,
  'decimal 0 5 1': /^[0-5]([.]\d)?$/,
  'seconds 30': /^17\d{8}$/,
  'milliseconds 30': /^17\d{8}000$/,
  clock: /^0[0-3]:[0-5]\d:[0-5]\d$/,
  'minutes 9': /^0\d:[0-5]\d$/,
  telephone: /^[+]1206555\d{4}$/,
  uuid: /^[\w+/]{22}==$/,
  'numbered Queue': /^Queue 3$/,
  'parent id': /^above$/,
  'person id': /^two$/,
  'person email': /^two@example[.]com$/,
};

describe('simulator: words of values', () => {
  for (const [word, shape] of Object.entries(shapes)) {
    it(`makes a value of "${word}"`, () =>
      expect(textOf({ value: valueOf(word, making(3)) ?? null }, 'value')).to.match(shape));
  }

  it('makes moments between two distances, of what is to come too', () => {
    const day = 86_400_000;
    for (let ordinal = 0; ordinal < 50; ordinal += 1) {
      const ago = (word: string): number => (bornAt - Number(valueOf(word, making(ordinal)))) / day;
      expect(ago('milliseconds 200 100')).to.be.within(100, 200.001);
      expect(ago('milliseconds -10')).to.be.within(-10, 0.001);
    }
  });
});
