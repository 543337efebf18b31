import { expect } from 'chai';
import fc from 'fast-check';
import {
  cutWindows,
  dayOf,
  keptSince,
  monthsBefore,
  windowQuery,
  type Window,
} from '../../../../src/engine/time/windows.js';
import { toyWindow as month } from '../../../support/toy-streams.js';
import { asked, at, context, day, now, since } from './months.js';

describe('cutWindows', () => {
  const starts: readonly (readonly [string, number, readonly string[]])[] = [
    ['now', 0, ['2026-06-13..2026-06-16']],
    ['yesterday', 1, ['2026-06-12..2026-06-16']],
    ['as long ago as one window reaches', 26, ['2026-05-18..2026-06-16']],
    ['a day longer ago', 27, ['2026-05-17..2026-06-15', '2026-06-13..2026-06-16']],
    ['29 days ago', 29, ['2026-05-15..2026-06-13', '2026-06-11..2026-06-16']],
    ['30 days ago', 30, ['2026-05-14..2026-06-12', '2026-06-10..2026-06-16']],
    ['31 days ago', 31, ['2026-05-13..2026-06-11', '2026-06-09..2026-06-16']],
  ];
  for (const [when, days, expected] of starts) {
    it(`asks two days before and one after, from ${when}`, () => {
      expect(asked(since(now - days * day))).to.deep.equal(expected);
    });
  }

  it('asks whole days, whatever the time of day of the range', () => {
    const ranges = [{ from: at('2026-06-10T23:59:59Z'), to: at('2026-06-11T00:00:00Z') }];
    expect(asked(cutWindows(ranges, month, context))).to.deep.equal(['2026-06-08..2026-06-12']);
  });

  it('knows the ends of months and leap days', () => {
    const leap = { ...context, now: at('2028-03-01T10:00:00Z') };
    const ranges = [{ from: at('2028-03-01T00:00:00Z'), to: Infinity }];
    expect(asked(cutWindows(ranges, month, leap))).to.deep.equal(['2028-02-28..2028-03-02']);
    const over = [{ from: at('2028-02-29T00:00:00Z'), to: at('2028-02-29T23:59:59Z') }];
    expect(asked(cutWindows(over, month, leap))).to.deep.equal(['2028-02-27..2028-03-01']);
  });

  it('does not ask for days after tomorrow', () => {
    expect(asked(since(now + 5 * day))).to.deep.equal([]);
    expect(asked(since(now - day)).at(-1)).to.match(/\.\.2026-06-16$/);
  });

  it('is open at its end where the range is, so that rows of today pass', () => {
    expect(since(now - 40 * day).at(-1)?.core.to).to.equal(Infinity);
  });

  it('asks for nothing before the six months that are kept and a day, nor before the start date', () => {
    const kept = since(-Infinity, { retention: { months: 6 } });
    expect(asked(kept)[0]).to.match(/^2025-12-14\.\./);
    expect(kept[0]?.core.from).to.equal(at('2025-12-14T00:00:00Z'));
    const started = since(-Infinity, { startDate: at('2026-06-01T08:00:00Z'), retention: { months: 6 } });
    expect(asked(started)).to.deep.equal(['2026-05-30..2026-06-16']);
  });

  it('goes back one year where neither a start date nor the endpoint sets a bound', () => {
    expect(since(-Infinity)[0]?.core.from).to.equal(at('2025-06-15T00:00:00Z'));
  });

  it('gives no window for a range wholly beyond what is kept', () => {
    const ranges = [{ from: at('2025-01-01T00:00:00Z'), to: at('2025-02-01T00:00:00Z') }];
    expect(cutWindows(ranges, month, { ...context, retention: { days: 100 } })).to.deep.equal([]);
  });

  it('reads up to the end date, and reckons what is kept from today all the same', () => {
    const endDate = at('2026-02-10T00:00:00Z');
    const windows = since(-Infinity, { endDate, retention: { months: 6 } });
    expect(windows[0]?.core.from).to.equal(at('2025-12-14T00:00:00Z'));
    expect(asked(windows).at(-1)).to.match(/\.\.2026-02-11$/);
  });

  it('cuts each of several ranges by itself', () => {
    const ranges = [
      { from: at('2026-03-01T00:00:00Z'), to: at('2026-03-02T00:00:00Z') },
      { from: at('2026-06-14T00:00:00Z'), to: Infinity },
    ];
    expect(asked(cutWindows(ranges, month, context))).to.deep.equal([
      '2026-02-27..2026-03-03',
      '2026-06-12..2026-06-16',
    ]);
  });

  it('sends no bounds for a wide range where that gives everything', () => {
    const [whole, ...rest] = cutWindows(
      [{ from: now - 90 * day, to: Infinity }],
      { ...month, optional: true },
      context,
    );
    expect(whole).to.deep.include({ asked: null });
    expect(rest).to.deep.equal([]);
    expect(windowQuery({ core: { from: 0, to: 1 }, asked: null }, month)).to.deep.equal({});
  });

  it('asks once where the endpoint takes any width', () => {
    expect(
      asked(cutWindows([{ from: now - 90 * day, to: Infinity }], { ...month, maxDays: null }, context)),
    ).to.deep.equal(['2026-03-15..2026-06-16']);
  });

  it('reads a stream without dates once for all its ranges', () => {
    const ranges = [
      { from: 5, to: 10 },
      { from: 20, to: Infinity },
    ];
    expect(cutWindows(ranges, null, context)).to.deep.equal([
      { core: { from: 5, to: Infinity }, asked: null },
    ]);
    expect(cutWindows([], null, context)).to.deep.equal([]);
  });
});

