import { setImmediate as nextLoop } from 'node:timers/promises';
import { expect } from 'chai';
import type { ReadError } from '../../../../src/errors.js';
import type { JsonObject } from '../../../../src/json.js';
import type { ToyAsk } from '../../../support/toy-account.js';
import { readError } from '../../../support/toy-errors.js';
import {
  events as eventStream,
  guests as guestStream,
  redeclared,
  road,
  toyNames,
  toyStreams,
} from '../../../support/toy-streams.js';
import { runToySync } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { users, events, guests, answers, settings, groups } = toyNames;

/** Lets everything happen that waits for nothing. */
async function idle(): Promise<void> {
  for (let count = 0; count < 100; count += 1) await nextLoop();
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('sync: one answer with very many rows', () => {
  it('is read, and each of its rows is followed', async () => {
    const many = Array.from({ length: 130_000 }, (_, index) => ({
      id: `e${index}`,
      end_time: '2026-06-03T10:00:00Z',
      kind: 1,
    }));
    const account = worldAccount({ lists: { '/users/ann/events': many }, pageSize: many.length });
    const result = await runToySync({ account, streams: [events, guests], startDate: worldStart });
    expect(result.outcome.complete).to.equal(true);
    expect(result.ids(events)).to.have.lengthOf(many.length + 1);
    expect(account.paths(guests)).to.have.lengthOf(many.length + 1);
  }).timeout(30_000);
});

describe('sync: who waits for whom', () => {
  it('asks for no further page while the reader at the other end is behind', async () => {
    const caughtUp = deferred();
    const account = worldAccount({
      lists: { '/groups': [{ id: '1' }, { id: '2' }, { id: '3' }] },
      pageSize: 1,
    });
    const run = runToySync({ account, streams: [groups], ready: () => caughtUp.promise });
    await idle();
    expect(account.asks).to.have.lengthOf(1);
    caughtUp.resolve();
    expect((await run).ids(groups)).to.deep.equal(['1', '2', '3']);
  });

  it('lists the next window while the children of the one before are still unanswered', async () => {
    const secondWindow = deferred();
    const account = worldAccount({
      lists: {
        '/users': [{ id: 'ann' }],
        '/users/ann/events': [{ id: 'a0', end_time: '2026-04-03T10:00:00Z' }],
      },
      fault: ({ stream, query }) => {
        if (stream === guests) return secondWindow.promise.then(() => null);
        if (stream === events && (query['from'] ?? '') > '2026-05-15') secondWindow.resolve();
        return null;
      },
    });
    const startDate = Date.parse('2026-04-01T00:00:00Z');
    const result = await runToySync({ account, streams: [guests], startDate });
    expect(result.outcome.complete).to.equal(true);
  });

  it('lists no further window while thousands of requests of the children wait', async () => {
    const answered = deferred();
    const many = Array.from({ length: 5_100 }, (_, index) => ({
      id: `e${index}`,
      end_time: '2026-04-03T10:00:00Z',
    }));
    const account = worldAccount({
      lists: { '/users': [{ id: 'ann' }], '/users/ann/events': many },
      pageSize: 1_000,
      fault: ({ stream }) => (stream === guests ? answered.promise.then(() => null) : null),
    });
    const startDate = Date.parse('2026-04-01T00:00:00Z');
    const run = runToySync({ account, streams: [guests], startDate, settings: { maxConcurrency: 90 } });
    await idle();
    expect(account.paths(events)).to.have.lengthOf(1);
    expect(
      account.asks.filter(({ stream }) => stream === events),
      'its pages do not wait',
    ).to.have.lengthOf(6);
    answered.resolve();
    expect((await run).outcome.complete).to.equal(true);
    expect(account.paths(events)).to.have.lengthOf(3);
  });

  it('visits a bounded number of users at a time', async () => {
    const answered = deferred();
    const many = Array.from({ length: 40 }, (_, index) => ({ id: `u${index}` }));
    const account = worldAccount({
      lists: { '/users': many },
      fault: ({ stream }) => (stream === settings ? answered.promise.then(() => null) : null),
    });
    const run = runToySync({ account, streams: [settings] });
    await idle();
    expect(account.paths(settings)).to.have.lengthOf(16);
    answered.resolve();
    await run;
    expect(account.paths(settings)).to.have.lengthOf(40);
  });

  it('asks for the partitions before all, and for children before their parents', async () => {
    const account = worldAccount();
    await runToySync({ account, streams: [answers], startDate: worldStart });
    const rankOf = (name: string) => account.asks.find(({ stream }) => stream === name)?.rank ?? NaN;
    const ranked = [events, guests, answers, users].map(rankOf);
    expect(ranked).to.deep.equal(ranked.toSorted((a, b) => a - b));
    expect(new Set(ranked).size).to.equal(4);
  });

  it('asks for what was begun first before what was begun later', async () => {
    const account = worldAccount();
    await runToySync({ account, streams: [guests], startDate: worldStart });
    const orders = new Map<string, number>();
    for (const { stream, path, order } of account.asks) if (stream === events) orders.set(path, order);
    expect(orders.size).to.be.above(1);
    const byId = [...orders].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, order]) => order);
    expect(byId).to.deep.equal(byId.map((_, index) => index));
  });
});

