import { expect } from 'chai';
import { cutWindows, windowQuery, type WindowContext } from '../../../../src/engine/time/windows.js';
import type { WindowShape } from '../../../../src/engine/declaration.js';
import { toyWindow as month } from '../../../support/toy-streams.js';

const day = 86_400_000;
const now = Date.parse('2026-06-15T12:34:56Z');
const context: WindowContext = { now, startDate: null, endDate: null, retention: null };

describe('how far a window moves on', () => {
  const narrow: readonly (readonly [days: number, before: number, after: number, requests: number])[] = [
    [7, 0, 0, 9],
    [7, 1, 1, 13],
    [3, 0, 0, 21],
    [3, 1, 1, 61],
    [1, 0, 0, 61],
  ];
  for (const [maxDays, before, after, requests] of narrow) {
    it(`asks for sixty days in ${requests} windows of ${maxDays} days, with ${before} before and ${after} after`, () => {
      const shape = { ...month, maxDays, around: { before, after } };
      const windows = cutWindows([{ from: now - 60 * day, to: Infinity }], shape, context);
      expect(windows).to.have.length(requests);
      for (const { asked: days } of windows) {
        expect(((days?.toDay ?? NaN) - (days?.fromDay ?? NaN)) / day + 1).to.be.at.most(maxDays);
      }
    });
  }

  it('refuses a window that would never move on', () => {
    for (const maxDays of [1, 2, 3]) {
      expect(() => cutWindows([{ from: now, to: now }], { ...month, maxDays }, context)).to.throw(
        'never moves on',
      );
    }
  });
});

describe('windowQuery with nothing around', () => {
  it('reaches to the moment at which the next window begins', () => {
    const shape: WindowShape = { ...month, format: 'date-time', maxDays: 7, around: { before: 0, after: 0 } };
    const windows = cutWindows([{ from: now - 8 * day, to: Infinity }], shape, context);
    expect(windows.map((window) => windowQuery(window, shape))).to.deep.equal([
      { from: '2026-06-07T00:00:00Z', to: '2026-06-14T00:00:00Z' },
      { from: '2026-06-14T00:00:00Z', to: '2026-06-16T00:00:00Z' },
    ]);
  });
});
