import { expect } from 'chai';
import { events, guests as guestStream, redeclared, toyNames, users } from '../../../support/toy-streams.js';
import { day, noon, runToySync, toyClock } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { events: eventsName, guests } = toyNames;
const { window } = events.declaration;
if (window === null) throw new Error('the events have windows');

describe('sync: a lookback of its own', () => {
  const hour = 3_600_000;
  const own = { lookback: 6 * hour };
  const exact = { ...window, format: 'date-time', maxDays: 7, around: { before: 0, after: 0 } } as const;
  const rows = ['2026-06-15T05:59:59Z', '2026-06-15T06:00:00Z', '2026-06-16T11:00:00Z'];
  const lists = {
    '/users': [{ id: 'ann', created_at: '2020-01-01T00:00:00Z' }],
    '/users/ann/events': rows.map((end_time) => ({ id: end_time, end_time })),
  };

  for (const [how, shape, asked] of [
    ['exact times', exact, { from: '2026-06-15T00:00:00Z', to: '2026-06-17T00:00:00Z' }],
    ['whole days', window, { from: '2026-06-13', to: '2026-06-17' }],
  ] as const) {
    it(`is kept to the second, and asks no days beyond it and those around: ${how}`, async () => {
      const definitions = [users, redeclared(events, { ...own, window: shape })];
      const common = { streams: [eventsName], definitions, startDate: worldStart, lookbackDays: 5 };
      const first = await runToySync({
        ...common,
        account: worldAccount({ lists: { ...lists, '/users/ann/events': [] } }),
      });
      const toy = worldAccount({ lists });
      const next = await runToySync({
        ...common,
        account: toy,
        state: first.states,
        clock: toyClock(noon + day),
      });
      expect(next.ids(eventsName)).to.deep.equal(rows.slice(1));
      expect(toy.asks.filter(({ stream }) => stream === eventsName).map(({ query }) => query)).to.deep.equal([
        asked,
      ]);
    });
  }

  it('asks an instance once more when it reaches that age, and never again', async () => {
    const definitions = [users, redeclared(events, own), redeclared(guestStream, own)];
    const ended = { ...lists, '/users/ann/events': [{ id: 'a1', end_time: '2026-06-15T08:00:00Z' }] };
    let states = {};
    const asked: number[] = [];
    for (const hours of [0, 1, 3, 4]) {
      const toy = worldAccount({ lists: ended });
      const clock = toyClock(noon + hours * hour);
      const common = { streams: [guests], definitions, startDate: worldStart, lookbackDays: 5 };
      states = (await runToySync({ ...common, account: toy, state: states, clock })).states;
      asked.push(toy.paths(guests).length);
    }
    expect(asked, 'at the age of 4, 5, 7 and 8 hours').to.deep.equal([1, 0, 1, 0]);
  });

  it('does not shorten that of its parent, nor of its children', async () => {
    const definitions = [users, events, redeclared(guestStream, own)];
    const common = { streams: [eventsName, guests], definitions, startDate: worldStart, lookbackDays: 5 };
    const first = await runToySync({ ...common, account: worldAccount() });
    const toy = worldAccount();
    const next = await runToySync({
      ...common,
      account: toy,
      state: first.states,
      clock: toyClock(noon + day),
    });
    expect(next.ids(eventsName)).to.deep.equal(['a2']);
    expect(next.summary(guests).unchanged, 'not even looked at').to.equal(0);
    expect(toy.paths(guests)).to.deep.equal([]);
  });
});
