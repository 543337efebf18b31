import { expect } from 'chai';
import {
  events as eventList,
  field,
  guests as guestList,
  groups as groupList,
  moment,
  redeclared,
  road,
  toyNames,
  toyStream,
  users,
} from '../../../support/toy-streams.js';
import { readError } from '../../../support/toy-errors.js';
import { runToySync } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { events, guests, groups, settings, members } = toyNames;
const text = field('string');

const reads = { streams: [events, guests], startDate: worldStart };

describe('takeRows', () => {
  it('passes rows without a cursor value, once, though every window lists them', async () => {
    const undated = { id: 'someday', end_time: '' };
    const result = await runToySync({
      account: worldAccount({
        lists: { '/users/ann/events': [undated], '/events/someday/guests': [{ id: 'g' }] },
      }),
      ...reads,
      startDate: Date.parse('2026-03-01T00:00:00Z'),
    });
    expect(result.ids(events).filter((id) => id === 'someday')).to.have.lengthOf(1);
    expect(result.ids(guests)).to.include('g');
  });

  it('takes a row from whichever window brings it, where rows do not tell by what they were chosen', async () => {
    const lists = {
      '/users/ann/events': [{ id: 'at-another-time', end_time: '2026-05-01T10:00:00Z' }],
      '/events/at-another-time/guests': [{ id: 'g' }],
    };
    const read = (undated: boolean) =>
      runToySync({
        account: worldAccount({ lists, serve: () => ({ from: '2026-01-01', to: '2026-12-31' }) }),
        ...reads,
        definitions: [users, redeclared(eventList, { undated }), guestList],
      });
    const taken = await read(true);
    expect(taken.ids(events).filter((id) => id === 'at-another-time')).to.have.lengthOf(1);
    expect(taken.ids(guests)).to.include('g');
    expect((await read(false)).ids(events)).not.to.include('at-another-time');
  });

  it('delivers a row once that lies where two windows overlap', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      id: `e${index}`,
      end_time: new Date(Date.parse('2026-04-10T00:30:00Z') + index * 86_400_000).toISOString(),
    }));
    const account = worldAccount({ lists: { '/users/ann/events': rows, '/users/bob/events': [] } });
    const result = await runToySync({ account, ...reads, startDate: Date.parse('2026-04-01T00:00:00Z') });
    expect(account.paths(events).length).to.be.above(4);
    expect(result.ids(events)).to.deep.equal(rows.map(({ id }) => id));
    expect(account.paths(guests)).to.have.lengthOf(60);
  });

  it('leaves deselected fields out of the records, and still follows them to the children', async () => {
    const result = await runToySync({
      account: worldAccount(),
      ...reads,
      more: {
        request: {
          streams: [events, guests].map((name) => ({
            name,
            syncMode: 'incremental',
            deselected: [['kind'], ['id'], ['end_time']],
            syncId: null,
            generationId: null,
          })),
          state: new Map(),
        },
      },
    });
    expect(result.records(events)[0], 'key and cursor stay').to.have.all.keys('id', 'user_id', 'end_time');
    expect(result.ids(guests)).to.have.lengthOf(4);
  });

  it('asks nothing of a parent row that lacks what the path needs', async () => {
    const account = worldAccount({ lists: { '/groups': [{ id: '' }, { name: 'x' }, { id: 'y' }] } });
    const result = await runToySync({ account, streams: [members] });
    expect(account.paths(members)).to.deep.equal(['/groups/y/members']);
    expect(result.outcome.complete).to.equal(true);
  });
});

