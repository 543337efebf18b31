import { expect } from 'chai';
import {
  at,
  day,
  openState,
  partitions,
  runStart,
  toJson,
  visit,
  roomFor,
} from '../../../support/toy-state.js';

const now = '2026-06-15T12:00:00Z';
const cursor = at('2026-06-10T00:00:00Z');
const pass = at('2026-06-14T00:00:00Z');
const full = at('2026-05-01T00:00:00Z');
const hole = { from: cursor, to: cursor + day };

/** Visits both partitions and closes. */
function readAll(state: ReturnType<typeof openState>, failed: Parameters<typeof visit>[2] = {}) {
  state.list(partitions('a', 'b'));
  visit(state, ['a', 'b'], failed);
  state.close();
  return { replacedAll: state.replacedAll, full: toJson(state).full };
}

describe('StreamState: full passes', () => {
  it('begin with the first pass of a stream, and replace when it is complete', () => {
    const state = openState();
    expect(toJson(state).full).to.equal(now);
    expect(state.replacedAll).to.equal(false);
    expect(readAll(state)).to.deep.equal({ replacedAll: true, full: now });
  });

  it('keep their time over the runs of one pass', () => {
    const state = openState({ cursor: null, pass, full: pass, watermark: '' });
    expect(readAll(state)).to.deep.equal({ replacedAll: true, full: '2026-06-14T00:00:00Z' });
  });

  it('begin with each full refresh', () => {
    const state = openState({ cursor, full }, { mode: 'full_refresh' });
    expect(readAll(state)).to.deep.equal({ replacedAll: true, full: now });
  });

  it('are told apart where two begin in one second, or the clock went back', () => {
    const first = openState({ cursor, full: runStart }, { mode: 'full_refresh', runStart: runStart + 999 });
    expect(readAll(first)).to.deep.equal({ replacedAll: true, full: '2026-06-15T12:00:01Z' });
    const ahead = openState({ cursor, full: runStart + day }, { mode: 'full_refresh' });
    expect(readAll(ahead)).to.deep.equal({ replacedAll: true, full: '2026-06-16T12:00:01Z' });
  });

  it('leave their time to the incremental passes after them, which replace nothing', () => {
    for (const stored of [
      { cursor, full },
      { cursor, full, pass, watermark: '' },
    ]) {
      expect(readAll(openState(stored))).to.deep.equal({ replacedAll: false, full: '2026-05-01T00:00:00Z' });
    }
    const ahead = openState({ cursor, full: runStart + day });
    expect(readAll(ahead).replacedAll, 'a time in the future').to.equal(false);
  });

  it('replace nothing while something of them is due, nor when that is read later', () => {
    const state = openState();
    expect(readAll(state, { a: [hole] })).to.deep.equal({ replacedAll: false, full: now });
    const later = openState({ cursor: runStart, full: runStart, due: new Map([['a', [hole]]]) });
    expect(readAll(later).replacedAll).to.equal(false);
  });

  it('replace nothing where a stream begins anew only to reach further back', () => {
    const state = openState({ cursor: null, pass: null, full });
    expect(readAll(state)).to.deep.equal({ replacedAll: false, full: '2026-05-01T00:00:00Z' });
  });

  it('are forgotten when they are given up, so that the next one counts', () => {
    const state = openState({}, { room: roomFor(0) });
    expect(readAll(state, { a: [hole] })).to.deep.equal({ replacedAll: false, full: null });
    const kept = openState({ cursor: null, full }, { room: roomFor(0) });
    expect(readAll(kept, { a: [hole] }).full, 'none was open').to.equal('2026-05-01T00:00:00Z');
  });

  it('replace once where another pass follows in the same run', () => {
    const old = runStart - 2 * day;
    const state = openState({ cursor: null, pass: old, full: old });
    expect(readAll(state).replacedAll).to.equal(true);
    expect(state.wantsAnotherPass).to.equal(true);
    state.reopen();
    expect(readAll(state)).to.deep.equal({ replacedAll: false, full: '2026-06-13T12:00:00Z' });
  });

  it('are unknown to a state that was written without them', () => {
    expect(readAll(openState({ cursor, full: null }))).to.deep.equal({ replacedAll: false, full: null });
  });
});
