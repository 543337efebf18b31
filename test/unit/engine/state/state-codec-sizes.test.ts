import { expect } from 'chai';
import { partitionKey } from '../../../../src/engine/plan/partition-key.js';
import { decodeState } from '../../../../src/engine/state/state-codec.js';
import { noState } from '../../../../src/engine/state/stored-state.js';
import { context, full } from '../../../support/stored-state.js';
import { at, openState, partitions, toJson, visit } from '../../../support/toy-state.js';

describe('decodeState: sizes and names that nobody wrote in good faith', () => {
  const many = (count: number, entry: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`u${index}`, entry]));
  const oversized: Readonly<Record<string, unknown>> = {
    'more due partitions than any version wrote': { ...full, due: many(300_000, '/') },
    'a due entry of more ranges than any version wrote': {
      ...full,
      due: { a: Array.from({ length: 100_000 }, () => '/').join(',') },
    },
    'a watermark of 10 MB': { ...full, watermark: 'x'.repeat(10_000_000) },
    'a list of seen instances of 10 MB': { ...full, seen: 'abcdefgh0001'.repeat(900_000) },
    'a plan of 10 MB': { ...full, plan: 'x'.repeat(10_000_000) },
    'a partition with an id of 1 MB': { ...full, due: { ['x'.repeat(1_000_000)]: '/' } },
  };
  for (const [what, raw] of Object.entries(oversized)) {
    it(`takes ${what} for no state, with a warning`, () => {
      for (const partitioned of [true, false]) {
        const { state, warnings } = decodeState(raw, { ...context, partitioned });
        expect(state).to.deep.equal(noState(true));
        expect(warnings).to.have.lengthOf(1);
      }
    });
  }

  it('passes over any number of marks of what is due no longer', () => {
    const { state, warnings } = decodeState({ ...full, due: many(300_000, '-') }, context);
    expect(state.due.size).to.equal(0);
    expect(warnings).to.deep.equal([]);
  });

  it('reads several ranges of one partition as what they cover together', () => {
    const entry = '2026-06-05T00:00:00Z/,2026-06-01T00:00:00Z/';
    const { state } = decodeState({ ...full, due: { a: entry } }, context);
    expect(state.due.get('a')).to.deep.equal([{ from: at('2026-06-01T00:00:00Z'), to: Infinity }]);
  });

  it('knows a partition by the name of a prototype', () => {
    const due: unknown = JSON.parse('{"__proto__":"2026-06-01T00:00:00Z/","constructor":"/"}');
    const { state } = decodeState({ ...full, due }, context);
    expect([...state.due.keys()]).to.deep.equal(['__proto__', 'constructor']);
    const written = openState(state);
    written.list(partitions('__proto__', 'constructor'));
    visit(written, ['__proto__'], {
      ['__proto__']: [{ from: at('2026-06-03T00:00:00Z'), to: at('2026-06-03T00:00:00Z') }],
    });
    const again = decodeState(JSON.parse(JSON.stringify(toJson(written))), { ...context, plan: '' });
    expect([...again.state.due.keys()]).to.deep.equal(['__proto__', 'constructor']);
  });

  it('knows long ids of earlier versions by their keys, and says so of their old names', () => {
    const long = `${'a'.repeat(200)}@example.com`;
    const { state } = decodeState({ ...full, watermark: long, due: { [long]: '/' } }, context);
    expect([...state.due.keys()]).to.deep.equal([partitionKey(long)]);
    expect(state.lifted).to.deep.equal([long]);
    expect(state.watermark).to.equal('a'.repeat(23));
  });
});
