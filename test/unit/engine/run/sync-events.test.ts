import { expect } from 'chai';
import type { SyncEvent } from '../../../../src/engine/events.js';
import type { PageReader } from '../../../../src/engine/page-reader.js';
import type { ServiceListener } from '../../../../src/engine/service.js';
import { textOf } from '../../../../src/engine/records/fields.js';
import { readError } from '../../../support/toy-errors.js';
import { toyNames } from '../../../support/toy-streams.js';
import { day, noon, runToySync, toyClock, type ToyResult } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { users, events, guests, answers, settings, groups } = toyNames;

const attempt = {
  label: 'heavy',
  pool: 'main',
  status: 200,
  startedAt: noon,
  durationMs: 1,
  retriedFor: null,
} as const;

const everything = [users, events, guests, answers, settings, groups];

/** The order that events.ts promises, checked of one stream's events. */
function expectOrder(stream: string, said: readonly SyncEvent[]): void {
  const types = said.map(({ type }) => type).filter((type) => type !== 'log');
  expect(types[0], stream).to.equal('stream-started');
  expect(types.at(-1), stream).to.equal('stream-ended');
  expect(types.slice(1, -1), stream).to.include('checkpoint');
  expect(
    types.slice(1, -1).filter((type) => type === 'stream-started' || type === 'stream-ended'),
    stream,
  ).to.deep.equal([]);
  let since = 0;
  for (const event of said) {
    if (event.type === 'records') since += event.records.length;
    if (event.type !== 'checkpoint') continue;
    expect(event.recordCount, stream).to.equal(since);
    since = 0;
  }
  expect(since, `${stream}: records after the last checkpoint`).to.equal(0);
}

function expectContract(result: ToyResult, streams: readonly string[]): void {
  const spoken = result.events.flatMap((event) => ('stream' in event ? [event.stream] : []));
  expect(new Set(spoken)).to.deep.equal(new Set(streams));
  for (const stream of streams) {
    expectOrder(
      stream,
      result.events.filter((event) => 'stream' in event && event.stream === stream),
    );
  }
  expect(result.events.filter(({ type }) => type === 'summary')).to.have.lengthOf(1);
  expect(result.events.at(-1)?.type).to.equal('summary');
}

describe('sync: the order of events', () => {
  it('holds for a sync in which all goes well', async () => {
    const result = await runToySync({ account: worldAccount(), streams: everything, startDate: worldStart });
    expectContract(result, everything);
  });

  it('holds with progress saved between any two pages', async () => {
    const clock = toyClock();
    const fault = (): null => {
      clock.set(clock.now() + 4_000);
      return null;
    };
    const account = worldAccount({ fault, pageSize: 1 });
    const result = await runToySync({ account, streams: everything, startDate: worldStart, clock });
    expectContract(result, everything);
    expect(result.events.filter(({ type }) => type === 'checkpoint').length).to.be.above(everything.length);
  });

  it('holds for streams that have nothing to read', async () => {
    const account = worldAccount({ lists: { '/users': [], '/groups': [] } });
    const result = await runToySync({ account, streams: everything, startDate: worldStart });
    expectContract(result, everything);
    expect(result.outcome.complete).to.equal(true);
  });

  for (const verdict of [
    'skip-item',
    'refuse-partition',
    'stream-unavailable',
    'unauthorized',
    'restart-slice',
    'date-out-of-range',
    'fail-item',
    'fail-stream',
    'stop-label',
    'stop-run',
  ] as const) {
    it(`holds when each answer is ${verdict}`, async () => {
      const account = worldAccount({ fault: ({ stream }) => (stream === users ? null : readError(verdict)) });
      expectContract(await runToySync({ account, streams: everything, startDate: worldStart }), everything);
    });
  }

  it('holds for a sync that is stopped', async () => {
    const stop = new AbortController();
    const fault = ({ path }: { readonly path: string }): null => {
      if (path === '/users/ann/events') stop.abort();
      return null;
    };
    const account = worldAccount({ fault });
    const result = await runToySync({
      account,
      streams: everything,
      startDate: worldStart,
      signal: stop.signal,
    });
    expectContract(result, everything);
  });

  it('says in each state between two pages nothing that a resumed sync would miss', async () => {
    const clock = toyClock();
    const account = worldAccount({
      pageSize: 1,
      fault: () => {
        clock.set(clock.now() + 4_000);
        return null;
      },
    });
    const first = await runToySync({ account, streams: [guests], startDate: worldStart, clock });
    const delivered: string[] = [];
    for (const event of first.events) {
      if (event.type === 'records') delivered.push(...event.records.map(({ id }) => textOf(id)));
      if (event.type !== 'checkpoint') continue;
      const next = await runToySync({
        account: worldAccount(),
        streams: [guests],
        startDate: worldStart,
        state: { [guests]: event.state },
        clock: toyClock(noon + day),
        lookbackDays: 1,
      });
      expect([...delivered, ...next.ids(guests)], JSON.stringify(event.state)).to.include.members([
        'g1',
        'g2',
        'g3',
        'g4',
      ]);
    }
  });
});

