import { expect } from 'chai';
import fc from 'fast-check';
import { decodeState } from '../../../../src/engine/state/state-codec.js';
import { noState } from '../../../../src/engine/state/stored-state.js';
import { context, full, now } from '../../../support/stored-state.js';
import { at } from '../../../support/toy-state.js';

describe('decodeState', () => {
  it('reads what the engine writes', () => {
    expect(decodeState(full, context)).to.deep.equal({
      state: {
        incremental: true,
        cursor: at('2026-06-10T00:00:00Z'),
        pass: at('2026-06-14T00:00:00Z'),
        watermark: 'm',
        due: new Map([
          [
            'a',
            [
              { from: at('2026-06-01T00:00:00Z'), to: at('2026-06-02T00:00:00Z') },
              { from: at('2026-06-05T00:00:00Z'), to: Infinity },
            ],
          ],
          ['b', [{ from: -Infinity, to: Infinity }]],
        ]),
        lifted: [],
        full: at('2026-05-01T00:00:00Z'),
        start: at('2026-01-01T00:00:00Z'),
        seen: 'abcdefgh0001',
        seenFrom: at('2026-06-09T00:00:00Z'),
        refused: 'abcdefghxyz00012',
        plan: 'abc',
        spent: '2026-06-15/12',
        sync: '5/2',
      },
      warnings: [],
    });
  });

  for (const nothing of [undefined, null, {}]) {
    it(`takes ${JSON.stringify(nothing)} for no state, without a word`, () => {
      expect(decodeState(nothing, context)).to.deep.equal({ state: noState(true), warnings: [] });
    });
  }

  const foreign: Readonly<Record<string, unknown>> = {
    'an empty list': [],
    'a list of states': [full],
    'a text': JSON.stringify(full),
    'a number': 1,
    'a truth': true,
    'the state of another connector': { date: '2026-06-01', meeting_id: 5 },
    'a state without a version': { ...full, version: undefined },
    'a version of the future': { ...full, version: 2 },
    'a version as text': { ...full, version: '1' },
    'a cursor that is no time': { ...full, cursor: 'yesterday' },
    'a cursor that only Date.parse takes for a time': { ...full, cursor: '7' },
    'a cursor without a time': { ...full, cursor: '2026-06-10' },
    'a state without due': { ...full, due: undefined },
    'due as null': { ...full, due: null },
    'a due entry that only Date.parse takes for a range': { ...full, due: { a: '5/6' } },
    'a cursor that is a number': { ...full, cursor: 1_781_524_800 },
    'a pass that is no time': { ...full, pass: true },
    'a start that is no time': { ...full, start: [] },
    'due as a list': { ...full, due: ['a'] },
    'a due entry without ranges': { ...full, due: { a: true } },
    'a due entry of another form': { ...full, due: { a: 'since yesterday' } },
  };
  for (const [what, raw] of Object.entries(foreign)) {
    it(`takes ${what} for no state, with a warning`, () => {
      const { state, warnings } = decodeState(raw, context);
      expect(state).to.deep.equal(noState(true));
      expect(warnings).to.have.lengthOf(1);
      expect(warnings[0]).to.contain('events');
    });
  }

  it('never throws, whatever comes back from a destination', () => {
    const entry = fc.oneof(fc.anything(), fc.constantFrom(...Object.values(full)));
    const likeOurs = fc
      .record({ cursor: entry, pass: entry, due: entry, watermark: entry, seen: entry, start: entry })
      .map((some) => ({ ...full, ...some }));
    fc.assert(
      fc.property(fc.oneof(fc.anything(), likeOurs), (raw) => {
        expect(decodeState(raw, context).state.incremental).to.equal(true);
      }),
    );
  });

  it('takes keys that are missing for empty ones', () => {
    const { state, warnings } = decodeState({ version: 1, cursor: full.cursor, due: {} }, context);
    expect(state).to.deep.equal({ ...noState(true), cursor: at(full.cursor) });
    expect(warnings).to.deep.equal([]);
  });

  it('takes emptied due entries for partitions of which nothing is promised', () => {
    const { state, warnings } = decodeState({ ...full, due: { a: '', b: null } }, context);
    const all = [{ from: -Infinity, to: Infinity }];
    expect([...state.due]).to.deep.equal([
      ['a', all],
      ['b', all],
    ]);
    expect(warnings).to.deep.equal([]);
  });

  it('begins an open pass anew when it does not say how it is read', () => {
    const { state, warnings } = decodeState({ ...full, plan: undefined }, context);
    expect(state).to.include({ pass: null, watermark: '', cursor: at(full.cursor) });
    expect(warnings).to.have.lengthOf(1);
  });

  it('promises nothing any more where the clock was ahead that it was written by, and warns', () => {
    for (const wrong of [
      { pass: null, cursor: '2039-01-01T00:00:00Z' },
      { pass: '2026-06-16T12:00:01Z' },
      { pass: null, spent: '2039-01-01/12' },
    ]) {
      const stored = { ...full, ...wrong };
      const { state, warnings } = decodeState(stored, context);
      const { full: last, spent, sync, refused } = stored;
      expect(state).to.deep.equal({
        ...noState(true),
        full: at(last),
        spent,
        sync,
        refused,
        lifted: ['a', 'b'],
      });
      expect(warnings).to.have.lengthOf(1);
      expect(warnings[0]).to.contain('from the start');
    }
    expect(decodeState({ ...full, pass: '2026-06-16T12:00:00Z' }, context).state.pass).to.not.equal(null);
  });

  it('reads a day more where clocks differ by less than that, without a word', () => {
    const cursor = '2026-06-15T20:00:00Z';
    const { state, warnings } = decodeState({ ...full, pass: null, cursor }, context);
    expect(state.cursor).to.equal(now - 86_400_000);
    expect(state.due.size).to.equal(2);
    expect(warnings).to.deep.equal([]);
  });

  it('keeps a cursor that no clock can have shown, and warns', () => {
    const { state, warnings } = decodeState({ ...full, pass: null, cursor: '2999-01-01T00:00:00Z' }, context);
    expect(state.cursor).to.equal(at('2999-01-01T00:00:00Z'));
    expect(warnings).to.have.lengthOf(1);
  });

  it('begins an open pass anew when the stream is read another way, and keeps cursor and due', () => {
    const { state, warnings } = decodeState(full, { ...context, plan: 'other' });
    expect(state).to.include({ pass: null, watermark: '', cursor: at(full.cursor) });
    expect(state.due.size).to.equal(2);
    expect(warnings).to.have.lengthOf(1);
  });

  it('says nothing of another way to read where no pass is open', () => {
    const { warnings } = decodeState({ ...full, pass: null, watermark: '' }, { ...context, plan: 'other' });
    expect(warnings).to.deep.equal([]);
  });

  it('goes back to what was due of partitions that the road does not have', () => {
    const byAccount = { ...context, plan: 'other', partitioned: false };
    const closed = { ...full, pass: null, watermark: '', due: { a: '2026-06-01T00:00:00Z/' } };
    const { state, warnings } = decodeState(closed, byAccount);
    expect(state).to.include({ cursor: at('2026-06-01T00:00:00Z'), pass: null });
    expect(state.due).to.deep.equal(new Map());
    expect(warnings).to.deep.equal([
      'events is read by another road than when its state was written; what was due is read for all.',
    ]);
    expect(decodeState(full, byAccount).state.cursor, 'everything was due of one').to.equal(null);
    const ofAccount = { ...closed, due: { '@account': '2026-06-01T00:00:00Z/', a: '2026-06-03T00:00:00Z/' } };
    expect(decodeState(ofAccount, context).state.due).to.have.keys('a');
    expect(decodeState(ofAccount, context).state.cursor).to.equal(at('2026-06-01T00:00:00Z'));
  });

  it('forgets all progress when the start date moves back, but not what was spent', () => {
    for (const startDate of [at('2025-12-31T23:59:59Z'), null]) {
      const { state, warnings } = decodeState(full, { ...context, startDate });
      expect(state).to.deep.equal({
        ...noState(true),
        full: at(full.full),
        spent: full.spent,
        sync: full.sync,
        refused: full.refused,
        lifted: ['a', 'b'],
      });
      expect(warnings).to.have.lengthOf(1);
    }
  });

  const firstPass = { ...full, cursor: null, pass: '2026-06-14T00:00:00Z', full: '2026-06-14T00:00:00Z' };

  it('forgets a full pass that did not come to its end with the pass', () => {
    for (const changes of [{ plan: 'other' }, { startDate: null }]) {
      expect(decodeState(firstPass, { ...context, ...changes }).state).to.include({ pass: null, full: null });
    }
    const ahead = { ...firstPass, pass: '2026-06-20T00:00:00Z', full: '2026-06-20T00:00:00Z' };
    expect(decodeState(ahead, context).state).to.include({ pass: null, full: null });
  });

  it('keeps the last full pass where one that is none is dropped', () => {
    const again = { ...firstPass, full: '2026-05-01T00:00:00Z' };
    expect(decodeState(again, { ...context, plan: 'other' }).state).to.include({
      pass: null,
      full: at('2026-05-01T00:00:00Z'),
    });
  });

  it('keeps its progress when the start date moves forward, or was unbounded before', () => {
    for (const [start, startDate] of [
      [full.start, at('2026-03-01T00:00:00Z')],
      [null, at('2026-01-01T00:00:00Z')],
      [null, null],
    ] as const) {
      const { state, warnings } = decodeState({ ...full, start }, { ...context, startDate });
      expect(state.cursor).to.equal(at(full.cursor));
      expect(warnings).to.deep.equal([]);
    }
  });

  it('does not look at the start date of a stream that is always read whole', () => {
    const { state } = decodeState(full, { ...context, incremental: false, startDate: null });
    expect(state.cursor).to.equal(at(full.cursor));
  });
});
