import { setImmediate as nextLoop } from 'node:timers/promises';
import { expect } from 'chai';
import type { ReadError } from '../../../../src/errors.js';
import type { ToyFault } from '../../../support/toy-account.js';
import { readError } from '../../../support/toy-errors.js';
import { toyNames } from '../../../support/toy-streams.js';
import { runToySync, type ToyResult } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { events, guests, settings, groups } = toyNames;

/** Thirty users with settings; ids in the order in which they are asked. */
const ids = Array.from({ length: 30 }, (_, index) => `u${String(index + 10)}`);
const many = {
  '/users': ids.map((id) => ({ id, created_at: '2020-01-01T00:00:00Z' })),
  ...Object.fromEntries(ids.map((id) => [`/users/${id}/settings`, [{ id: `of ${id}` }]])),
};

const isOf = (path: string, id: string): boolean => path === `/users/${id}/settings`;

function readMany(fault: ToyFault, streams = [settings]) {
  const account = worldAccount({ lists: many, fault });
  return runToySync({ account, streams }).then((result) => ({ result, asked: account.paths(settings) }));
}

function warningsOf(result: ToyResult, stream: string): readonly string[] {
  return result.events.flatMap((event) =>
    event.type === 'log' && event.level === 'warn' && event.stream === stream ? [event.message] : [],
  );
}

const refused = (): ReadError =>
  readError('refuse-partition', { reason: 'no licence', failureType: 'config_error' });