describe('sync: what it tells beside records', () => {
  it('names a scope that the token lacks before anything is read, and reads the stream all the same', async () => {
    const result = await runToySync({
      account: worldAccount(),
      streams: [groups],
      service: { access: () => Promise.resolve({ lackedBy: () => ['groups:read'], refusalOf: () => null }) },
    });
    const [first] = result.events;
    expect(first).to.deep.include({ type: 'log', level: 'warn' });
    expect(result.ids(groups)).to.deep.equal(['x', 'y']);
  });

  it('tells the budget what earlier runs of the same day used, and nothing of other days', async () => {
    let spent = -1;
    const service = {
      addSpentToday: (calls: number) => {
        spent = calls;
      },
    };
    const first = await runToySync({ account: worldAccount(), streams: [events, guests] });
    const state = {
      [events]: { ...first.state(events), spent: '2026-06-15/7' },
      [guests]: { ...first.state(guests), spent: '2026-06-14/100' },
      // Of streams that this run does not select, and whatever else may stand there.
      [groups]: { spent: '2026-06-15/30' },
      elsewhere: { version: 9, spent: '2026-06-15/400' },
      odd: { spent: '2026-06-15/-3' },
      older: { spent: '2026-06-14/1000' },
      none: null,
    };
    const next = await runToySync({ account: worldAccount(), streams: [events, guests], state, service });
    expect(spent).to.equal(437);
    expect(next.state(events).spent).to.equal('2026-06-15/7');
    expect(next.state(guests).spent).to.equal('2026-06-15/0');
  });

  it('counts and tells what it hears of the service while it reads', async () => {
    const account = worldAccount();
    const heard: ServiceListener[] = [];
    const readPages: PageReader = (request) => {
      for (const listener of heard) {
        listener.attempted({ ...attempt, stream: request.stream });
        listener.waits(request.stream, noon + day);
        listener.lowersLimit('main heavy', 4);
        listener.notes('The service is slow today.');
      }
      return account.readPages(request);
    };
    const onConnect = (listener: ServiceListener): void => void heard.push(listener);
    const result = await runToySync({ account, streams: [groups], service: { readPages }, onConnect });
    expect(result.summary(groups).requests).to.equal(1);
    expect(result.events).to.deep.include.members([
      { type: 'stream-waiting', stream: groups, quotaResetAt: noon + day },
      { type: 'log', level: 'warn', message: 'The service is slow today.' },
    ]);
    const advice = result.events.filter((event) => event.type === 'log' && event.level === 'info');
    expect(advice.map((event) => event.type === 'log' && event.message).join()).to.contain('4 a second');
  });

  it('names the fields that no schema knows in one line, and keeps them', async () => {
    const rows = [
      { id: '1', color: 'red', shape: 'round' },
      { id: '2', color: 'blue' },
    ];
    const result = await runToySync({
      account: worldAccount({ lists: { '/groups': rows } }),
      streams: [groups],
    });
    expect(result.records(groups)).to.deep.include({ id: '2', extra_fields: { color: 'blue' } });
    const logs = result.events.filter(
      (event) => event.type === 'log' && event.message.includes('color, shape'),
    );
    expect(logs).to.have.lengthOf(1);
  });
});
