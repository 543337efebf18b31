import { expect } from 'chai';
import { Refusals } from '../../../../src/engine/state/refusals.js';
import { SharedRoom } from '../../../../src/engine/state/state-room.js';
import { day, runStart } from '../../../support/toy-state.js';

const html = 'HTTP 403';

interface Run {
  readonly after: number;
  readonly met?: Readonly<Record<string, string | null>>;
  readonly answered?: readonly string[];
  readonly closes?: boolean;
}

/** Runs one after the other, `after` days since the first one; what the last one says of each item. */
function runs(all: readonly Run[], entries = 10) {
  let state = '';
  let standings: Record<string, unknown> = {};
  for (const { after, met = {}, answered = [], closes = true } of all) {
    const room = new SharedRoom({ due: entries * 16 }, 1).open();
    const refusals = new Refusals(state, { room, now: () => runStart + after * day });
    const isOld = (item: string, answer: string | null) => refusals.meet(item, answer)?.isOld ?? null;
    standings = Object.fromEntries(Object.entries(met).map(([item, how]) => [item, isOld(item, how)]));
    for (const item of answered) refusals.forget(item);
    if (closes) refusals.close();
    state = refusals.toState();
  }
  return { state, standings };
}

const often = (...days: readonly number[]): readonly Run[] =>
  days.map((after) => ({ after, met: { a: html } }));

describe('items that are refused run after run', () => {
  it('are old after three runs over three days, and not before', () => {
    expect(runs(often(0, 1, 2)).standings).to.deep.equal({ a: false });
    expect(runs(often(0, 3)).standings, 'two runs').to.deep.equal({ a: false });
    expect(runs(often(0, 0.1, 0.2, 0.3, 2.9)).standings, 'under three days').to.deep.equal({ a: false });
    expect(runs(often(0, 1, 3)).standings).to.deep.equal({ a: true });
    expect(runs(often(0, 1, 3, 90)).standings).to.deep.equal({ a: true });
  });

  it('are as old as their first answer, however long before it the run began', () => {
    let now = runStart;
    const room = new SharedRoom({ due: 160 }, 1).open();
    const first = new Refusals('', { room, now: () => now });
    now += 2 * day;
    first.meet('a', html);
    let state = first.toState();
    const ages = [3, 4, 5].map((after) => {
      const next = new Refusals(state, { room, now: () => runStart + after * day });
      const isOld = next.meet('a', html)?.isOld;
      state = next.toState();
      return isOld;
    });
    expect(ages).to.deep.equal([false, false, true]);
  });

  it('count once in a run, however often they are asked there', () => {
    const room = new SharedRoom({ due: 160 }, 1).open();
    const refusals = new Refusals('', { room, now: () => runStart });
    for (let times = 0; times < 5; times += 1) refusals.meet('a', html);
    expect(refusals.meet('a', html)?.runs).to.equal(1);
  });

  it('count anew after another answer', () => {
    const turned = { after: 4, met: { a: 'HTTP 400, code 7' } };
    expect(runs([...often(0, 1, 3), turned]).standings).to.deep.equal({ a: false });
    expect(runs([...often(0, 1, 3), turned, ...often(5, 6)]).standings).to.deep.equal({ a: false });
  });

  it('count anew after they were answered, or were not refused in a whole pass', () => {
    expect(runs([...often(0, 1, 3), { after: 4, answered: ['a'] }]).state).to.equal('');
    const inBetween = { after: 2, answered: ['a'], closes: false };
    expect(runs([...often(0, 1), inBetween, ...often(3)]).standings).to.deep.equal({ a: false });
    expect(runs([...often(0, 1), { after: 2 }]).state).to.equal('');
  });

  it('are remembered where a run ends before they are asked, or gets no answer', () => {
    const cut = { after: 2, closes: false };
    expect(runs([...often(0, 1), cut, ...often(3)]).standings).to.deep.equal({ a: true });
    const noAnswer = { after: 2, met: { a: null } };
    expect(runs([...often(0, 1), noAnswer]).standings, 'it is nothing to bear').to.deep.equal({ a: null });
    expect(runs([...often(0, 1), noAnswer, ...often(3)]).standings).to.deep.equal({ a: true });
  });

  it('are forgotten where a clock wrote them that was ahead, and one by one where they are no entries', () => {
    expect(runs([...often(4_000, 4_001, 4_004), ...often(5)]).standings).to.deep.equal({ a: false });
    const room = new SharedRoom({ due: 160 }, 1).open();
    const good = runs(often(0)).state;
    const read = new Refusals(`${'?'.repeat(16)}${good}${good.slice(0, 9)}`, { room, now: () => runStart });
    expect(read.toState()).to.equal(good);
  });

  it('are remembered as far as there is room, and the others hold the stream up', () => {
    const many = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`i${index}`, html]));
    const last = runs(
      [0, 1, 3].map((after) => ({ after, met: many })),
      2,
    );
    expect(Object.values(last.standings)).to.deep.equal([true, true, null, null, null]);
    expect(last.state).to.have.lengthOf(32);
  });

  it('take sixteen plain characters each, at any age', () => {
    const old = runs(Array.from({ length: 60 }, (_, after) => ({ after, met: { 'ü/=="': html } })));
    expect(old.state).to.match(/^[\w+/]{16}$/);
  });
});
