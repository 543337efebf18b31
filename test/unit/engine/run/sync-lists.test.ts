import { expect } from 'chai';
import type { Verdict } from '../../../../src/errors.js';
import type { JsonObject } from '../../../../src/json.js';
import type { ToyFault } from '../../../support/toy-account.js';
import { readError } from '../../../support/toy-errors.js';
import { roomNames, roomStreams, worldWithRooms } from '../../../support/toy-rooms.js';
import { redeclared, toyNames, toyStreams } from '../../../support/toy-streams.js';
import {
  day,
  noon,
  runToySync,
  toyClock,
  type ToyResult,
  type ToySyncOptions,
} from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { users, events, guests, settings } = toyNames;
const { rooms, uses, devices } = roomNames;
const all = [users, events, guests, settings, rooms, uses, devices];

interface Run extends Partial<ToySyncOptions> {
  readonly fault?: ToyFault;
  readonly lists?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly after?: ToyResult;
}

async function run({ fault, lists = {}, after, ...more }: Run = {}) {
  const account = worldAccount({
    lists: { ...worldWithRooms, ...lists },
    ...(fault === undefined ? {} : { fault }),
  });
  const result = await runToySync({
    account,
    streams: all,
    definitions: [...toyStreams, ...roomStreams],
    startDate: worldStart,
    state: after?.states ?? {},
    clock: toyClock(after === undefined ? noon : noon + day),
    ...more,
  });
  return { account, result };
}

function failing(stream: string, verdict: Parameters<typeof readError>[0]): ToyFault {
  return (ask) =>
    ask.stream === stream ? readError(verdict, { scopes: ['rooms:read'], subject: 'account' }) : null;
}

describe('sync: two lists of partitions', () => {
  it('visits the partitions of each for its own streams, though an id is in both', async () => {
    const { account, result } = await run();
    expect(result.outcome.complete).to.equal(true);
    expect(result.ids(uses)).to.have.members(['l1', 'n1']);
    expect(result.ids(devices)).to.deep.equal(['d1']);
    expect(result.ids(events)).to.have.members(['a1', 'a2', 'b1']);
    expect(account.paths(devices)).to.have.members(['/rooms/ann/devices', '/rooms/lab/devices']);
    expect(account.paths(settings)).to.have.members(['/users/ann/settings', '/users/bob/settings']);
  });

  it('lists only those that something selected goes through, and emits none that is not selected', async () => {
    const { account, result } = await run({ streams: [devices] });
    expect(account.paths(users)).to.deep.equal([]);
    expect(account.paths(rooms)).to.deep.equal(['/rooms']);
    expect(result.ids(rooms)).to.deep.equal([]);
    expect(result.ids(devices)).to.deep.equal(['d1']);
    expect(Object.keys(result.states)).to.deep.equal([devices]);
  });

  it('asks no partition for a list that is selected alone', async () => {
    const { account, result } = await run({ streams: [rooms] });
    expect(result.ids(rooms)).to.have.members(['lab', 'ann']);
    expect(account.asks).to.have.lengthOf(1);
  });

  it('reads both at once: none waits for the other', async () => {
    let listed = (): void => undefined;
    const roomsAreRead = new Promise<void>((resolve) => {
      listed = resolve;
    });
    const { result } = await run({
      fault: ({ path }) => {
        if (path === '/rooms/lab/uses') listed();
        return path === '/users' ? roomsAreRead.then(() => null) : null;
      },
    });
    expect(result.outcome.complete).to.equal(true);
  });

  it('keeps a watermark for each, and resumes each where it was', async () => {
    const stop = new AbortController();
    const fault: ToyFault = ({ path }) => {
      if (path === '/rooms/lab/uses') stop.abort();
      return null;
    };
    const first = await run({ streams: [uses, devices], fault, signal: stop.signal });
    expect(first.result.outcome.stopped).to.equal(true);
    const next = await run({ streams: [uses, devices], after: first.result });
    expect([...first.result.ids(uses), ...next.result.ids(uses)]).to.include.members(['l1', 'n1']);
    expect(next.account.paths(), 'nobody who was read is asked again').to.have.members([
      '/rooms',
      '/rooms/lab/uses',
      '/rooms/lab/devices',
    ]);
    expect(next.result.outcome.complete).to.equal(true);
  });

  it('reads a partition of the second from the start that was born after the last pass', async () => {
    const first = await run();
    const next = await run({
      after: first.result,
      lists: {
        '/rooms': [...worldWithRooms['/rooms'], { id: 'new', opened_at: '2026-06-15T18:00:00Z' }],
        '/rooms/new/uses': [{ id: 'w1', end_time: '2026-06-02T10:00:00Z' }],
      },
    });
    expect(next.result.ids(uses)).to.deep.equal(['w1']);
  });

  it('drops what was due of a partition that its list does not show any more', async () => {
    const fault: ToyFault = ({ path }) => (path === '/rooms/lab/uses' ? readError('fail-item') : null);
    const first = await run({ fault });
    expect(Object.keys(first.result.state(uses).due)).to.deep.equal(['lab']);
    const next = await run({ after: first.result, lists: { '/rooms': worldWithRooms['/rooms'].slice(1) } });
    expect(next.result.state(uses).due).to.deep.equal({ lab: '-' });
    expect(next.result.outcome.complete).to.equal(true);
  });
});

