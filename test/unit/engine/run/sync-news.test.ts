import { expect } from 'chai';
import type { JsonObject } from '../../../../src/json.js';
import { readError } from '../../../support/toy-errors.js';
import { roadDefinitions as definitions, roadLists } from '../../../support/toy-roads.js';
import { redeclared, toyNames } from '../../../support/toy-streams.js';
import { runToySync, toyClock, type ToySyncOptions } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const hour = 3_600_000;
const at = (text: string): number => Date.parse(text);

const lists: Record<string, readonly JsonObject[]> & { readonly '/diary': readonly JsonObject[] } = {
  ...roadLists,
  '/diary': [
    { id: 'a2', host: 'ann@x.org', end_time: '2026-06-12T10:00:00Z' },
    { id: 'b2', host: 'bob@x.org', end_time: '2026-06-14T20:00:00Z' },
  ],
  '/users/bob/events': [{ id: 'b2', end_time: '2026-06-14T20:00:00Z', kind: 1 }],
  '/events/b2/guests': [{ id: 'g9' }],
};

const base = {
  definitions,
  streams: [toyNames.events, toyNames.guests],
  startDate: worldStart,
  road: 'account_history',
} satisfies Partial<ToySyncOptions>;

/** A sync of that moment, which finds the diary as it is given. */
async function syncAt(
  time: string,
  { diary = lists['/diary'], ...more }: Partial<ToySyncOptions> & { readonly diary?: readonly JsonObject[] },
) {
  const account = worldAccount({ lists: { ...lists, '/diary': diary } });
  const result = await runToySync({ ...base, account, clock: toyClock(at(time)), ...more });
  return { account, result, asked: account.paths(toyNames.events) };
}

describe('a stream that the list of the account narrows, in later syncs', () => {
  it('asks nobody while that list looks the same', async () => {
    const first = await syncAt('2026-06-15T12:00:00Z', {});
    expect(first.asked).to.have.members(['/users/ann/events', '/users/bob/events']);
    const second = await syncAt('2026-06-15T13:00:00Z', { state: first.result.states });
    expect(second.asked).to.deep.equal([]);
    expect(second.result.outcome.complete).to.equal(true);
  });

  it('asks who has a new row there, or one that is another', async () => {
    const first = await syncAt('2026-06-15T12:00:00Z', {});
    const changed = lists['/diary'].map((row) => (row['id'] === 'b2' ? { ...row, topic: 'late' } : row));
    const fresh = { id: 'a3', host: 'ann@x.org', end_time: '2026-06-15T12:30:00Z' };
    const { states: state } = first.result;
    const second = await syncAt('2026-06-15T13:00:00Z', { state, diary: changed });
    expect(second.asked).to.deep.equal(['/users/bob/events']);
    const third = await syncAt('2026-06-15T13:00:00Z', { state, diary: [...lists['/diary'], fresh] });
    expect(third.asked).to.deep.equal(['/users/ann/events']);
  });

  it('asks once more when nothing late can come any more, and not after that', async () => {
    const asked: (readonly string[])[] = [];
    let { states: state } = (await syncAt('2026-06-15T12:00:00Z', {})).result;
    for (let passed = 1; passed <= 60; passed += 1) {
      const time = new Date(at('2026-06-15T12:00:00Z') + passed * hour).toISOString();
      const next = await syncAt(time, { state, lookbackDays: 4 });
      if (next.asked.length > 0) asked.push([time, ...next.asked]);
      state = next.result.states;
    }
    // Ann's event was as old at the first sync; Bob's hour ends at 21:00, and 50 hours later it is.
    expect(asked).to.deep.equal([['2026-06-16T23:00:00.000Z', '/users/bob/events']]);
  });

  it('asks everybody where it is told to look back for less than late rows take', async () => {
    const first = await syncAt('2026-06-15T12:00:00Z', { lookbackDays: 2 });
    const second = await syncAt('2026-06-15T13:00:00Z', { lookbackDays: 2, state: first.result.states });
    expect(second.asked).to.deep.equal(['/users/bob/events']);
  });

  it('asks those whose children failed', async () => {
    const account = worldAccount({
      lists,
      fault: ({ path }) => (path === '/events/b2/polls' ? readError('fail-item') : null),
    });
    const streams = [toyNames.events, toyNames.polls];
    const first = await runToySync({
      ...base,
      streams,
      account,
      clock: toyClock(at('2026-06-15T12:00:00Z')),
    });
    const second = await syncAt('2026-06-15T13:00:00Z', { state: first.states, streams });
    expect(second.asked).to.deep.equal(['/users/bob/events']);
    expect(second.account.paths(toyNames.polls)).to.deep.equal(['/events/b2/polls']);
  });

  it('asks all for a stream that was not read before', async () => {
    const first = await syncAt('2026-06-15T12:00:00Z', { streams: [toyNames.events] });
    const second = await syncAt('2026-06-15T13:00:00Z', {
      state: first.result.states,
      streams: [toyNames.events, toyNames.polls],
    });
    expect(second.asked).to.have.members(['/users/ann/events', '/users/bob/events']);
  });

  it('keeps so little in its state whatever the size of the account', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => ({
      id: `e${index}`,
      host: `h${index}@x.org`,
      end_time: new Date(at('2026-06-15T11:00:00Z') - index * 60_000).toISOString(),
    }));
    const { result } = await syncAt('2026-06-15T12:00:00Z', { diary: many, streams: [toyNames.events] });
    expect(result.state(toyNames.events).seen).to.have.lengthOf.within(250, 500);
  });
});

describe('the kinds of rows that a narrowed stream is asked for', () => {
  const kinds = definitions.map((one) =>
    one.declaration.name === toyNames.events
      ? redeclared(one, { variants: [{ type: 'past' }, { type: 'pastOne' }] })
      : one,
  );
  const diary = [
    { id: 'a1', host: 'ann@x.org', end_time: '2026-06-03T10:00:00Z' },
    { id: 'a2', host: 'ann@x.org', end_time: '2026-06-12T10:00:00Z' },
    { id: 'b1', host: 'bob@x.org', end_time: '2026-06-05T10:00:00Z' },
    { id: 'b7', host: 'bob@x.org', end_time: '2026-06-05T12:00:00Z' },
  ];

  it('are only those that may still bring some', async () => {
    const account = worldAccount({ lists: { ...roadLists, '/diary': diary } });
    await runToySync({ ...base, definitions: kinds, account });
    const asked = account.asks.filter(({ stream }) => stream === toyNames.events);
    expect(asked.map(({ path, query }) => `${path} ${query['type'] ?? ''}`)).to.have.members([
      '/users/ann/events past',
      '/users/bob/events past',
      '/users/bob/events pastOne',
    ]);
  });
});