describe('sync: whom a refusal is about', () => {
  it('asks everybody where each is refused for himself, and serves the last one', async () => {
    const { result, asked } = await readMany(({ path, stream }) =>
      stream !== settings || isOf(path, 'u38') ? null : refused(),
    );
    expect(asked).to.have.lengthOf(30);
    expect(result.ids(settings)).to.deep.equal(['of u38']);
    expect(result.summary(settings).skips).to.deep.equal({ 'no licence': 29 });
    expect(result.summary(settings).refused['no licence']).to.include('u10');
    expect(warningsOf(result, settings)).to.deep.equal([]);
  });

  it('says with the count that all were refused', async () => {
    const { result } = await readMany(({ stream }) => (stream === settings ? refused() : null));
    expect(result.end(settings).problem).to.equal(null);
    expect(warningsOf(result, settings).join())
      .to.contain('refused each of the 30')
      .and.contain('no licence: 30');
  });

  it('asks few where the account is told, and is complete', async () => {
    const { result, asked } = await readMany(({ stream }) =>
      stream === settings ? readError('stream-unavailable', { failureType: 'config_error' }) : null,
    );
    expect(asked.length).to.be.at.most(16);
    expect(result.outcome.complete).to.equal(true);
    expect(result.state(settings).pass).to.equal(null);
  });

  it('loses nobody where the account is told and somebody is served all the same', async () => {
    const lists = {
      ...many,
      ...Object.fromEntries(
        ids.map((id) => [`/users/${id}/events`, [{ id: `of ${id}`, end_time: '2026-06-03T10:00:00Z' }]]),
      ),
    };
    let tell: () => void = () => undefined;
    const isTold = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const first = worldAccount({
      lists,
      fault: async ({ path, stream }) => {
        if (stream !== events) return null;
        if (path === '/users/u11/events') {
          tell();
          return readError('stream-unavailable');
        }
        // Under way when the account is told, and answered when nobody else is asked any more.
        await isTold;
        for (let loops = 0; loops < 5; loops += 1) await nextLoop();
        return null;
      },
    });
    const common = { streams: [events], startDate: worldStart };
    const one = await runToySync({ ...common, account: first });
    expect(one.ids(events).length, 'served though the account was told').to.be.within(1, 28);
    expect(one.outcome.complete).to.equal(false);
    const two = await runToySync({ ...common, account: worldAccount({ lists }), state: one.states });
    const served = ids.filter((id) => id !== 'u11').map((id) => `of ${id}`);
    expect([...one.ids(events), ...two.ids(events)]).to.include.members(served);
  });

  it('reads the history of everybody once the permission is there', async () => {
    const fault: ToyFault = ({ stream }) => (stream === events ? readError('unauthorized') : null);
    const common = { streams: [events, guests], startDate: worldStart };
    const one = await runToySync({ ...common, account: worldAccount({ fault }) });
    expect(one.end(events).problem?.failureType).to.equal('config_error');
    const two = await runToySync({ ...common, account: worldAccount(), state: one.states });
    expect(two.ids(events)).to.have.members(['a1', 'a2', 'b1']);
    expect(two.ids(guests)).to.have.members(['g1', 'g2', 'g3', 'g4']);
  });

  it('does not take a user outside the role for a lost scope', async () => {
    const { result } = await readMany(({ path }) =>
      isOf(path, 'u20') ? readError('unauthorized', { isOfToken: false }) : null,
    );
    expect(result.outcome.complete).to.equal(true);
    expect(result.ids(settings)).to.have.lengthOf(29);
  });

  it('asks for no other window of a user who was refused', async () => {
    const account = worldAccount({ fault: ({ path }) => (path === '/users/ann/events' ? refused() : null) });
    const result = await runToySync({
      account,
      streams: [events],
      startDate: Date.parse('2026-03-01T00:00:00Z'),
    });
    expect(account.paths(events).filter((path) => path === '/users/ann/events')).to.have.lengthOf(1);
    expect(account.paths(events).filter((path) => path === '/users/bob/events').length).to.be.above(1);
    expect(result.summary(events).skips).to.deep.equal({ 'no licence': 1 });
    expect(result.outcome.complete).to.equal(true);
  });

  it('takes no window for refused in words that nobody knows, where others of the user are served', async () => {
    let asked = 0;
    const account = worldAccount({
      fault: ({ path }) => {
        if (path === '/users/ann/events') asked += 1;
        const isThird = path === '/users/ann/events' && asked === 3;
        return isThird ? readError('refuse-partition', { failureType: 'system_error' }) : null;
      },
    });
    const result = await runToySync({
      account,
      streams: [events],
      startDate: Date.parse('2026-03-01T00:00:00Z'),
    });
    expect(Object.keys(result.state(events).due)).to.deep.equal(['ann']);
    expect(result.end(events).problem?.message).to.contain('stays due');
  });

  it('does not take one refused item for its neighbours', async () => {
    const result = await runToySync({
      account: worldAccount({ fault: ({ path }) => (path === '/events/a1/guests' ? refused() : null) }),
      streams: [guests],
      startDate: worldStart,
    });
    expect(result.ids(guests)).to.have.members(['g3', 'g4']);
  });

  it('names a failed item with its window, and each run does', async () => {
    const fault: ToyFault = ({ path }) =>
      path === '/events/a1/guests' || path === '/users/bob/events' ? readError('fail-item') : null;
    const streams = [events, guests];
    const first = await runToySync({ account: worldAccount({ fault }), streams, startDate: worldStart });
    const next = await runToySync({
      account: worldAccount({ fault }),
      streams,
      startDate: worldStart,
      state: first.states,
    });
    for (const result of [first, next]) {
      expect(warningsOf(result, guests).join()).to.contain('Asked for: event_id a1.');
      expect(warningsOf(result, events).join()).to.match(
        /Asked for: user_id bob, from 2026-\d\d-\d\d, to 2026/,
      );
    }
  });

  it('is complete with a warning where a list of the account is refused', async () => {
    const account = worldAccount({
      fault: ({ stream }) => (stream === groups ? readError('stream-unavailable') : null),
    });
    const result = await runToySync({ account, streams: [groups] });
    expect(result.outcome.complete).to.equal(true);
    expect(warningsOf(result, groups)).to.deep.equal(['Zoom says stream-unavailable.']);
  });
});
