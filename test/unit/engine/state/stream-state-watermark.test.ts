import { expect } from 'chai';
import fc from 'fast-check';
import type { Range } from '../../../../src/engine/time/ranges.js';
import { SharedRoom } from '../../../../src/engine/state/state-room.js';
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
  roomFor,
} from '../../../support/toy-state.js';

const cursor = at('2026-06-10T00:00:00Z');
const hole: Range = { from: at('2026-03-01T00:00:00Z'), to: at('2026-03-02T00:00:00Z') };
const recent: Range = { from: at('2026-06-11T00:00:00Z'), to: at('2026-06-12T00:00:00Z') };
const openFrom = (text: string) => (): readonly Range[] => [{ from: at(text), to: Infinity }];

/** `u00`, `u01`, … */
function ids(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `u${String(index).padStart(2, '0')}`);
}

describe('StreamState: the watermark', () => {
  it('follows the finished partitions in order, in whatever order they finish', () => {
    const state = openState({ cursor });
    state.list(partitions('a', 'b', 'c'));
    for (const id of ['a', 'b', 'c']) state.begin(id, () => [{ from: startDate, to: Infinity }]);
    state.finish('a', []);
    expect(toJson(state)).to.deep.include({ watermark: 'c' });
    expect(Object.keys(toJson(state).due)).to.deep.equal(['b', 'c']);
    state.finish('c', []);
    expect(Object.keys(toJson(state).due)).to.deep.equal(['b']);
    state.finish('b', []);
    expect(toJson(state)).to.deep.include({ watermark: 'c', due: {} });
  });

  it('passes at most eight partitions in flight', () => {
    const all = ids(12);
    const state = openState({ cursor });
    state.list(partitions(...all));
    for (const id of all) state.begin(id, () => [{ from: cursor, to: Infinity }]);
    expect(toJson(state).watermark).to.equal('u07');
    expect(Object.keys(toJson(state).due)).to.deep.equal(all.slice(0, 8));
  });

  it('does not pass a partition that was not begun', () => {
    const state = openState({ cursor });
    state.list(partitions('a', 'b', 'c'));
    state.begin('a', () => []);
    state.begin('c', () => []);
    state.finish('c', []);
    expect(toJson(state).watermark).to.equal('a');
  });

  it('asks a partition in flight for its progress anew in each state', () => {
    const state = openState({ cursor });
    state.list(partitions('a'));
    let progress = openFrom('2026-06-07T00:00:00Z');
    state.begin('a', () => progress());
    expect(toJson(state).due).to.deep.equal({ a: '2026-06-07T00:00:00Z/' });
    progress = openFrom('2026-06-11T00:00:00Z');
    expect(toJson(state).due).to.deep.equal({ a: '2026-06-11T00:00:00Z/' });
  });

  it('keeps the old entry of a partition that it has not reached', () => {
    const state = openState({ cursor, due: new Map([['z', [hole]]]) });
    state.list(partitions('a', 'z'));
    visit(state, ['a']);
    expect(toJson(state)).to.deep.include({
      watermark: 'a',
      due: { z: '2026-03-01T00:00:00Z/2026-03-02T00:00:00Z' },
    });
  });

  it('says of a hole that is being read below the watermark that it is still due', () => {
    const due = new Map([['a', [hole]]]);
    const state = openState({ cursor, pass: runStart, watermark: 'm', due });
    state.list(partitions('a', 'm', 'z'));
    state.begin('a', () => [hole]);
    expect(toJson(state).due).to.have.property('a');
    state.finish('a', []);
    expect(toJson(state)).to.deep.include({ watermark: 'm', due: { a: '-' } });
  });

  it('does not move for a stop: what was in flight is due, the rest lies beyond it', () => {
    const state = openState({ cursor });
    state.list(partitions('a', 'b', 'c', 'd'));
    visit(state, ['a']);
    state.begin('b', openFrom('2026-06-08T00:00:00Z'));
    expect(state.close().closed).to.equal(false);
    expect(toJson(state)).to.deep.include({
      cursor: '2026-06-10T00:00:00Z',
      watermark: 'b',
      due: { b: '2026-06-08T00:00:00Z/' },
    });
  });
});

