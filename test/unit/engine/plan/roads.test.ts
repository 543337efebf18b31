import { expect } from 'chai';
import type { Verdict } from '../../../../src/errors.js';
import { readError } from '../../../support/toy-errors.js';
import { diary, roadDefinitions as definitions, roadLists as lists } from '../../../support/toy-roads.js';
import { toyNames } from '../../../support/toy-streams.js';
import { runToySync, type ToySyncOptions } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const base = {
  definitions,
  streams: [toyNames.events, toyNames.guests],
  startDate: worldStart,
} satisfies Partial<ToySyncOptions>;

function refusedWith(verdict: Verdict) {
  return worldAccount({
    lists,
    fault: ({ stream }) => (stream === diary.declaration.name ? readError(verdict) : null),
  });
}

describe('the road to past meetings', () => {
  it('is the one through each user unless another one is asked for', async () => {
    const account = worldAccount({ lists });
    await runToySync({ ...base, account });
    expect(account.paths('report_history_meetings')).to.deep.equal([]);
    expect(account.paths(toyNames.events)).to.have.lengthOf(3);
    expect(account.paths(toyNames.guests)).to.have.members([
      '/events/a1/guests',
      '/events/a2/guests',
      '/events/b1/guests',
    ]);
  });

  it('through the account asks only those who were active, and strangers by their value', async () => {
    const account = worldAccount({ lists });
    const result = await runToySync({ ...base, account, road: 'account_history' });
    expect(result.outcome.complete).to.equal(true);
    // Once to find out whether the road is open.
    expect(account.paths('report_history_meetings')).to.have.lengthOf(2);
    expect(account.paths(toyNames.events)).to.have.members(['/users/ann/events', '/users/dan@x.org/events']);
    expect(account.paths(toyNames.guests)).to.have.members(['/events/a1/guests', '/events/d1/guests']);
    expect(result.ids(toyNames.events)).to.deep.equal(['a1', 'a2']);
    const notes = result.events.flatMap((event) => (event.type === 'log' ? [event.message] : []));
    expect(notes).to.include(
      'report_history_meetings names 1 who are no listed users, and who are asked for by that name: dan@x.org.',
    );
  });

  for (const verdict of ['unauthorized', 'stream-unavailable', 'skip-item'] as const) {
    it(`goes through each user where Zoom answers ${verdict}, and says so`, async () => {
      const account = refusedWith(verdict);
      const result = await runToySync({ ...base, account, road: 'account_history' });
      expect(result.outcome.complete).to.equal(true);
      expect(account.paths('report_history_meetings')).to.have.lengthOf(1);
      expect(account.paths(toyNames.events)).to.have.lengthOf(3);
      const warned = result.events.some(
        (event) => event.type === 'log' && event.message.endsWith('Past meetings are read per user instead.'),
      );
      expect(warned).to.equal(true);
    });
  }

  it('asks everyone where the history could not be read to its end', async () => {
    let asked = 0;
    const account = worldAccount({
      lists,
      fault: ({ stream }) => {
        if (stream !== 'report_history_meetings') return null;
        asked += 1;
        return asked > 1 ? readError('fail-item') : null;
      },
    });
    const result = await runToySync({ ...base, account, road: 'account_history' });
    expect(account.paths(toyNames.events)).to.include.members(['/users/bob/events', '/users/cid/events']);
    expect(result.end(toyNames.guests).problem).to.not.equal(null);
    expect(result.end(toyNames.events).problem).to.equal(null);
  });

  it('asks everyone for what lies before that which the history was read for', async () => {
    const first = await runToySync({ ...base, account: worldAccount({ lists }), road: 'account_history' });
    const joined = lists['/users']?.map((row) =>
      row['id'] === 'cid' ? { ...row, created_at: '2026-06-15T11:30:00Z' } : row,
    );
    const later = worldAccount({ lists: { ...lists, '/users': joined ?? [] } });
    await runToySync({ ...base, account: later, road: 'account_history', state: first.states });
    expect(later.paths(toyNames.events)).to.deep.equal(['/users/cid/events']);
  });

  it('is advised where it would spare more than half of many requests, with the figures', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ id: `u${index}`, email: `u${index}@x.org` }));
    const held = { id: 'e', end_time: '2026-06-03T10:00:00Z' };
    const account = worldAccount({ lists: { '/users': many, '/users/u7/events': [held] } });
    const advice = async (options: Partial<ToySyncOptions>): Promise<readonly string[]> => {
      const result = await runToySync({ ...base, account, streams: [toyNames.events], ...options });
      const logs = result.events.flatMap((event) => (event.type === 'log' ? [event.message] : []));
      return logs.filter((message) => message.includes('past_meetings_from'));
    };
    expect(await advice({})).to.deep.equal([
      '299 of 300 answers of report_meetings came back empty: past_meetings_from account_history would need at most about 2 requests for the same rows.',
    ]);
    expect(await advice({ road: 'account_history' })).to.deep.equal([]);
  });

  it('reads nothing of the history where nothing hangs on it', async () => {
    const account = worldAccount({ lists });
    await runToySync({ ...base, account, streams: [toyNames.groups], road: 'account_history' });
    expect(account.paths('report_history_meetings')).to.deep.equal([]);
  });
});
