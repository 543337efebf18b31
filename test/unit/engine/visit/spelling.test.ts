import { expect } from 'chai';
import { field, redeclared, toyStream } from '../../../support/toy-streams.js';
import { readError } from '../../../support/toy-errors.js';
import { runToySync } from '../../../support/toy-sync.js';
import { worldAccount } from '../../../support/toy-world.js';

const name = 'logs';
const logs = redeclared(toyStream({ name, path: '/logs', fields: { id: field('string') } }), {
  spellings: [{ kind: '-1' }, { kind: 'All' }],
});
const invalid = (): ReturnType<typeof readError> => readError('fail-item', { reason: 'validation failed' });
const common = { streams: { [name]: 'full_refresh' } as const, definitions: [logs] };
const lists = { '/logs': [{ id: 'a' }, { id: 'b' }, { id: 'c' }] };

describe('a value that two sources spell in two ways', () => {
  for (const right of ['-1', 'All']) {
    it(`is tried until Zoom takes it, and then kept: ${right}`, async () => {
      const toy = worldAccount({
        lists,
        pageSize: 2,
        fault: ({ query }) => (query['kind'] === right ? null : invalid()),
      });
      const run = await runToySync({ ...common, account: toy });
      expect(run.outcome.complete).to.equal(true);
      expect(run.ids(name)).to.deep.equal(['a', 'b', 'c']);
      const asked = toy.asks.map(({ query }) => query['kind']);
      expect(asked).to.deep.equal(right === '-1' ? ['-1', '-1'] : ['-1', 'All', 'All']);
    });
  }

  it('is a failure where no spelling is taken, and is not tried again once one was', async () => {
    const never = worldAccount({ lists, fault: invalid });
    expect((await runToySync({ ...common, account: never })).outcome.complete).to.equal(false);
    expect(never.asks).to.have.length(2);
    const later = worldAccount({ lists, pageSize: 2, fault: ({ page }) => (page === 1 ? invalid() : null) });
    expect((await runToySync({ ...common, account: later })).outcome.complete).to.equal(false);
    expect(later.asks.map(({ query }) => query['kind'])).to.deep.equal(['-1', '-1']);
  });
});
