import { expect } from 'chai';
import type { JsonObject } from '../../../../src/json.js';
import { loadDefinitions } from '../../../../src/offline-catalog.js';
import { readError } from '../../../support/toy-errors.js';
import { toyAccount } from '../../../support/toy-account.js';
import { day, noon, runToySync, toyClock, type ToySyncOptions } from '../../../support/toy-sync.js';

const definitions = loadDefinitions();
const family = 'recordings_from';
const short = { family, wanted: 'account_recordings', usual: 'per_user', isTried: false };
const tried = { ...short, isTried: true };
const accountList = '/accounts/me/recordings';

interface Recorded {
  readonly host: string;
  readonly uuid: string;
  readonly start: string;
  readonly bytes?: number;
}

const users = ['Ann', 'bob', 'cid'].map((id) => ({
  id,
  status: 'active',
  user_created_at: '2020-01-01T00:00:00Z',
}));
const recorded: readonly Recorded[] = [
  { host: 'Ann', uuid: 'a1', start: '2026-06-10T09:00:00Z' },
  { host: 'bob', uuid: 'b1', start: '2026-06-14T20:00:00Z' },
  { host: 'bob', uuid: 'b2', start: '2026-03-02T20:00:00Z' },
  { host: 'gone', uuid: 'g1', start: '2026-06-11T20:00:00Z' },
];

let listing = 0;

/** With links that are others each time. */
function rowOf({ uuid, start, host, bytes = 10 }: Recorded): JsonObject {
  listing += 1;
  const link = `https://example.zoom.us/rec/download/${uuid}-${listing}`;
  const file = { id: `f-${uuid}`, file_type: 'MP4', recording_start: start, download_url: link };
  const files = [{ ...file, file_size: bytes, status: 'completed' }];
  const common = { uuid, start_time: start, host_id: host, share_url: link, total_size: 0 };
  return { ...common, recording_count: 1, recording_files: files };
}

function listsOf(all: readonly Recorded[], inAccount = all): Record<string, readonly JsonObject[]> {
  const hosts = users.map(({ id }) => id);
  return {
    '/users': users,
    [accountList]: inAccount.map(rowOf),
    ...Object.fromEntries(
      hosts.map((one) => [`/users/${one}/recordings`, all.filter(({ host }) => host === one).map(rowOf)]),
    ),
  };
}

async function syncOf(
  lists: Record<string, readonly JsonObject[]>,
  { road = short, ...more }: Partial<Omit<ToySyncOptions, 'road'>> & { readonly road?: typeof short } = {},
) {
  const account = toyAccount({ lists });
  const usual = { definitions, streams: ['recordings', 'recording_files'], account };
  const result = await runToySync({ ...usual, ...more, settings: { roads: [road] } });
  const said = result.events.flatMap((event) => (event.type === 'log' ? [event.message] : []));
  const asks = account.asks.filter(({ stream, page }) => stream === 'recordings' && page === 0);
  const windows = asks.map(({ path, query }) => `${path.split('/')[2] ?? ''} ${query['from'] ?? ''}`);
  return { account, result, said, asked: [...new Set(asks.map(({ path }) => path))].sort(), windows };
}

const later = toyClock(noon + day / 2);

