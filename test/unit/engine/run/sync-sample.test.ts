import { expect } from 'chai';
import type { SyncEvent } from '../../../../src/engine/events.js';
import type { JsonObject } from '../../../../src/json.js';
import type { ToyFault } from '../../../support/toy-account.js';
import { readError } from '../../../support/toy-errors.js';
import { redeclared, toyNames, toyStreams, users as toyUsers } from '../../../support/toy-streams.js';
import { runToySync, type ToySyncOptions } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { users, events, guests, answers, settings, groups, members } = toyNames;
const all = [users, events, guests, answers, settings, groups, members];

/** So many users with an event a day for half a year, two guests each, and an answer of each. */
function crowd(size: number): Readonly<Record<string, readonly JsonObject[]>> {
  const lists: Record<string, readonly JsonObject[]> = {};
  const names = Array.from({ length: size }, (_, place) => `u${String(place).padStart(4, '0')}`);
  lists['/users'] = names.map((id) => ({ id, created_at: '2020-01-01T00:00:00Z' }));
  for (const name of names) {
    const days = Array.from({ length: 180 }, (_, place) => Date.UTC(2026, 5, 14 - place, 10));
    lists[`/users/${name}/settings`] = [{ id: name }];
    lists[`/users/${name}/events`] = days.map((at, place) => ({
      id: `${name}-${place}`,
      end_time: new Date(at).toISOString(),
      kind: 1,
    }));
    for (const place of days.keys()) {
      lists[`/events/${name}-${place}/guests`] = [{ id: `${name}-${place}-g` }, { id: `${name}-${place}-h` }];
      lists[`/guests/${name}-${place}-g/answers`] = [{ id: `${name}-${place}-w` }];
    }
  }
  return lists;
}

interface Run extends Partial<ToySyncOptions> {
  readonly size?: number;
  readonly fault?: ToyFault;
}

async function sample({ size = 3, fault, ...more }: Run = {}) {
  const account = worldAccount({
    lists: crowd(size),
    pageSize: 10,
    ...(fault === undefined ? {} : { fault }),
  });
  const result = await runToySync({
    account,
    streams: all,
    startDate: worldStart - 180 * 86_400_000,
    isSample: true,
    ...more,
  });
  return { account, result };
}

const failing =
  (stream: string, ...error: Parameters<typeof readError>): ToyFault =>
  (ask) =>
    ask.stream === stream ? readError(...error) : null;

describe('sync: a sample', () => {
  for (const size of [1, 40]) {
    it(`asks once a stream and gives a record of each, of ${size} users`, async () => {
      const { account, result } = await sample({ size });
      expect(account.asks.map(({ stream }) => stream)).to.have.members(all);
      for (const stream of all) expect(result.records(stream), stream).to.have.length(1);
      expect(result.outcome).to.deep.equal({ complete: true, stopped: false });
    });
  }

  it('takes the newest window, as wide as can be', async () => {
    const { account } = await sample();
    const [ask] = account.asks.filter(({ stream }) => stream === events);
    expect(ask?.query).to.deep.include({ from: '2026-05-18', to: '2026-06-16' });
  });

  it('takes a partition that is likely to have rows where there is one', async () => {
    const typical = { field: 'email', value: 'yes' };
    const listed = redeclared(toyUsers, { partitions: { id: 'id', createdAt: 'created_at', typical } });
    const account = worldAccount({
      lists: { '/users': ['ann', 'bob'].map((id) => ({ id, email: id === 'bob' ? 'yes' : 'no' })) },
    });
    const definitions = [...toyStreams.filter((one) => one !== toyUsers), listed];
    await runToySync({ account, streams: [settings], definitions, isSample: true });
    expect(account.paths(settings)).to.deep.equal(['/users/bob/settings']);
  });

  it('goes the same way whatever the state says, and tells of none', async () => {
    const account = worldAccount({ lists: crowd(3) });
    const { states } = await runToySync({ account, streams: all, startDate: worldStart });
    const { account: asked, result } = await sample({ state: states });
    expect(asked.asks.map(({ stream }) => stream)).to.have.members(all);
    const told = new Set(result.events.map(({ type }) => type));
    expect([...told]).not.to.include.members(['checkpoint']);
    expect([...told]).not.to.include.members(['stream-replaced']);
    for (const event of result.events) if (event.type === 'stream-started') expect(event.full).to.equal(null);
  });

  it('is neither complete nor incomplete', async () => {
    const { result } = await sample();
    expect(all.map((stream) => result.summary(stream).status)).to.deep.equal(all.map(() => 'sampled'));
  });

  it('fails where a stream fails, and says nothing of a state', async () => {
    const { result } = await sample({ fault: failing(guests, 'fail-item') });
    expect(result.outcome.complete).to.equal(false);
    expect(result.summary(guests).status).to.equal('incomplete');
    expect(result.summary(events).status).to.equal('sampled');
    expect(result.end(guests).problem?.message).not.to.contain('next sync');
  });

  for (const verdict of ['unauthorized', 'stream-unavailable'] as const) {
    it(`warns of a stream that is refused (${verdict}), and is well`, async () => {
      const fault = failing(groups, verdict, { subject: 'account', scopes: ['groups:read'] });
      const { result } = await sample({ fault });
      expect(result.outcome.complete).to.equal(true);
      const warnings = result.events.filter((event) => event.type === 'log' && event.level === 'warn');
      const isNamed = (event: SyncEvent): boolean =>
        event.type === 'log' && (event.stream === groups || event.message.includes(groups));
      expect(warnings.some(isNamed)).to.equal(true);
    });
  }
});
