import { expect } from 'chai';
import { Seen } from '../../../../src/engine/state/seen.js';

const hour = 3_600_000;
const day = 24 * hour;
const pass = Date.parse('2026-06-15T12:00:00Z');
const empty = { seen: '', seenFrom: null };

interface Setup {
  readonly stored?: { readonly seen: string; readonly seenFrom: number | null };
  readonly cap?: number;
  readonly now?: number;
  readonly pass?: number;
  readonly cursor?: number;
}

function seen(setup: Setup = {}): Seen {
  return new Seen(setup.stored ?? empty, {
    cap: setup.cap ?? 100,
    lookback: 3 * day,
    pass: setup.pass ?? pass,
    cursor: setup.cursor ?? null,
    now: () => setup.now ?? pass,
  });
}

/** The instance is asked, and its rows are out. */
function ask(memory: Seen, key: string, at: number): void {
  const hash = memory.hashOf(key, { id: key }, at);
  if (hash !== null) memory.add(hash, at);
}

const knows = (memory: Seen, key: string, at: number, row = { id: key }): boolean =>
  memory.covers(memory.hashOf(key, row, at), at, null);

describe('Seen', () => {
  it('knows an instance whose row is as it was', () => {
    const memory = seen();
    ask(memory, 'a', pass - hour);
    expect(knows(memory, 'a', pass - hour)).to.equal(true);
    expect(knows(memory, 'b', pass - hour), 'another instance').to.equal(false);
    expect(knows(memory, 'a', pass - hour, { id: 'changed' }), 'another row').to.equal(false);
  });

  it('asks each instance once more when it is too old for anything to come late', () => {
    const young = seen();
    ask(young, 'a', pass - 47 * hour);
    const stored = young.toState();
    const still = seen({ stored, now: pass + hour / 2 });
    expect(knows(still, 'a', pass - 47 * hour)).to.equal(true);
    const aged = seen({ stored, now: pass + 2 * hour });
    expect(knows(aged, 'a', pass - 47 * hour)).to.equal(false);
    ask(aged, 'a', pass - 47 * hour);
    expect(knows(aged, 'a', pass - 47 * hour), 'and then no more').to.equal(true);
  });

  it('survives the way through the state', () => {
    const first = seen();
    ask(first, 'a', pass - hour);
    ask(first, 'b', pass - 5 * hour);
    const stored = first.toState();
    expect(stored.seen).to.have.lengthOf(24);
    const next = seen({ stored });
    expect(knows(next, 'a', pass - hour)).to.equal(true);
    expect(knows(next, 'b', pass - 5 * hour)).to.equal(true);
  });

  it('keeps nothing that the next lookback will not list', () => {
    expect(seen().hashOf('a', {}, pass - 3 * day - 1)).to.equal(null);
    expect(seen().hashOf('a', {}, -Infinity)).to.equal(null);
    const memory = seen();
    ask(memory, 'a', pass - 2 * day);
    const later = seen({ stored: memory.toState(), pass: pass + 2 * day });
    expect(later.toState().seen).to.equal('');
  });

  it('knows what the last pass still remembered, as far back as this one reads', () => {
    const at = pass - 3 * day + hour / 2;
    const first = seen({ now: pass });
    ask(first, 'a', at);
    const next = seen({ stored: first.toState(), pass: pass + 2 * hour, cursor: pass, now: pass + 2 * hour });
    expect(knows(next, 'a', at), 'it looks the same').to.equal(true);
    next.toState();
    expect(knows(next, 'a', at), 'nor is it forgotten when a state is written').to.equal(true);
    expect(knows(next, 'a', at, { id: 'changed' }), 'it changed').to.equal(false);
    expect(next.toState().seen, 'the pass after that reads nothing of it').to.equal('');
  });

  it('keeps the newest over the cap, and says up to when it knows nothing', () => {
    const memory = seen({ cap: 4 });
    for (const hours of [40, 30, 20, 10, 5, 1]) ask(memory, `e${hours}`, pass - hours * hour);
    const stored = memory.toState();
    expect(stored.seen.length).to.be.at.most(4 * 12);
    expect(stored.seenFrom).to.equal(pass - 30 * hour);
    const next = seen({ cap: 4, stored });
    for (const hours of [20, 10, 5, 1]) expect(knows(next, `e${hours}`, pass - hours * hour)).to.equal(true);
    for (const hours of [40, 30]) expect(knows(next, `e${hours}`, pass - hours * hour)).to.equal(false);
  });

  describe('of what it had to forget', () => {
    const settled = pass;
    const forgetful = (now: number) => seen({ stored: { seen: '', seenFrom: pass - 10 * hour }, now });

    it('asks nothing that an earlier sync settled, until it crosses the age', () => {
      expect(forgetful(pass + hour).covers(null, pass - 20 * hour, settled)).to.equal(true);
      expect(forgetful(pass + 40 * hour).covers(null, pass - 20 * hour, settled)).to.equal(false);
      expect(forgetful(pass + 40 * hour).covers(null, pass - 60 * hour, settled)).to.equal(true);
    });

    it('asks what is newer than the newest forgotten', () => {
      expect(forgetful(pass + hour).covers(null, pass - 9 * hour, settled)).to.equal(false);
    });

    it('asks everything of a partition of which something is open', () => {
      expect(forgetful(pass + hour).covers(null, pass - 20 * hour, null)).to.equal(false);
    });

    it('asks what no earlier sync can have seen', () => {
      expect(forgetful(pass + hour).covers(null, pass - 20 * hour, pass - 21 * hour)).to.equal(false);
    });
  });

  it('takes a stored text of another form for nothing', () => {
    expect(seen({ stored: { seen: 'short', seenFrom: null } }).toState()).to.deep.equal(empty);
    expect(seen({ stored: { seen: 'abcdefgh--!-', seenFrom: null } }).toState().seen).to.equal('');
  });
});
