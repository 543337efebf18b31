import { expect } from 'chai';
import type { JsonObject } from '../../../../src/json.js';
import { events, field, moment, road, toyNames, toyStream, users } from '../../../support/toy-streams.js';
import { day, noon, runToySync, toyClock } from '../../../support/toy-sync.js';
import { world, worldAccount, worldStart } from '../../../support/toy-world.js';

const { events: eventsName, guests } = toyNames;
const { window } = events.declaration;
if (window === null) throw new Error('the events have windows');

describe('sync: what the next sync reads', () => {
  const later = noon + day;

  it('reads a trailing lookback again, and asks only the children whose parents lie in it', async () => {
    const common = { streams: [eventsName, guests], startDate: worldStart, lookbackDays: 5 };
    const first = await runToySync({ ...common, account: worldAccount() });
    const toy = worldAccount();
    const next = await runToySync({
      ...common,
      account: toy,
      state: first.states,
      clock: toyClock(later),
    });
    expect(next.ids(eventsName)).to.deep.equal(['a2']);
    expect(toy.paths(guests)).to.deep.equal([]);
    expect(next.summary(guests).unchanged).to.equal(1);
    expect(next.state(guests).cursor).to.equal('2026-06-16T12:00:00Z');
  });

  it('asks an instance inside the lookback again when its parent row has changed', async () => {
    const common = { streams: [guests], startDate: worldStart, lookbackDays: 5 };
    const first = await runToySync({ ...common, account: worldAccount() });
    const changed = [{ id: 'a2', end_time: '2026-06-12T10:00:00Z', kind: 3 }];
    const toy = worldAccount({ lists: { '/users/ann/events': changed } });
    const next = await runToySync({
      ...common,
      account: toy,
      state: first.states,
      clock: toyClock(later),
    });
    expect(next.ids(guests)).to.deep.equal(['g3']);
  });

  it('reads the whole history of a child that is new beside a parent that is not', async () => {
    const first = await runToySync({ account: worldAccount(), streams: [eventsName], startDate: worldStart });
    const toy = worldAccount();
    const next = await runToySync({
      account: toy,
      streams: [eventsName, guests],
      startDate: worldStart,
      state: first.states,
      clock: toyClock(later),
    });
    expect(next.ids(guests)).to.have.members(['g1', 'g2', 'g3', 'g4']);
    expect(next.ids(eventsName)).to.be.empty;
    expect(toy.paths(eventsName)).to.have.lengthOf(2);
  });

  describe('of parent rows of any age', () => {
    const viewed = toyStream({
      name: guests,
      path: '/events/{event_id}/guests',
      fields: { event_id: field('string'), id: field('string'), end_time: moment },
      primaryKey: ['event_id', 'id'],
      parents: [road(eventsName, { event_id: 'id' }, { anyAge: true })],
      window,
      cursorField: 'end_time',
    });
    const definitions = [users, events, viewed];
    const common = { streams: [guests], startDate: worldStart, definitions, lookbackDays: 1 };
    const early = { id: 'v1', end_time: '2026-06-14T09:00:00Z' };

    it('reads what is new, however long ago the parent row was', async () => {
      const read = (rows: readonly JsonObject[]) => worldAccount({ lists: { '/events/a1/guests': rows } });
      const first = await runToySync({ ...common, account: read([early]) });
      expect(first.ids(guests)).to.deep.equal(['v1', 'g3', 'g4']);
      const clock = toyClock(noon + 40 * day);
      const late = { id: 'v2', end_time: '2026-07-20T09:00:00Z' };
      const next = await runToySync({ ...common, account: read([early, late]), state: first.states, clock });
      expect(next.ids(guests)).to.include('v2').and.not.include('v1');
    });

    it('asks each from a day before its own time on, and the days that its windows reach back', async () => {
      const toy = worldAccount();
      await runToySync({ ...common, account: toy });
      const asked = toy.asks.filter(({ path }) => path === '/events/a2/guests');
      expect(asked.map(({ query: { from, to } }) => [from, to])).to.deep.equal([
        ['2026-06-09', '2026-06-16'],
      ]);
    });
  });

  it('reads a user who joined with a history from the start date', async () => {
    const first = await runToySync({ account: worldAccount(), streams: [eventsName], startDate: worldStart });
    const next = await runToySync({
      account: worldAccount({
        lists: {
          '/users': [...world['/users'], { id: 'cat', created_at: '2026-06-15T11:30:00Z' }],
          '/users/cat/events': [{ id: 'c1', end_time: '2026-06-02T10:00:00Z' }],
        },
      }),
      streams: [eventsName],
      startDate: worldStart,
      state: first.states,
      clock: toyClock(later),
    });
    expect(next.ids(eventsName)).to.deep.equal(['c1']);
  });

  it('reads again what an incremental stream has when a full refresh is asked for', async () => {
    const first = await runToySync({ account: worldAccount(), streams: [eventsName], startDate: worldStart });
    const next = await runToySync({
      account: worldAccount(),
      streams: { [eventsName]: 'full_refresh' },
      startDate: worldStart,
      state: first.states,
    });
    expect(next.ids(eventsName)).to.have.members(['a1', 'a2', 'b1']);
  });

  it('closes a pass that is over a day old, and makes the next one in the same run', async () => {
    const stop = new AbortController();
    const fault = ({ path }: { readonly path: string }): null => {
      if (path === '/users/bob/events') stop.abort();
      return null;
    };
    const common = { streams: [eventsName], startDate: worldStart };
    const stopped = await runToySync({ ...common, account: worldAccount({ fault }), signal: stop.signal });
    const toy = worldAccount({
      lists: { '/users/ann/events': [{ id: 'a9', end_time: '2026-06-16T10:00:00Z' }] },
    });
    const next = await runToySync({
      ...common,
      account: toy,
      state: stopped.states,
      clock: toyClock(noon + 2 * day),
    });
    expect(next.ids(eventsName)).to.include.members(['b1', 'a9']);
    expect(next.state(eventsName)).to.deep.include({
      cursor: '2026-06-17T12:00:00Z',
      pass: null,
      due: { bob: '-' },
    });
    expect(next.outcome.complete).to.equal(true);
  });

  it('resumes where a stopped sync was, and the two deliver everything', async () => {
    const stop = new AbortController();
    const stopped = await runToySync({
      account: worldAccount({
        fault: ({ path }) => {
          if (path === '/events/a2/guests') stop.abort();
          return null;
        },
      }),
      streams: [guests],
      startDate: worldStart,
      signal: stop.signal,
    });
    expect(stopped.outcome).to.deep.equal({ complete: false, stopped: true });
    expect(stopped.state(guests).pass).to.equal('2026-06-15T12:00:00Z');
    const next = await runToySync({
      account: worldAccount(),
      streams: [guests],
      startDate: worldStart,
      state: stopped.states,
      clock: toyClock(noon + 60_000),
    });
    expect(next.outcome.complete).to.equal(true);
    expect([...stopped.ids(guests), ...next.ids(guests)]).to.include.members(['g1', 'g2', 'g3', 'g4']);
    expect(next.state(guests).cursor, 'the start of the pass, not of the run that ends it').to.equal(
      '2026-06-15T12:00:00Z',
    );
  });
});