describe('sync: children of rows that come in no order', () => {
  const undated = redeclared(eventStream, { cursorField: null, window: null });
  const dated = redeclared(guestStream, { parents: [road(events, { event_id: 'id' })] });
  const guest = (id: string, day: string): JsonObject => ({
    id,
    event_end_time: `2026-06-${day}T10:00:00Z`,
  });
  const lists = {
    '/users': [{ id: 'ann' }],
    '/users/ann/events': [{ id: 'a1' }, { id: 'a2' }],
    '/events/a1/guests': [guest('newest', '14'), guest('middle', '10')],
    '/events/a2/guests': [guest('oldest', '05')],
  };
  const definitions = toyStreams.map((one) =>
    one === eventStream ? undated : one === guestStream ? dated : one,
  );
  const options = { streams: [answers], definitions, startDate: worldStart };

  it('are asked when all those rows are known, the oldest first', async () => {
    const account = worldAccount({ lists });
    await runToySync({ account, ...options });
    expect(account.paths().slice(-5)).to.deep.equal([
      '/events/a1/guests',
      '/events/a2/guests',
      '/guests/oldest/answers',
      '/guests/middle/answers',
      '/guests/newest/answers',
    ]);
  });

  it('are asked for the rows that are known when a list of them fails', async () => {
    const fault = ({ path }: ToyAsk): ReadError | null =>
      path === '/events/a2/guests' ? readError('fail-item') : null;
    const account = worldAccount({ lists, fault });
    const result = await runToySync({ account, ...options });
    expect(account.paths(answers)).to.deep.equal(['/guests/middle/answers', '/guests/newest/answers']);
    expect(result.outcome.complete).to.equal(false);
  });
});

describe('sync: stopping', () => {
  it('asks nothing when it was stopped before it began, and still says how each stream stands', async () => {
    const account = worldAccount();
    const result = await runToySync({ account, streams: [events, groups], signal: AbortSignal.abort() });
    expect(account.asks).to.be.empty;
    expect(result.outcome).to.deep.equal({ complete: false, stopped: true });
    expect(result.end(events)).to.include({ stopped: true, problem: null });
  });

  it('asks for no further page once it was stopped, and is no failure', async () => {
    const stop = new AbortController();
    const account = worldAccount({
      pageSize: 1,
      fault: ({ path }) => {
        if (path === '/users/ann/events') stop.abort();
        return null;
      },
    });
    const result = await runToySync({
      account,
      streams: [events, guests],
      startDate: worldStart,
      signal: stop.signal,
    });
    expect(account.asks.filter(({ path }) => path === '/users/ann/events')).to.have.lengthOf(1);
    expect(result.end(events)).to.include({ stopped: true, problem: null });
    expect(result.summary(events).failures).to.deep.equal({});
  });

  it('leaves a stream complete that was complete before the stop', async () => {
    const stop = new AbortController();
    const account = worldAccount({
      fault: async ({ path }) => {
        if (path !== '/users/ann/events') return null;
        await idle();
        stop.abort();
        return null;
      },
    });
    const result = await runToySync({ account, streams: [events, groups], signal: stop.signal });
    expect(result.end(groups)).to.include({ stopped: false, problem: null });
    expect(result.end(events).stopped).to.equal(true);
  });
});
