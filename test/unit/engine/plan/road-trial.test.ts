import { expect } from 'chai';
import type { JsonObject } from '../../../../src/json.js';
import { readError } from '../../../support/toy-errors.js';
import { diary, roadDefinitions as definitions, roadLists } from '../../../support/toy-roads.js';
import { toyNames } from '../../../support/toy-streams.js';
import { runToySync, toyClock, type ToySyncOptions } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const day = 86_400_000;
const noon = Date.parse('2026-06-15T12:00:00Z');
const road = diary.declaration.name;

const base = {
  definitions,
  streams: [toyNames.events, toyNames.guests],
  startDate: worldStart,
  road: 'account_history',
  isRoadTried: true,
} satisfies Partial<ToySyncOptions>;

/** By address, as the trial asks; Ann's second event took place some days ago. */
const lists: Record<string, readonly JsonObject[]> = {
  ...roadLists,
  '/diary': [
    { id: 'a1', host: 'ann@x.org', end_time: '2026-06-03T10:00:00Z' },
    { id: 'a2', host: 'Ann@x.org', end_time: '2026-06-10T10:00:00Z' },
  ],
  '/users/ann/events': [
    { id: 'a1', end_time: '2026-06-03T10:00:00Z' },
    { id: 'a2', end_time: '2026-06-10T10:00:00Z' },
  ],
  '/users/ann@x.org/events': [{ id: 'a2', end_time: '2026-06-10T10:00:00Z' }],
};
/** An event of Bob's of which the diary does not know. */
const secret: typeof lists = {
  ...lists,
  '/users/bob@x.org/events': [{ id: 'b9', end_time: '2026-06-10T12:00:00Z' }],
};

async function syncWith(world: typeof lists, more: Partial<ToySyncOptions> = {}) {
  const account = worldAccount({ lists: world });
  const result = await runToySync({ ...base, account, ...more });
  const said = result.events.flatMap((event) =>
    event.type === 'log' && event.stream === road ? [`${event.level}: ${event.message}`] : [],
  );
  return { account, result, said, asked: account.paths(toyNames.events) };
}

