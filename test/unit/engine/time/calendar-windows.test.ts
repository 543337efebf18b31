import { expect } from 'chai';
import type { WindowShape } from '../../../../src/engine/declaration.js';
import { cutWindows, windowQuery, type WindowContext } from '../../../../src/engine/time/windows.js';
import { toyWindow } from '../../../support/toy-streams.js';

const day = 86_400_000;
const now = Date.parse('2026-06-15T12:34:56Z');
const calendar: WindowShape = { ...toyWindow, around: { before: 0, after: 0 }, period: 'month' };
const context: WindowContext = { now, startDate: null, endDate: null, retention: { months: 6 } };

function asked(shape: WindowShape, from: number, more: Partial<WindowContext> = {}): readonly unknown[] {
  const windows = cutWindows([{ from, to: Infinity }], shape, { ...context, ...more });
  return windows.map((window) => windowQuery(window, shape));
}

describe('calendar windows', () => {
  it('are whole months, the current one up to today, whatever moment of them is wanted', () => {
    expect(asked(calendar, Date.parse('2026-04-30T23:00:00Z'))).to.deep.equal([
      { from: '2026-04-01', to: '2026-04-30' },
      { from: '2026-05-01', to: '2026-05-31' },
      { from: '2026-06-01', to: '2026-06-15' },
    ]);
  });

  it('begin with the first month that is kept from its first day on', () => {
    const [first] = asked(calendar, -Infinity);
    expect(first).to.deep.equal({ from: '2026-01-01', to: '2026-01-31' });
    const atEdge = { now: Date.parse('2026-07-01T00:00:00Z') };
    expect(asked(calendar, -Infinity, atEdge)[0]).to.deep.equal({ from: '2026-01-01', to: '2026-01-31' });
  });

  it('leave no moment to two of them, and none to nobody', () => {
    const windows = cutWindows(
      [{ from: Date.parse('2026-03-10T00:00:00Z'), to: Infinity }],
      calendar,
      context,
    );
    expect(windows.map(({ core }) => core.from)).to.deep.equal([
      Date.parse('2026-03-10T00:00:00Z'),
      ...windows.slice(0, -1).map(({ core }) => core.to + 1),
    ]);
    expect(windows.at(-1)?.core.to).to.equal(Infinity);
  });

  it('reach no further than the configured end', () => {
    const endDate = Date.parse('2026-05-10T23:59:59Z');
    expect(asked(calendar, Date.parse('2026-04-10T00:00:00Z'), { endDate })).to.deep.equal([
      { from: '2026-04-01', to: '2026-04-30' },
      { from: '2026-05-01', to: '2026-05-10' },
    ]);
  });

  it('are asked for as a year and a month where that is the format', () => {
    const shape: WindowShape = { ...calendar, format: 'year-month', from: 'year', to: 'month' };
    expect(asked(shape, Date.parse('2025-12-31T00:00:00Z'), { retention: null })[0]).to.deep.equal({
      year: '2025',
      month: '12',
    });
  });
});

describe('windows with another end than today', () => {
  const exact: WindowShape = { ...calendar, period: null, format: 'date-time', maxDays: 14 };

  it('reach into the days to come where that is what a list is of', () => {
    const windows = asked({ ...exact, ahead: 14 }, now - day, { retention: null });
    expect(windows).to.deep.equal([
      { from: '2026-06-14T00:00:00Z', to: '2026-06-28T00:00:00Z' },
      { from: '2026-06-28T00:00:00Z', to: '2026-06-30T00:00:00Z' },
    ]);
  });

  it('end yesterday where today is not told yet', () => {
    const shape: WindowShape = { ...exact, format: 'date', maxDays: 30, ahead: -1 };
    expect(asked(shape, now - 3 * day)).to.deep.equal([{ from: '2026-06-12', to: '2026-06-14' }]);
    expect(asked(shape, now - 3_600_000), 'nothing to ask for yet').to.deep.equal([]);
  });
});
