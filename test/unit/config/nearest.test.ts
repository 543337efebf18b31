import { expect } from 'chai';
import fc from 'fast-check';
import { nearest } from '../../../src/config/nearest.js';

const known = ['start_date', 'end_date', 'products', 'plan', 'client_secret'];

describe('the nearest name', () => {
  for (const [written, expected] of [
    ['strat_date', 'start_date'],
    ['startDate', 'start_date'],
    ['START-DATE', 'start_date'],
    ['end_dat', 'end_date'],
    ['product', 'products'],
    ['plna', 'plan'],
    ['clientsecret', 'client_secret'],
    ['user_agent', null],
    ['x', null],
    ['', null],
    ['p'.repeat(100_000), null],
  ] as const) {
    it(`takes ${written.slice(0, 20)} for ${expected ?? 'none'}`, () =>
      expect(nearest(written, known)).to.equal(expected));
  }

  it('knows every name in which two neighbours changed places', () =>
    fc.assert(
      fc.property(fc.constantFrom('start_date', 'products', 'client_secret'), fc.nat(6), (name, at) => {
        const swapped = name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
        expect(nearest(swapped, known)).to.equal(name);
      }),
    ));
});