/** Both edges included. */
function daysOf(asked: Window['asked']): number {
  return asked === null ? NaN : (asked.toDay - asked.fromDay) / day + 1;
}

describe('cutWindows: any range, any limit', () => {
  const anything = fc.record({
    from: fc.integer({ min: now - 400 * day, max: now }),
    length: fc.integer({ min: 0, max: 400 * day }),
    maxDays: fc.integer({ min: 5, max: 40 }),
    keptDays: fc.integer({ min: 1, max: 300 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('asks for every moment that is kept, in windows that follow each other and are never too long', () => {
    fc.assert(
      fc.property(anything, ({ from, length, maxDays, keptDays, share }) => {
        const range = { from, to: from + length };
        const retention = { days: keptDays };
        const windows = cutWindows([range], { ...month, maxDays }, { ...context, retention });
        const first = Math.max(from, keptSince(retention, now));
        const last = Math.min(range.to, now);
        if (first > last) {
          expect(windows).to.deep.equal([]);
          return;
        }
        const moment = Math.floor(first + (last - first) * share);
        const holder = windows.filter(({ core }) => core.from <= moment && moment <= core.to);
        expect(holder, 'one window for each moment').to.have.lengthOf(1);
        for (const { core, asked } of holder) {
          const begin = Math.max(dayOf(core.from) - 2 * day, keptSince(retention, now));
          expect(asked?.fromDay).to.equal(begin);
          expect(asked?.toDay).to.be.at.least(dayOf(moment));
        }
        for (const { asked } of windows) expect(daysOf(asked)).to.be.at.most(maxDays);
        expect(windows[0]?.core.from).to.equal(first);
        expect(windows.at(-1)?.core.to).to.equal(range.to);
      }),
    );
  });
});

describe('windowQuery', () => {
  it('writes days, or their first and last second', () => {
    const [window] = since(now);
    if (window === undefined) throw new Error('no window');
    expect(windowQuery(window, { ...month, from: 'start', to: 'end' })).to.deep.equal({
      start: '2026-06-13',
      end: '2026-06-16',
    });
    expect(windowQuery(window, { ...month, format: 'date-time' })).to.deep.equal({
      from: '2026-06-13T00:00:00Z',
      to: '2026-06-16T23:59:59Z',
    });
    expect(windowQuery(window, null)).to.deep.equal({});
  });
});

describe('monthsBefore and keptSince', () => {
  it('keep the day, or take the last one of a shorter month', () => {
    const iso = (text: string, months: number) =>
      new Date(monthsBefore(at(text), months)).toISOString().slice(0, 10);
    expect(iso('2026-08-31', 6)).to.equal('2026-02-28');
    expect(iso('2028-08-29', 6)).to.equal('2028-02-29');
    expect(iso('2026-03-31', 1)).to.equal('2026-02-28');
    expect(iso('2026-01-15', 6)).to.equal('2025-07-15');
    expect(iso('2026-12-31', 12)).to.equal('2025-12-31');
  });

  it('keep whole days, and one more: Zoom may have another today', () => {
    expect(keptSince({ days: 30 }, now)).to.equal(at('2026-05-15T00:00:00Z'));
    expect(keptSince({ months: 6 }, now)).to.equal(at('2025-12-14T00:00:00Z'));
    expect(keptSince(null, now)).to.equal(-Infinity);
  });
});
