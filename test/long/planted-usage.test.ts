import { expect } from 'chai';
import type { StreamStateJson } from '../../src/engine/events.js';
import type { JsonObject } from '../../src/json.js';
import { differences, latest, together } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import { declaring, windowed, withoutParameters } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

seeFaults('usage and cost', [
  { title: 'sums over thirty days', stream: 'report_users', change: windowed({ period: null }) },
  {
    title: 'sums that do not say of which month',
    stream: 'report_users',
    change: declaring({ fromRequest: {} }),
  },
  {
    title: 'users who hosted, alone',
    stream: 'report_users',
    change: declaring({ variants: [{ type: 'active' }] }),
  },
  { title: 'calls without a type', stream: 'report_telephone', change: withoutParameters('type') },
  {
    title: 'calls by their meeting',
    stream: 'report_telephone',
    change: declaring({ rowId: null, primaryKey: ['uuid'] }),
  },
  {
    title: 'days by windows in the place of months',
    stream: 'report_daily',
    change: windowed({ format: 'date', period: null }),
  },
  { title: 'storage of today', stream: 'report_cloud_recording', change: windowed({ ahead: 0 }) },
  {
    title: 'storage of more than thirty days a call',
    stream: 'report_cloud_recording',
    change: windowed({ maxDays: 31 }),
  },
]);

const day = 86_400_000;
const begin = Date.parse('2026-10-28T08:00:00Z');

describe('sums of months, day by day', function () {
  this.timeout(30_000);

  it('end as the last sync saw them: the month that goes on is read again, and so is the one that has just ended', async () => {
    const clock = { now: begin };
    const streams = ['report_users', 'report_daily', 'report_cloud_recording'];
    await withSimulator({ users: 6, now: () => clock.now, reportZoneHours: 0 }, async (simulator) => {
      let state: ReadonlyMap<string, StreamStateJson> = new Map();
      let rows: ReadonlyMap<string, readonly JsonObject[]> = new Map();
      for (let count = 0; count < 8; count += 1) {
        const run = await runEngine({ simulator, streams, now: clock.now, state });
        expect(run.outcome.complete).to.equal(true);
        ({ state } = run);
        rows = together(rows, run.rows);
        clock.now += day;
      }
      clock.now -= day;
      // What had gone by then is still there.
      const range = { from: Date.parse('2026-06-01T00:00:00Z') };
      const kept = new Map(
        streams.map((stream) => [
          stream,
          latest(stream, rows.get(stream) ?? []).filter(
            (row) => (row['date'] ?? row['period_start'] ?? '') >= '2026-06-01',
          ),
        ]),
      );
      expect(differences(simulator, kept, { streams, range })).to.deep.equal([]);
    });
  });
});

describe('the storage of days, of which nobody says where they begin', function () {
  this.timeout(30_000);
  const stream = 'report_cloud_recording';
  const streams = [stream];

  for (const reportZoneHours of [-10, 0, 13]) {
    it(`is never refused and misses no day, whatever the hour: in zone ${reportZoneHours}`, async () => {
      const clock = { now: begin };
      await withSimulator({ users: 3, now: () => clock.now, reportZoneHours }, async (simulator) => {
        let state: ReadonlyMap<string, StreamStateJson> = new Map();
        let rows: ReadonlyMap<string, readonly JsonObject[]> = new Map();
        for (const hours of [0, 16.5, 24, 23, 1.5, 30]) {
          clock.now += hours * 3_600_000;
          const run = await runEngine({ simulator, streams, now: clock.now, state, lookbackDays: 1 });
          expect(run.outcome.complete, new Date(clock.now).toISOString()).to.equal(true);
          ({ state } = run);
          rows = together(rows, run.rows);
        }
        const kept = (rows.get(stream) ?? []).filter(({ date }) => (date ?? '') >= '2026-06-01');
        const range = { from: Date.parse('2026-06-01T00:00:00Z') };
        const found = new Map([[stream, latest(stream, kept)]]);
        expect(differences(simulator, found, { streams, range })).to.deep.equal([]);
        const refused = simulator.requests.filter(({ status }) => status === 400);
        expect(
          refused.map(({ query: { from = '' } }) => from).filter((from) => from >= '2026-06-01'),
        ).to.deep.equal([]);
      });
    });
  }
});

describe('the usage of plans', () => {
  for (const status of [403, 404]) {
    it(`is no failure where it is refused with HTTP ${status}`, async () => {
      const now = begin;
      const rules = [{ match: /plans\/usage/, status, body: { code: 1, message: 'No access.' } }];
      await withSimulator({ users: 3, now: () => now, faults: { rules } }, async (simulator) => {
        const streams = ['account_plan_usage', 'users_summary'];
        const { rows, outcome } = await runEngine({ simulator, streams, now });
        expect(outcome.complete).to.equal(true);
        expect([...rows.keys()]).to.deep.equal(['users_summary']);
      });
    });
  }
});