describe('a road that is to prove itself', () => {
  it('is taken where a sample of lists shows nothing that it lacks, and says what was compared', async () => {
    const { said, account, asked } = await syncWith(lists);
    expect(said).to.deep.equal([
      `info: ${road} shows all of 1 meetings that 3 hosts' own reports show (2026-05-18 to 2026-06-11): past meetings are found by it.`,
    ]);
    expect(account.paths(toyNames.guests)).to.include('/events/a2/guests');
    expect(asked.slice(-1), 'after the sample, only who was active').to.deep.equal(['/users/ann/events']);
  });

  it('is left with a warning and the figure where it lacks a row', async () => {
    const { said, asked, result } = await syncWith(secret);
    expect(said).to.deep.equal([
      `warn: ${road} lacks 1 of the 2 meetings that 3 hosts' own reports show (2026-05-18 to 2026-06-11). Past meetings are read per user instead, and this is tried again after 30 days.`,
    ]);
    expect(asked).to.include.members(['/users/ann/events', '/users/bob/events', '/users/cid/events']);
    expect(result.outcome.complete).to.equal(true);
  });

  it('is remembered to have been found wanting, for thirty days', async () => {
    const first = await syncWith(secret);
    expect(first.result.state(toyNames.events).plan).to.match(/^[0-9a-f]{8}\/2026-06-15$/);
    const second = await syncWith(lists, { state: first.result.states, clock: toyClock(noon + day) });
    expect(second.account.paths(road)).to.deep.equal([]);
    expect(second.said.join()).to.include('incomplete on 2026-06-15');
    const state = second.result.states;
    const last = await syncWith(lists, { state, clock: toyClock(noon + 31 * day) });
    expect(last.account.paths(road).length).to.be.greaterThan(0);
    expect(last.result.state(toyNames.events).plan).to.match(/^[0-9a-f]{8}$/);
  });

  it('is not tried again by a sync that goes on there', async () => {
    const first = await syncWith(lists);
    const second = await syncWith(lists, { state: first.result.states, clock: toyClock(noon + day) });
    expect(second.said).to.deep.equal([]);
    expect(second.asked).to.deep.equal([]);
  });

  it('counts whom it need not ask, since the list shows nothing new of him', async () => {
    const recent = { id: 'a3', end_time: '2026-06-14T10:00:00Z' };
    const world = {
      ...roadLists,
      '/diary': [{ ...recent, host: 'ann@x.org' }],
      '/users/ann/events': [recent],
    };
    const more = { isRoadTried: false };
    const first = await syncWith(world, more);
    const clock = toyClock(noon + 60_000);
    const second = await syncWith(world, { ...more, state: first.result.states, clock });
    expect(first.result.summary(toyNames.events).unchanged).to.equal(0);
    expect(second.asked).to.deep.equal([]);
    expect(second.result.summary(toyNames.events).unchanged).to.equal(1);
  });

  it('is tried where a stream was read on the other one, and where one is read from nothing', async () => {
    const before = await syncWith(lists, { road: 'per_user', isRoadTried: false });
    const changed = await syncWith(lists, { state: before.result.states });
    expect(changed.said).to.have.lengthOf(1);
    const again = await syncWith(lists, {
      state: changed.result.states,
      streams: { [toyNames.events]: 'full_refresh', [toyNames.guests]: 'incremental' },
    });
    expect(again.said).to.have.lengthOf(1);
  });

  it('is not taken where there was nothing to compare, and kept to where it was taken before', async () => {
    const quiet = { ...lists, '/users/ann@x.org/events': [] };
    const first = await syncWith(quiet);
    expect(first.said.join()).to.include('that report_history_meetings could be compared with');
    expect(first.asked).to.include.members(['/users/bob/events', '/users/cid/events']);
    const onRoad = await syncWith(lists);
    const streams = { [toyNames.events]: 'full_refresh', [toyNames.guests]: 'incremental' } as const;
    const again = await syncWith(quiet, { state: onRoad.result.states, streams });
    expect(again.said.join()).to.include('could be compared with');
    expect(again.asked).to.not.include('/users/cid/events');
  });

  it('is taken where the usual one lacks its permission, for there is nothing to compare with', async () => {
    const account = worldAccount({
      lists,
      fault: ({ stream }) => (stream === toyNames.events ? readError('unauthorized') : null),
    });
    const result = await runToySync({ ...base, streams: [toyNames.guests], account });
    expect(result.end(toyNames.guests).problem).to.equal(null);
    expect(account.paths(toyNames.guests)).to.have.members(['/events/a1/guests', '/events/a2/guests']);
  });

  it('is left without a warning where it is refused', async () => {
    const account = worldAccount({
      lists,
      fault: ({ stream }) => (stream === road ? readError('unauthorized') : null),
    });
    const result = await runToySync({ ...base, account });
    expect(result.outcome.complete).to.equal(true);
    const said = result.events.filter((event) => event.type === 'log' && event.stream === road);
    expect(said).to.have.lengthOf(1);
    expect(said[0]).to.include({ level: 'info' });
    expect(result.state(toyNames.events).plan, 'it may be open tomorrow').to.match(/^[0-9a-f]{8}$/);
  });

  it('is kept to by a sync that cannot find out, where the one before took it', async () => {
    const first = await syncWith(lists);
    const streams = { [toyNames.events]: 'full_refresh', [toyNames.guests]: 'incremental' } as const;
    const failing = (state: ToySyncOptions['state']) =>
      runToySync({
        ...base,
        streams,
        ...(state === undefined ? {} : { state }),
        account: worldAccount({
          lists,
          fault: ({ path }) => (path === '/users/ann@x.org/events' ? readError('fail-item') : null),
        }),
      });
    const onRoad = first.result.state(toyNames.guests).plan;
    expect((await failing(first.result.states)).state(toyNames.guests).plan).to.equal(onRoad);
    expect((await failing(undefined)).state(toyNames.guests).plan).to.not.equal(onRoad);
  });

  it('asks nobody in a sample of the streams', async () => {
    const { account } = await syncWith(lists, { isSample: true });
    expect(account.paths(toyNames.events)).to.not.include('/users/ann@x.org/events');
  });
});
