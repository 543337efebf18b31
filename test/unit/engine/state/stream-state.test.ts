import { expect } from 'chai';
import { decodeState } from '../../../../src/engine/state/state-codec.js';
import {
  at,
  day,
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
const hole = { from: at('2026-03-01T00:00:00Z'), to: at('2026-03-02T00:00:00Z') };

describe('StreamState: passes', () => {
  it('opens a pass at the start of the run where none is open', () => {
    expect(toJson(openState({ cursor }))).to.deep.include({
      cursor: '2026-06-10T00:00:00Z',
      pass: '2026-06-15T12:00:00Z',
      watermark: '',
    });
  });

  it('resumes an open pass where it was', () => {
    const state = openState({ cursor, pass, watermark: 'm' });
    state.list(partitions('a', 'm', 'z'));
    expect(toJson(state)).to.deep.include({ pass: '2026-06-14T00:00:00Z', watermark: 'm' });
  });

  it('forgets cursor and due when a full refresh opens a pass', () => {
    const state = openState({ cursor, due: new Map([['a', [hole]]]) }, { mode: 'full_refresh' });
    expect(toJson(state)).to.deep.include({ cursor: null, due: { a: '-' }, pass: '2026-06-15T12:00:00Z' });
  });

  it('resumes a full refresh only from a pass of a full refresh', () => {
    const resumed = openState({ cursor: null, pass, watermark: 'm' }, { mode: 'full_refresh' });
    expect(resumed.opened).to.deep.equal({ pass, fromScratch: true, resumed: true });
    const anew = openState({ cursor, pass, watermark: 'm' }, { mode: 'full_refresh' });
    expect(anew.opened).to.deep.equal({ pass: runStart, fromScratch: true, resumed: false });
  });

  it('closes with the start of the pass as cursor: not with now, not with a row', () => {
    const state = openState({ cursor, pass });
    state.list(partitions('a', 'b'));
    visit(state, ['a', 'b']);
    expect(state.close()).to.deep.equal({ closed: true, complete: true, movesOn: true });
    expect(toJson(state)).to.deep.include({
      cursor: '2026-06-14T00:00:00Z',
      pass: null,
      watermark: '',
      due: {},
    });
  });

  it('never closes past the end date', () => {
    const state = openState({}, { endDate: at('2026-05-01T00:00:00Z') });
    state.list(partitions('a'));
    visit(state, ['a']);
    state.close();
    expect(toJson(state).cursor).to.equal('2026-05-01T00:00:00Z');
  });

  it('does not close before every listed partition was visited', () => {
    const state = openState({ cursor });
    state.list(partitions('a', 'b'));
    visit(state, ['a']);
    expect(state.close()).to.deep.equal({ closed: false, complete: false, movesOn: false });
    expect(toJson(state)).to.deep.include({ cursor: '2026-06-10T00:00:00Z', watermark: 'a' });
  });

  it('does not close before the due partitions below a resumed watermark were visited', () => {
    const state = openState({ cursor, pass, watermark: 'b', due: new Map([['a', [hole]]]) });
    state.list(partitions('a', 'b'));
    expect(state.close().closed).to.equal(false);
    visit(state, ['a']);
    expect(state.close()).to.deep.equal({ closed: true, complete: true, movesOn: true });
  });

  it('closes over failures, which stay due and do not hold the cursor back', () => {
    const state = openState({ cursor });
    state.list(partitions('a', 'b'));
    visit(state, ['a', 'b'], { a: [hole] });
    expect(state.close()).to.deep.equal({ closed: true, complete: false, movesOn: true });
    expect(toJson(state)).to.deep.include({
      cursor: '2026-06-15T12:00:00Z',
      due: { a: '2026-03-01T00:00:00Z/2026-03-02T00:00:00Z' },
    });
  });

  it('is complete where there are no partitions at all', () => {
    const state = openState();
    state.list([]);
    expect(state.close()).to.deep.equal({ closed: true, complete: true, movesOn: true });
  });

  it('drops due partitions that are no longer listed when it closes, not before', () => {
    const state = openState({ cursor, due: new Map([['gone', [hole]]]) });
    state.list(partitions('a'));
    expect(toJson(state).due).to.have.property('gone');
    visit(state, ['a']);
    expect(state.close()).to.deep.equal({ closed: true, complete: true, movesOn: true });
    expect(toJson(state).due).to.deep.equal({ gone: '-' });
  });

  it('wants nothing where an earlier attempt of the same job finished', () => {
    const state = openState({ cursor }, { mode: 'full_refresh', isFinished: true });
    state.list(partitions('a'));
    expect(wantedOf(state, 'a')).to.deep.equal([]);
    expect(state.close()).to.deep.equal({ closed: true, complete: true, movesOn: false });
    expect(toJson(state)).to.deep.include({ cursor: '2026-06-10T00:00:00Z', pass: null });
  });

  it('wants another pass in the same run after one that was open for over a day, and reads on from its start', () => {
    const old = runStart - day - 1;
    const state = openState({ cursor, pass: old, watermark: 'a' });
    state.list(partitions('a', 'b'));
    visit(state, ['b']);
    state.close();
    expect(state.wantsAnotherPass).to.equal(true);
    state.reopen();
    state.list(partitions('a', 'b'));
    expect(wantedOf(state, 'a')).to.deep.equal([{ from: old - 3 * day, to: Infinity }]);
    visit(state, ['a', 'b']);
    state.close();
    expect(toJson(state).cursor).to.equal('2026-06-15T12:00:00Z');
    expect(state.wantsAnotherPass).to.equal(false);
  });

  it('wants no other pass after a younger one, nor after a full refresh', () => {
    for (const [opened, mode] of [
      [runStart - day, 'incremental'],
      [runStart - 9 * day, 'full_refresh'],
    ] as const) {
      const state = openState({ pass: opened, watermark: 'a' }, { mode });
      state.list(partitions('a'));
      state.close();
      expect(state.wantsAnotherPass, mode).to.equal(false);
    }
  });
});

describe('StreamState: stored and read again', () => {
  it('says the start date of incremental streams, and none of others', () => {
    expect(toJson(openState()).start).to.equal('2026-01-01T00:00:00Z');
    expect(toJson(openState({}, { startDate: null })).start).to.equal(null);
    expect(toJson(openState({ incremental: false })).start).to.equal(null);
  });

  it('holds every key always', () => {
    expect(Object.keys(toJson(openState()))).to.have.members([
      ...['version', 'cursor', 'pass', 'watermark', 'due', 'full', 'start'],
      ...['seen', 'seen_from', 'refused', 'plan', 'spent', 'sync'],
    ]);
  });

  it('comes back as it was written', () => {
    const state = openState({ cursor, pass, watermark: 'm', due: new Map([['a', [hole]]]) });
    state.list(partitions('a', 'm', 'z'));
    const written = toJson(state);
    const context = { stream: 'events', incremental: true, partitioned: true, plan: '' };
    const decoded = decodeState(JSON.parse(JSON.stringify(written)), {
      ...context,
      now: runStart,
      startDate,
    });
    const again = openState(decoded.state);
    again.list(partitions('a', 'm', 'z'));
    expect(decoded.warnings).to.deep.equal([]);
    expect(toJson(again)).to.deep.equal(written);
  });
});