describe('StreamState: failures', () => {
  it('are ranges of their own, three at most', () => {
    const failures = [1, 3, 4, 9].map((month) => {
      const moment = at(`2026-0${month}-01T00:00:00Z`);
      return { from: moment, to: moment };
    });
    const state = openState({ cursor });
    state.list(partitions('a', 'b'));
    visit(state, ['a'], { a: failures });
    expect(toJson(state).due['a']?.split(',')).to.deep.equal([
      '2026-01-01T00:00:00Z/2026-01-01T00:00:00Z',
      '2026-03-01T00:00:00Z/2026-04-01T00:00:00Z',
      '2026-09-01T00:00:00Z/2026-09-01T00:00:00Z',
    ]);
  });

  it('replace the entry that was retried, and success removes it', () => {
    const due = new Map([
      ['a', [hole]],
      ['b', [hole]],
    ]);
    const state = openState({ cursor, due });
    state.list(partitions('a', 'b'));
    visit(state, ['a', 'b'], { a: [recent] });
    expect(toJson(state).due).to.deep.equal({ a: '2026-06-11T00:00:00Z/2026-06-12T00:00:00Z', b: '-' });
  });

  it('one too many stop the watermark before them, and reading goes on', () => {
    const all = ids(4);
    const state = openState({ cursor }, { room: roomFor(2) });
    state.list(partitions(...all));
    visit(state, all, { u00: [recent], u01: [recent], u02: [recent] });
    expect(toJson(state)).to.deep.include({ watermark: 'u01' });
    expect(Object.keys(toJson(state).due)).to.deep.equal(['u00', 'u01']);
    expect(wantedOf(state, 'u03')).to.have.lengthOf(1);
  });

  it('one too many leave the pass open for the next run, with what this one finished', () => {
    const all = ids(4);
    const state = openState({ cursor }, { room: roomFor(2) });
    state.list(partitions(...all));
    visit(state, all, { u00: [recent], u01: [recent], u02: [recent] });
    expect(state.close()).to.deep.equal({ closed: false, complete: false, movesOn: false });
    expect(toJson(state)).to.deep.include({ pass: '2026-06-15T12:00:00Z', watermark: 'u01' });
  });

  it('one too many abandon a pass that comes no farther: the cursor stays, and what is older than it stays due', () => {
    const all = ids(4);
    const due = new Map([
      ['u00', [hole]],
      ['u01', [recent]],
    ]);
    const state = openState({ cursor, pass: runStart - day, watermark: 'u01', due }, { room: roomFor(2) });
    state.list(partitions(...all));
    visit(state, all, { u00: [hole], u01: [recent], u02: [recent] });
    expect(state.close()).to.deep.equal({ closed: true, complete: false, movesOn: false });
    expect(toJson(state)).to.deep.include({ cursor: '2026-06-10T00:00:00Z', pass: null, watermark: '' });
    expect(toJson(state).due).to.deep.equal({ u00: '2026-03-01T00:00:00Z/2026-03-02T00:00:00Z', u01: '-' });
  });

  it('wait for what was due before, which may be read by now and leave its place', () => {
    const due = new Map([
      ['u00', [recent]],
      ['u01', [recent]],
    ]);
    // Two entries of 50 bytes, and not a third one; but one and the mark of one that is gone.
    const room = new SharedRoom({ due: 115 }, 1).open();
    const state = openState({ cursor, pass: runStart, watermark: 'u01', due }, { room });
    state.list(partitions(...ids(4)));
    visit(state, ['u02', 'u03'], { u02: [recent] });
    expect(toJson(state).due, 'while it waits').to.have.keys('u00', 'u01', 'u02');
    visit(state, ['u00', 'u01'], { u01: [recent] });
    expect(toJson(state)).to.deep.include({ watermark: 'u03' });
    expect(state.close()).to.deep.equal({ closed: true, complete: false, movesOn: true });
    expect(Object.entries(toJson(state).due).filter(([, entry]) => entry !== '-')).to.have.lengthOf(2);
  });

  it('of partitions that failed before count once', () => {
    const due = new Map([
      ['a', [hole]],
      ['b', [hole]],
    ]);
    const state = openState({ cursor, due }, { room: roomFor(2) });
    state.list(partitions('a', 'b', 'c'));
    visit(state, ['a', 'b', 'c'], { a: [hole], b: [hole] });
    expect(state.close()).to.deep.equal({ closed: true, complete: false, movesOn: true });
    expect(toJson(state)).to.deep.include({ cursor: '2026-06-15T12:00:00Z' });
  });

  it('abandon a first pass without leaving any promise', () => {
    const all = ids(3);
    const state = openState({}, { room: roomFor(1) });
    state.list(partitions(...all));
    visit(state, all, { u00: [hole], u01: [hole] });
    expect(state.close().closed, 'while it comes farther').to.equal(false);
    const next = openState(
      { pass: runStart, watermark: 'u00', due: new Map([['u00', [hole]]]) },
      { room: roomFor(1) },
    );
    next.list(partitions(...all));
    visit(next, all, { u00: [hole], u01: [hole] });
    next.close();
    expect(toJson(next)).to.deep.include({ cursor: null, pass: null, due: { u00: '-' } });
  });
});

describe('StreamState: the promise', () => {
  const steps = fc.array(
    fc.record({ user: fc.nat({ max: 11 }), what: fc.constantFrom('begin', 'finish', 'fail') }),
    { maxLength: 40 },
  );

  it('never counts a partition as read that was not finished, whatever finishes when', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 4 }), (script, failedCap) => {
        const all = ids(12);
        const state = openState({ cursor }, { room: roomFor(failedCap) });
        state.list(partitions(...all));
        const status = new Map<string, string>();
        for (const { user, what } of script) {
          const id = all[user] ?? '';
          const known = status.get(id);
          if (what === 'begin' && known === undefined) {
            status.set(id, 'open');
            state.begin(id, () => [{ from: startDate, to: Infinity }]);
          } else if (what !== 'begin' && known === 'open') {
            status.set(id, what);
            state.finish(id, what === 'fail' ? [recent] : []);
          }
          const { watermark, due } = toJson(state);
          for (const passed of all.filter((other) => other <= watermark)) {
            const finished = status.get(passed) === 'finish';
            expect(finished || passed in due, `${passed} of ${JSON.stringify(due)}`).to.equal(true);
          }
          expect(Object.keys(due).length).to.be.at.most(failedCap + 8);
        }
      }),
    );
  });
});