describe('takeRows: rows that come inside their parent', () => {
  const files = toyStream({
    name: toyNames.polls,
    path: '/none/{event_id}',
    fields: { event_id: text, event_end_time: moment, id: text },
    primaryKey: ['event_id', 'id'],
    embedded: 'files',
    parents: [road(events, { event_id: 'id' }, { inherit: { event_end_time: 'end_time' } })],
    cursorField: 'event_end_time',
  });
  const account = () =>
    worldAccount({
      lists: {
        '/users/ann/events': [
          { id: 'a1', end_time: '2026-06-03T10:00:00Z', files: [{ id: 'f1' }, { id: 'f2' }] },
        ],
        '/users/bob/events': [{ id: 'b1', end_time: '2026-06-03T10:00:00Z' }],
      },
    });

  it('are delivered with the fields of the parent, and nothing is asked', async () => {
    const toy = account();
    const result = await runToySync({
      account: toy,
      streams: [toyNames.polls],
      definitions: [users, eventsOf(), files],
    });
    expect(result.records(toyNames.polls)).to.deep.equal([
      { id: 'f1', event_id: 'a1', event_end_time: '2026-06-03T10:00:00Z' },
      { id: 'f2', event_id: 'a1', event_end_time: '2026-06-03T10:00:00Z' },
    ]);
    expect(toy.paths(toyNames.polls)).to.deep.equal([]);
    expect(result.state(toyNames.polls).cursor).to.equal('2026-06-15T12:00:00Z');
  });

  it('are not delivered where only the parent is wanted', async () => {
    const result = await runToySync({
      account: account(),
      streams: [events],
      definitions: [users, eventsOf(), files],
    });
    expect(result.records(toyNames.polls)).to.deep.equal([]);
  });

  function eventsOf() {
    return toyStream({
      name: events,
      path: '/users/{user_id}/events',
      fields: { user_id: text, id: text, end_time: moment },
      parents: [road(users.declaration.name, { user_id: 'id' })],
      cursorField: 'end_time',
    });
  }
});

describe('takeRows: rows that show in several lists', () => {
  const messages = toyStream({
    name: settings,
    path: '/users/{user_id}/settings',
    fields: { user_id: text, id: text, sender: text },
    parents: [road(users.declaration.name, { user_id: 'id' })],
    owner: { field: 'sender', partitionField: 'id' },
  });
  const shown = [
    { id: 'from-ann', sender: 'ann' },
    { id: 'from-bob', sender: 'bob' },
    { id: 'from-outside', sender: 'zed' },
  ];

  it('are delivered by their owner, or once by whoever shows them first', async () => {
    const result = await runToySync({
      account: worldAccount({ lists: { '/users/ann/settings': shown, '/users/bob/settings': shown } }),
      streams: [settings],
      definitions: [users, messages],
    });
    const byId = new Map(result.records(settings).map(({ id, user_id }) => [id, user_id]));
    expect(result.ids(settings)).to.have.members(['from-ann', 'from-bob', 'from-outside']);
    expect(byId.get('from-ann')).to.equal('ann');
    expect(byId.get('from-bob')).to.equal('bob');
  });

  it('are taken from the others, once, when their owner is gone since the list of partitions was read', async () => {
    const account = worldAccount({
      lists: { '/users/ann/settings': shown, '/users/bob/settings': shown },
      fault: ({ path }) => (path === '/users/bob/settings' ? readError('skip-item') : null),
    });
    const result = await runToySync({ account, streams: [settings], definitions: [users, messages] });
    expect(result.ids(settings)).to.have.members(['from-ann', 'from-bob', 'from-outside']);
    expect(result.ids(settings)).to.have.lengthOf(3);
    expect(result.summary(settings).skips).to.deep.equal({ 'skip-item': 1 });
    expect(result.outcome.complete).to.equal(true);
  });

  it('stay due when the others cannot be asked either', async () => {
    let asked = 0;
    const account = worldAccount({
      lists: { '/users/ann/settings': shown, '/users/bob/settings': shown },
      fault: ({ path }) => {
        if (path === '/users/bob/settings') return readError('skip-item');
        if (path !== '/users/ann/settings') return null;
        asked += 1;
        return asked > 1 ? readError('fail-item') : null;
      },
    });
    const result = await runToySync({ account, streams: [settings], definitions: [users, messages] });
    expect(Object.keys(result.state(settings).due)).to.deep.equal(['bob']);
    expect(result.outcome.complete).to.equal(false);
  });
});

describe('takeRows: children that judge by their own time', () => {
  it('are asked for every parent row, and pass only the rows in their range', async () => {
    const dated = toyStream({
      name: members,
      path: '/groups/{group_id}/members',
      fields: { group_id: text, id: text, joined_at: moment },
      primaryKey: ['group_id', 'id'],
      parents: [road(groups, { group_id: 'id' })],
      cursorField: 'joined_at',
    });
    const result = await runToySync({
      account: worldAccount({
        lists: {
          '/groups/x/members': [
            { id: 'old', joined_at: '2026-05-01T00:00:00Z' },
            { id: 'new', joined_at: '2026-06-05T00:00:00Z' },
          ],
          '/groups/y/members': [{ id: 'undated', joined_at: '' }],
        },
      }),
      streams: [members],
      definitions: [groupList, dated],
      startDate: worldStart,
    });
    expect(result.ids(members)).to.have.members(['new', 'undated']);
  });
});
