import { expect } from 'chai';
import type { PageReader } from '../../src/engine/page-reader.js';
import type { JsonObject } from '../../src/json.js';
import { contactCenter } from '../../src/streams/contact_center/product.js';
import type { StreamName } from '../../src/streams/define-stream.js';
import type { SimulatorOptions } from '../simulator/index.js';
import { differences } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import { changed, declaring, requesting, windowed, type Planted } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

/** The traps of the Contact Center: each must be seen where a declaration falls into it. */

const now = Date.parse('2026-11-22T08:00:00Z');
const streams = contactCenter.streams.map(({ name }) => name);

seeFaults('the Contact Center', [
  {
    title: 'inactive users left out',
    stream: 'cc_users',
    change: declaring({ variants: [{}] }),
  },
  ...(['cc_dataset_engagement', 'cc_dataset_agent_performance', 'cc_dataset_agent_timecard'] as const).map(
    (stream) => ({
      title: 'bounds under the names that are being renamed',
      stream,
      change: windowed({ from: 'from', to: 'to' }),
    }),
  ),
  {
    title: 'bounds of the start in the place of those of the entry',
    stream: 'cc_dataset_queue_performance',
    change: windowed({ from: 'start_time_from', to: 'start_time_to' }),
  },
  {
    title: 'no bounds: the last day alone',
    stream: 'cc_engagements',
    change: declaring({ window: null }),
  },
  {
    title: 'one bound alone',
    stream: 'cc_recordings',
    change: windowed({ to: 'until' }),
  },
  {
    title: 'pages of 300',
    stream: 'cc_agent_status_history',
    change: requesting({ pageSize: 300 }),
    account: { pageSizeOver: 'refuse' },
  },
  {
    title: 'a key that forgets who it was',
    stream: 'cc_agent_status_history',
    change: declaring({ primaryKey: ['status_name'], rowId: null }),
  },
]);

/** What goes on, and the same when it is over. */
const parts: readonly (readonly [StreamName, JsonObject, JsonObject])[] = [
  [
    'cc_agent_status_history',
    { user_id: 'u', start_time: '2026-11-22T07:00:00Z', status_id: 's', sub_status_id: '', duration: 60 },
    { end_time: '2026-11-22T07:30:00Z', duration: 1800, occupied_engagement_id: 'e' },
  ],
  [
    'cc_dataset_agent_timecard',
    { user_id: 'u', start_time: '2026-11-22T07:00:00Z', work_session_id: 'w', user_status: 'ready' },
    { end_time: '2026-11-22T07:30:00Z', ready_duration: 1800, work_session_end_time: '2026-11-22T07:30:00Z' },
  ],
  [
    'cc_dataset_agent_performance',
    { engagement_id: 'e', user_id: 'u', queue_id: '', channel: 'voice', start_time: '2026-11-22T07:00:00Z' },
    { end_time: '2026-11-22T07:30:00Z', handle_duration: 1800, handled_count: 1 },
  ],
  [
    'cc_dataset_queue_performance',
    { engagement_id: 'e', queue_id: 'q', enter_time: '2026-11-22T07:00:00Z', handle_count: 0 },
    { exit_time: '2026-11-22T07:30:00Z', handle_count: 1 },
  ],
];

/** Every window that holds the row's time gives it. */
const giving =
  (row: JsonObject): ((reader: PageReader) => PageReader) =>
  () =>
    async function* (request) {
      const isLast = Object.values(request.query).some((value) => value.startsWith('2026-11-23'));
      yield Promise.resolve({ rows: isLast ? [row] : [], served: {} });
    };

/** How many rows a destination holds that merges by key, after the row was read unfinished and finished. */
async function kept(stream: StreamName, [begun, over]: readonly JsonObject[], plant: Planted) {
  return withSimulator({ users: 2, now: () => now }, async (simulator) => {
    const run = { simulator, streams: [stream], ...plant };
    const first = await runEngine({ ...run, now, wrapReader: giving({ ...begun }) });
    const later = { ...run, now: now + 3_600_000, state: first.state };
    const second = await runEngine({ ...later, wrapReader: giving({ ...begun, ...over }) });
    const rows = [...(first.rows.get(stream) ?? []), ...(second.rows.get(stream) ?? [])];
    return new Map(rows.map((row) => [row['row_id'], row]));
  });
}

describe('what goes on in the Contact Center', function () {
  this.timeout(60_000);

  for (const [stream, begun, over] of parts) {
    it(`${stream}: what has ended takes the place of what had not`, async () => {
      const rows = await kept(stream, [begun, over], {});
      expect(rows.size).to.equal(1);
      expect([...rows.values()][0]).to.include(over);
      const byContent = changed(stream, declaring({ rowId: 'content' }));
      expect((await kept(stream, [begun, over], byContent)).size, 'by content').to.equal(2);
    });
  }
});

describe('the Contact Center of an account', function () {
  this.timeout(60_000);

  const read = (account: Partial<SimulatorOptions>) =>
    withSimulator({ users: 10, now: () => now, ...account }, async (simulator) => {
      const result = await runEngine({ simulator, streams, now });
      return { ...result, requests: simulator.requests.filter(({ route }) => route !== '') };
    });

  it('has engagements without events and surveys, which is no fault', async () => {
    const { outcome, requests } = await read({});
    expect(outcome).to.deep.equal({ complete: true, stopped: false });
    const refused = new Set(requests.filter(({ status }) => status >= 400).map(({ status }) => status));
    expect([...refused].toSorted()).to.deep.equal([400, 404, 444]);
  });

  it('may not be there: one refused request a list, and complete', async () => {
    const { outcome, requests, rows } = await read({ missing: { products: ['contact_center'] } });
    expect(outcome).to.deep.equal({ complete: true, stopped: false });
    expect([...rows.values()].flat()).to.deep.equal([]);
    const lists = contactCenter.streams.filter(({ parents }) => parents.length === 0);
    const refused = requests.filter(({ code }) => code === 9001);
    expect(refused.map(({ route }) => route).toSorted()).to.deep.equal(
      lists.map(({ request }) => request.path).toSorted(),
    );
  });

  it('may hand out a list for ever, which ends when all of it has come', async () => {
    const stream = 'cc_dataset_engagement';
    const account = { users: 10, now: () => now, loops: true, pageSizeCap: 1 };
    await withSimulator(account, async (simulator) => {
      const { outcome, rows } = await runEngine({ simulator, streams: [stream], now });
      expect(outcome).to.deep.equal({ complete: true, stopped: false });
      expect(differences(simulator, rows, { streams: [stream] })).to.deep.equal([]);
      expect(simulator.requests.length).to.be.below(100);
    });
  });
});
