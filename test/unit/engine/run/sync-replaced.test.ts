import { expect } from 'chai';
import type { SyncMode } from '../../../../src/engine/catalog.js';
import { readError } from '../../../support/toy-errors.js';
import { toyNames } from '../../../support/toy-streams.js';
import { day, noon, runToySync, toyClock, type ToyResult } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { users, events, guests, groups, members } = toyNames;
const later = noon + day;

const replacedIn = ({ events: said }: ToyResult): readonly string[] =>
  said.flatMap((event) => (event.type === 'stream-replaced' ? [event.stream] : []));

const typesOf = ({ events: said }: ToyResult, stream: string): readonly string[] =>
  said.flatMap((event) => ('stream' in event && event.stream === stream ? [event.type] : []));

describe('sync: what a full pass replaces', () => {
  const streams = [users, events, guests, groups, members];
  const common = { startDate: worldStart };

  it('is said of each stream of a first sync, before the state that calls it closed', async () => {
    const result = await runToySync({ ...common, account: worldAccount(), streams });
    expect(replacedIn(result)).to.have.members(streams);
    for (const stream of streams) {
      expect(typesOf(result, stream).slice(-3), stream).to.deep.equal([
        ...['stream-replaced', 'checkpoint', 'stream-ended'],
      ]);
      expect(result.state(stream)).to.include({ pass: null, full: '2026-06-15T12:00:00Z' });
    }
  });

  it('is said again only of the streams that are read whole', async () => {
    const modes: Readonly<Record<string, SyncMode>> = {
      [users]: 'full_refresh',
      [events]: 'incremental',
      [guests]: 'full_refresh',
    };
    const first = await runToySync({ ...common, account: worldAccount(), streams: modes });
    const next = await runToySync({
      ...common,
      account: worldAccount(),
      streams: modes,
      state: first.states,
      clock: toyClock(later),
    });
    expect(replacedIn(next)).to.have.members([users, guests]);
    expect(next.state(events).full).to.equal('2026-06-15T12:00:00Z');
    expect(next.state(guests).full).to.equal('2026-06-16T12:00:00Z');
    const started = next.events.find((event) => event.type === 'stream-started' && event.stream === events);
    expect(started).to.include({ full: '2026-06-15T12:00:00Z' });
  });

  it('waits for the run in which an interrupted pass comes to its end', async () => {
    const stop = new AbortController();
    const account = worldAccount({
      fault: ({ path }) => {
        if (path === '/users/bob/events') stop.abort();
        return null;
      },
    });
    const first = await runToySync({ ...common, account, streams: [events], signal: stop.signal });
    expect(replacedIn(first)).to.deep.equal([]);
    const next = await runToySync({
      ...common,
      account: worldAccount(),
      streams: [events],
      state: first.states,
      clock: toyClock(later),
    });
    expect(replacedIn(next).filter((stream) => stream === events)).to.deep.equal([events]);
    expect(next.state(events).full).to.equal('2026-06-15T12:00:00Z');
  });

  for (const verdict of ['fail-item', 'fail-stream', 'stop-label', 'stop-run', 'unauthorized'] as const) {
    it(`is not said where one user's list is answered with ${verdict}`, async () => {
      const account = worldAccount({
        fault: ({ path }) => (path === '/users/bob/events' ? readError(verdict) : null),
      });
      const result = await runToySync({ ...common, account, streams: [events, guests] });
      expect(replacedIn(result)).to.deep.equal([]);
    });
  }

  it('is not said of a stream that Zoom refuses as a whole, though it is complete, nor of its children', async () => {
    const account = worldAccount({
      fault: ({ stream }) => (stream === events ? readError('stream-unavailable') : null),
    });
    const result = await runToySync({ ...common, account, streams: [users, events, guests] });
    expect(result.outcome.complete).to.equal(true);
    expect(replacedIn(result)).to.deep.equal([users]);
  });

  it('is said where one user has no licence, who counts as read', async () => {
    const account = worldAccount({
      fault: ({ path }) => (path === '/users/bob/events' ? readError('refuse-partition') : null),
    });
    const result = await runToySync({ ...common, account, streams: [events] });
    expect(replacedIn(result)).to.deep.equal([events]);
  });

  it('is said of a stream that has no rows any more', async () => {
    const result = await runToySync({
      account: worldAccount({ lists: { '/groups': [] } }),
      streams: [groups],
    });
    expect(replacedIn(result)).to.deep.equal([groups]);
  });

  it('is not said where an earlier start date makes the stream begin anew', async () => {
    const first = await runToySync({ account: worldAccount(), streams: [events], startDate: worldStart });
    const next = await runToySync({
      account: worldAccount(),
      streams: [events],
      startDate: worldStart - 30 * day,
      state: first.states,
      clock: toyClock(later),
    });
    expect(next.ids(events)).to.have.lengthOf(3);
    expect(replacedIn(next)).to.deep.equal([]);
  });
});