describe('sync: a list of partitions that is not to be had', () => {
  const ofRooms = [uses, devices];
  const ofUsers = [users, events, guests, settings];

  /** What others left there stays, and nothing that was read of them is taken for all. */
  function expectUntouched({ result }: { readonly result: ToyResult }): void {
    for (const stream of ofRooms) {
      expect(result.state(stream).cursor, stream).to.equal(null);
      expect(result.ids(stream)).to.deep.equal([]);
    }
    for (const stream of ofUsers) expect(result.end(stream).problem, stream).to.equal(null);
    expect(result.ids(guests)).to.have.lengthOf(4);
  }

  it('stops what goes through it where it fails, and nothing else', async () => {
    const failed = await run({ fault: failing(rooms, 'fail-item') });
    expectUntouched(failed);
    expect(failed.result.outcome.complete).to.equal(false);
    for (const stream of [rooms, ...ofRooms])
      expect(failed.result.end(stream).problem?.message, stream).to.match(/fail-item/);
    const next = await run({ after: failed.result });
    expect(next.result.ids(uses)).to.have.members(['l1', 'n1']);
    expect(next.result.outcome.complete).to.equal(true);
  });

  const many = Array.from({ length: 400 }, (_, index) => ({ id: `r${index}` }));
  const midway: readonly Verdict[] = [
    'fail-item',
    'restart-slice',
    'skip-item',
    'refuse-partition',
    'stream-unavailable',
    'unauthorized',
    'stop-label',
  ];
  for (const verdict of midway) {
    it(`is not taken for all there is where it breaks off with ${verdict}`, async () => {
      const broken = await run({
        lists: { '/rooms': many },
        fault: ({ stream, page }) => (stream === rooms && page === 1 ? readError(verdict) : null),
      });
      expectUntouched(broken);
      expect(broken.result.outcome.complete).to.equal(false);
    });
  }

  it('is not taken for empty where it is answered as if it were one thing that is gone', async () => {
    for (const verdict of ['skip-item', 'refuse-partition'] as const) {
      const gone = await run({ fault: failing(rooms, verdict) });
      expectUntouched(gone);
      expect(gone.result.outcome.complete).to.equal(false);
    }
  });

  it('is not whole where one of its variants is refused', async () => {
    const variants = [{ status: 'a' }, { status: 'b' }];
    const definitions = [
      ...toyStreams,
      ...roomStreams.map((one) => (one.declaration.name === rooms ? redeclared(one, { variants }) : one)),
    ];
    for (const status of ['a', 'b']) {
      const refused = await run({
        definitions,
        fault: ({ stream, query }) =>
          stream === rooms && query['status'] === status
            ? readError('stream-unavailable', { subject: 'partition' })
            : null,
      });
      expectUntouched(refused);
      expect(refused.result.outcome.complete).to.equal(false);
    }
  });

  it('is an answer where the account lacks the product: no rows, a warning, complete, and no state moves', async () => {
    for (const streams of [all, all.filter((name) => name !== rooms)]) {
      const lacking = await run({ streams, fault: failing(rooms, 'stream-unavailable') });
      expectUntouched(lacking);
      expect(lacking.result.outcome.complete).to.equal(true);
      const warnings = lacking.result.events.flatMap((event) =>
        event.type === 'log' && event.level === 'warn' ? [event.message] : [],
      );
      // Once for both.
      expect(
        warnings.filter((text) => text.startsWith(`${ofRooms.join(', ')} have no rows: `)),
      ).to.have.length(1);
      const next = await run({ streams, after: lacking.result });
      expect(next.result.ids(uses)).to.have.members(['l1', 'n1']);
    }
  });

  it('is a config error of each stream where the app lacks its scope, or a warning where that is wanted', async () => {
    const fault = failing(rooms, 'unauthorized');
    const lacking = await run({ fault });
    expectUntouched(lacking);
    for (const stream of [rooms, ...ofRooms]) {
      expect(lacking.result.end(stream).problem, stream).to.include({ failureType: 'config_error' });
      expect(lacking.result.end(stream).problem?.message).to.contain('rooms:read');
    }
    const skipped = await run({ fault, settings: { skipUnauthorizedStreams: true } });
    expectUntouched(skipped);
    expect(skipped.result.outcome.complete).to.equal(true);
  });
});