describe('recordings on the road through the list of the account', () => {
  it('are asked for of users whom it shows, by the id as it is spelled, and of nobody who is gone', async () => {
    const { asked, result } = await syncOf(listsOf(recorded));
    expect(asked).to.deep.equal(['/users/Ann/recordings', '/users/bob/recordings']);
    expect(result.records('recordings').map(({ uuid }) => uuid)).to.have.members(['a1', 'b1', 'b2']);
    expect(result.records('recording_files')).to.have.lengthOf(3);
  });

  it('are not asked for again while it looks the same but for its links', async () => {
    const first = await syncOf(listsOf(recorded));
    const second = await syncOf(listsOf(recorded), { state: first.result.states, clock: later });
    expect(second.asked).to.deep.equal([]);
    expect(second.result.outcome.complete).to.equal(true);
  });

  it('are asked for again where a file has grown', async () => {
    const first = await syncOf(listsOf(recorded));
    const grown = recorded.map((one) => (one.uuid === 'b1' ? { ...one, bytes: 20 } : one));
    const second = await syncOf(listsOf(grown), { state: first.result.states, clock: later });
    expect(second.asked).to.deep.equal(['/users/bob/recordings']);
    expect(second.result.records('recording_files').map((row) => row['file_size'])).to.deep.equal([20]);
  });

  it('are listed whatever their age where something goes on, and only in months in which there are some', async () => {
    const streams = ['recordings', 'recording_analytics_summary'];
    const lists = listsOf(recorded);
    const views = (date: string) => ({
      '/meetings/b2/recordings/analytics_summary': [{ date, views_total_count: 1 }],
    });
    const first = await syncOf({ ...lists, ...views('2026-06-13') }, { streams });
    const second = await syncOf(
      { ...listsOf(recorded), ...views('2026-06-15') },
      { streams, state: first.result.states, clock: later },
    );
    expect(second.windows.filter((window) => window.startsWith('cid'))).to.deep.equal([]);
    expect(second.windows, 'of thirteen months three').to.have.lengthOf(3);
    expect(second.account.paths('recording_analytics_summary')).to.have.members([
      '/meetings/a1/recordings/analytics_summary',
      '/meetings/b1/recordings/analytics_summary',
      '/meetings/b2/recordings/analytics_summary',
    ]);
    expect(second.result.records('recording_analytics_summary').map(({ date }) => date)).to.deep.equal([
      '2026-06-15',
    ]);
  });

  it('cost no more of that list where it is selected itself', async () => {
    const alone = await syncOf(listsOf(recorded));
    const beside = await syncOf(listsOf(recorded), {
      streams: ['recordings', 'recording_files', 'account_recordings'],
    });
    const count = (one: typeof alone): number => one.account.paths('account_recordings').length;
    expect(count(beside)).to.equal(count(alone));
    expect(beside.result.records('account_recordings')).to.have.lengthOf(4);
  });

  it('are asked for of everybody where nobody may read it, and one line says so', async () => {
    const lists = listsOf(recorded);
    const account = toyAccount({
      lists,
      fault: ({ stream }) => (stream === 'account_recordings' ? readError('unauthorized') : null),
    });
    const result = await runToySync({
      definitions,
      streams: ['recordings'],
      account,
      settings: { roads: [tried] },
    });
    expect(new Set(account.paths('recordings')).size).to.equal(3);
    const said = result.events.flatMap((event) => (event.type === 'log' ? [event.message] : []));
    expect(said.filter((text) => text.endsWith('Recordings are read per user instead.'))).to.have.lengthOf(1);
    expect(said.join()).to.not.include('istory');
  });
});

describe('the list of the account, before it is relied on', () => {
  for (const streams of [['recordings'], ['recording_files'], ['recording_settings']]) {
    it(`has to prove itself once, where ${streams.join()} is selected`, async () => {
      const first = await syncOf(listsOf(recorded), { road: tried, streams });
      expect(first.said).to.include(
        "account_recordings shows all of 1 recordings that 4 users' own lists show (2026-05-18 to 2026-06-11): only users of whom it shows some are asked for recordings.",
      );
      const second = await syncOf(listsOf(recorded), {
        road: tried,
        streams,
        state: first.result.states,
        clock: later,
      });
      expect(second.said.join()).to.not.include('own lists');
      expect(second.asked).to.not.include('/users/cid/recordings');
    });
  }

  it('is left for thirty days where it lacks a recording', async () => {
    const lacking = listsOf(
      [...recorded, { host: 'cid', uuid: 'c1', start: '2026-06-10T10:00:00Z' }],
      recorded,
    );
    const streams = ['recording_files'];
    const first = await syncOf(lacking, { road: tried, streams });
    expect(first.said.join()).to.include('account_recordings lacks 1 of the 2 recordings');
    expect(first.result.records('recording_files')).to.have.lengthOf(4);
    expect(first.result.state('recording_files').plan).to.match(/^[0-9a-f]{8}\/2026-06-15$/);
    const second = await syncOf(lacking, { road: tried, streams, state: first.result.states, clock: later });
    expect(second.account.paths('account_recordings')).to.deep.equal([]);
    expect(second.said.join()).to.include("The account's list of recordings was incomplete on 2026-06-15");
  });

  it('takes a recording without a uuid for the same one by what stands in for it', async () => {
    const nameless = { uuid: '', id: '77' };
    const lists = listsOf(recorded);
    const anonymous = Object.fromEntries(
      Object.entries(lists).map(([path, rows]) => [
        path,
        rows.map((row) => (row['uuid'] === 'a1' ? { ...row, ...nameless } : row)),
      ]),
    );
    const { said } = await syncOf(anonymous, { road: tried });
    expect(said.join()).to.include('account_recordings shows all of 1 recordings');
  });

  it('lets a state of the usual road be read on', async () => {
    const usual = { ...short, wanted: 'per_user' };
    const first = await syncOf(listsOf(recorded), { road: usual });
    const second = await syncOf(listsOf(recorded), {
      road: short,
      state: first.result.states,
      clock: later,
    });
    // The days of the lookback, of whom there is something.
    expect(second.windows).to.deep.equal(['bob 2026-06-10']);
    expect(second.result.records('recordings').map(({ uuid }) => uuid)).to.deep.equal(['b1']);
  });
});
