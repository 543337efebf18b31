import { expect } from 'chai';
import {
  at,
  day,
  hour,
  openState,
  partitions,
  runStart,
  startDate,
  toJson,
  visit,
  wantedOf,
} from '../../../support/toy-state.js';

const cursor = at('2026-06-10T00:00:00Z');
const pass = at('2026-06-14T00:00:00Z');
const fromCursor = { from: cursor - 3 * day, to: Infinity };
const hole = { from: at('2026-03-01T00:00:00Z'), to: at('2026-03-02T00:00:00Z') };

describe('StreamState: what is wanted of a partition', () => {
  it('everything from the start date, where there is no cursor', () => {
    expect(wantedOf(openState(), 'a')).to.deep.equal([{ from: startDate, to: Infinity }]);
    expect(wantedOf(openState({}, { startDate: null }), 'a')).to.deep.equal([
      { from: -Infinity, to: Infinity },
    ]);
  });

  it('all from the cursor less the lookback, beyond the watermark', () => {
    expect(wantedOf(openState({ cursor }), 'a')).to.deep.equal([fromCursor]);
    expect(wantedOf(openState({ cursor, pass, watermark: 'm' }), 'z')).to.deep.equal([fromCursor]);
  });

  it('nothing up to the watermark', () => {
    const state = openState({ cursor, pass, watermark: 'm' });
    expect(wantedOf(state, 'a')).to.deep.equal([]);
    expect(wantedOf(state, 'm')).to.deep.equal([]);
  });

  it('compares ids with the watermark by code unit, capitals before small letters', () => {
    const state = openState({ cursor, pass, watermark: 'Z' });
    expect(wantedOf(state, 'B')).to.deep.equal([]);
    expect(wantedOf(state, 'a')).to.deep.equal([fromCursor]);
  });

  it('from exactly where an open entry says, up to the watermark', () => {
    const from = at('2026-06-12T00:00:00Z');
    const due = new Map([['a', [{ from, to: Infinity }]]]);
    expect(wantedOf(openState({ cursor, pass, watermark: 'm', due }), 'a')).to.deep.equal([
      { from, to: Infinity },
    ]);
  });

  it('from the earlier of open entry and lookback, beyond the watermark', () => {
    for (const from of [cursor - 30 * day, cursor + day]) {
      const due = new Map([['z', [{ from, to: Infinity }]]]);
      const state = openState({ cursor, pass, watermark: 'm', due });
      expect(wantedOf(state, 'z')).to.deep.equal([{ from: Math.min(from, fromCursor.from), to: Infinity }]);
    }
  });

  it('from the start date for an open entry beyond the watermark without a cursor', () => {
    const due = new Map([['z', [{ from: pass, to: Infinity }]]]);
    expect(wantedOf(openState({ pass, watermark: 'm', due }), 'z')).to.deep.equal([
      { from: startDate, to: Infinity },
    ]);
  });

  it('a hole exactly, beside the normal range', () => {
    const due = new Map([
      ['a', [hole]],
      ['z', [hole]],
    ]);
    const state = openState({ cursor, pass, watermark: 'm', due });
    expect(wantedOf(state, 'a')).to.deep.equal([hole]);
    expect(wantedOf(state, 'z')).to.deep.equal([hole, fromCursor]);
  });

  it('nothing before the start date', () => {
    const due = new Map([['a', [{ from: startDate - day, to: Infinity }]]]);
    expect(wantedOf(openState({ cursor: startDate + day, pass, watermark: 'a', due }), 'a')).to.deep.equal([
      { from: startDate, to: Infinity },
    ]);
    expect(wantedOf(openState({ cursor: startDate + day }), 'a')).to.deep.equal([
      { from: startDate, to: Infinity },
    ]);
  });

  it('the whole history of a user who joined after the base, or less than an hour before', () => {
    const whole = [{ from: startDate, to: Infinity }];
    expect(wantedOf(openState({ cursor }), 'a', cursor - hour + 1)).to.deep.equal(whole);
    expect(wantedOf(openState({ cursor }), 'a', cursor - hour)).to.deep.equal([fromCursor]);
    const resumed = openState({ cursor, pass, watermark: 'm' });
    expect(wantedOf(resumed, 'a', pass - hour + 1), 'below the watermark the pass is the base').to.deep.equal(
      whole,
    );
    expect(wantedOf(resumed, 'a', pass - hour)).to.deep.equal([]);
  });

  it('nothing of the future, and no promise after it, where the cursor is ahead of the clock', () => {
    const ahead = runStart + 300 * day;
    const state = openState({ cursor: ahead });
    state.list(partitions('a'));
    expect(wantedOf(state, 'a').every(({ from }) => from > runStart)).to.equal(true);
    visit(state, ['a']);
    state.close();
    expect(toJson(state)).to.include({ cursor: null, pass: null, watermark: '' });
  });
});

describe('StreamState: what was settled before', () => {
  it('is what lies before the base, unless something of the partition is open or it is new', () => {
    const state = openState({ cursor, pass, watermark: 'm', due: new Map([['b', [hole]]]) });
    const settled = (id: string, createdAt: number | null = null) => state.settledBefore({ id, createdAt });
    expect(settled('a')).to.equal(pass);
    expect(settled('z')).to.equal(cursor);
    expect(settled('b')).to.equal(null);
    expect(settled('a', pass)).to.equal(null);
    expect(openState().settledBefore({ id: 'a', createdAt: null })).to.equal(null);
  });
});
