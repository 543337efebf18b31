import { expect } from 'chai';
import { events, polls, redeclared, toyNames, toyStreams } from '../../../support/toy-streams.js';
import { runToySync } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { users, events: eventsName, guests, polls: pollsName, answers, settings, groups, members } = toyNames;

describe('sync: what is read', () => {
  it('delivers every row of selected parents and children, with the fields of their parents', async () => {
    const result = await runToySync({
      account: worldAccount(),
      streams: [eventsName, guests, answers],
      startDate: worldStart,
    });
    expect(result.outcome).to.deep.equal({ complete: true, stopped: false });
    expect(result.ids(eventsName)).to.have.members(['a1', 'a2', 'b1']);
    expect(result.ids(guests)).to.have.members(['g1', 'g2', 'g3', 'g4']);
    expect(result.records(answers)).to.deep.include({
      id: 'w1',
      guest_id: 'g1',
      event_end_time: '2026-06-03T10:00:00Z',
    });
    expect(result.ids(answers)).to.have.members(['w1', 'w4']);
  });

  it('reads a parent that is not selected, and emits nothing of it: no record, no state, no end', async () => {
    const result = await runToySync({ account: worldAccount(), streams: [guests], startDate: worldStart });
    expect(result.ids(guests)).to.have.members(['g1', 'g2', 'g3', 'g4']);
    expect(
      new Set(result.events.flatMap((event) => ('stream' in event ? [event.stream] : []))),
    ).to.deep.equal(new Set([guests]));
    expect(result.summary(eventsName)).to.include({ selected: false, records: 0, status: 'complete' });
  });

  it('lists a parent selected in vain for its children once, however many there are', async () => {
    const toy = worldAccount();
    await runToySync({
      account: toy,
      streams: [eventsName, guests, pollsName, answers],
      startDate: worldStart,
    });
    expect(toy.paths(users)).to.deep.equal(['/users']);
    expect(toy.paths(eventsName)).to.deep.equal(['/users/ann/events', '/users/bob/events']);
    expect(toy.paths(guests)).to.have.lengthOf(3);
  });

  it('lists the users for their children though the users are not selected, and asks nothing of one without id', async () => {
    const toy = worldAccount();
    const result = await runToySync({ account: toy, streams: [settings] });
    expect(toy.paths()).to.have.members(['/users', '/users/ann/settings', '/users/bob/settings']);
    expect(result.records(settings)).to.have.deep.members([
      { id: 's1', user_id: 'ann' },
      { id: 's2', user_id: 'bob' },
    ]);
  });

  it('delivers users without an id too', async () => {
    const result = await runToySync({ account: worldAccount(), streams: [users] });
    expect(result.records(users)).to.have.lengthOf(3);
  });

  it('reads account-level streams without listing any user', async () => {
    const toy = worldAccount();
    const result = await runToySync({ account: toy, streams: [groups, members] });
    expect(result.ids(members)).to.deep.equal(['m1']);
    expect(toy.paths()).to.have.members(['/groups', '/groups/x/members', '/groups/y/members']);
    expect(Object.keys(result.state(members).due)).to.be.empty;
  });

  it('follows only the parent rows that the road takes', async () => {
    const filtered = polls.declaration.parents.map((link) => ({
      ...link,
      where: [{ field: 'kind', in: [2] }],
    }));
    const toy = worldAccount();
    await runToySync({
      account: toy,
      streams: [pollsName],
      definitions: [...toyStreams, redeclared(polls, { parents: filtered })],
    });
    expect(toy.paths(pollsName)).to.deep.equal(['/events/a2/polls']);
  });

  it('asks for a partition once where two roads lead to it', async () => {
    const { parents } = polls.declaration;
    const toy = worldAccount();
    await runToySync({
      account: toy,
      streams: [pollsName],
      definitions: [...toyStreams, redeclared(polls, { parents: [...parents, ...parents] })],
    });
    expect(toy.paths(pollsName)).to.have.lengthOf(3);
  });

  it('reads every pass of a slice and delivers a row of both once', async () => {
    const variants = [{ type: 'past' }, { type: 'pastOne' }];
    const toy = worldAccount();
    const result = await runToySync({
      account: toy,
      streams: [eventsName],
      definitions: [...toyStreams, redeclared(events, { variants })],
      startDate: worldStart,
    });
    expect(
      toy.asks.filter(({ path }) => path === '/users/ann/events').map(({ query }) => query['type']),
    ).to.deep.equal(['past', 'pastOne']);
    expect(result.ids(eventsName)).to.have.lengthOf(3);
  });

  it('leaves out rows after the end date and closes with the end date as cursor', async () => {
    const endDate = Date.parse('2026-06-10T00:00:00Z');
    const result = await runToySync({
      account: worldAccount(),
      streams: [eventsName, guests],
      startDate: worldStart,
      endDate,
    });
    expect(result.ids(eventsName)).to.have.members(['a1', 'b1']);
    expect(result.ids(guests)).to.have.members(['g1', 'g2', 'g4']);
    expect(result.state(eventsName).cursor).to.equal('2026-06-10T00:00:00Z');
    expect(result.outcome.complete).to.equal(true);
  });

  it('closes though the end date is long past and Zoom says which days it served', async () => {
    const endDate = Date.parse('2026-03-10T00:00:00Z');
    const result = await runToySync({
      account: worldAccount(),
      streams: [eventsName],
      startDate: Date.parse('2026-03-01T00:00:00Z'),
      endDate,
    });
    expect(result.end(eventsName).problem).to.equal(null);
    expect(result.state(eventsName).cursor).to.equal('2026-03-10T00:00:00Z');
  });

  it('asks again for the days that Zoom left out of a window without an error', async () => {
    const toy = worldAccount({
      serve: ({ query }) => ({
        from: query['from'] ?? '',
        to:
          (query['to'] ?? '') > '2026-06-07' && (query['from'] ?? '') < '2026-06-07'
            ? '2026-06-07'
            : (query['to'] ?? ''),
      }),
    });
    const result = await runToySync({ account: toy, streams: [eventsName], startDate: worldStart });
    expect(result.ids(eventsName)).to.have.members(['a1', 'a2', 'b1']);
    expect(result.outcome.complete).to.equal(true);
  });

  it('takes a window that Zoom narrows without end for failed', async () => {
    const toy = worldAccount({ serve: () => ({ from: '2026-06-02', to: '2026-06-04' }) });
    const result = await runToySync({ account: toy, streams: [eventsName], startDate: worldStart });
    expect(result.end(eventsName).problem?.message).to.contain('keeps serving less');
    expect(Object.keys(result.state(eventsName).due)).to.deep.equal(['ann', 'bob']);
  });
});
