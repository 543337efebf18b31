import { expect } from 'chai';
import { timeOf } from '../simulator/derived/select.js';
import type { StreamStateJson } from '../../src/engine/events.js';
import type { PageReader } from '../../src/engine/page-reader.js';
import type { JsonObject } from '../../src/json.js';
import { products } from '../../src/streams/index.js';
import { differences, together } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';

/** Audit logs alone, every five minutes: a handful of requests a run, and each row once. */

const now = Date.parse('2026-11-22T08:00:00Z');
const minute = 60_000;
const day = 86_400_000;
const streams = products.flatMap((one) => (one.name === 'audit' ? one.streams.map(({ name }) => name) : []));
const times = ['time', 'activity_time'];

/** The account as it was at that moment: what is done later is in no list yet. */
const asOf =
  (moment: number) =>
  (reader: PageReader): PageReader =>
    async function* (request) {
      for await (const page of reader(request)) {
        yield { ...page, rows: page.rows.filter((row) => happenedBy(row, moment)) };
      }
    };

function happenedBy(row: JsonObject, moment: number): boolean {
  return times.every((field) => {
    const value = row[field];
    return value === undefined || (timeOf(value) ?? 0) <= moment;
  });
}

/** Five minutes apart for an hour, and then a few hours and days, as after a night without power. */
const moments = [
  ...Array.from({ length: 12 }, (_, index) => now - 20 * day + index * 5 * minute),
  now - 19 * day,
  now - 12 * day,
  now - 5 * day,
  ...Array.from({ length: 4 }, (_, index) => now - (4 - index) * 5 * minute),
  now,
];

describe('the preset of audit logs alone', function () {
  this.timeout(60_000);

  it('asks a handful of requests a run, loses no row, and delivers none twice', async () => {
    await withSimulator({ users: 30, now: () => now }, async (simulator) => {
      let state: ReadonlyMap<string, StreamStateJson> = new Map();
      const all: ReadonlyMap<string, readonly JsonObject[]>[] = [];
      const requests: number[] = [];
      for (const moment of moments) {
        simulator.requests.length = 0;
        simulator.setOptions({ now: () => moment });
        const run = await runEngine({ simulator, streams, now: moment, state, wrapReader: asOf(moment) });
        expect(run.outcome.complete).to.equal(true);
        state = run.state;
        all.push(run.rows);
        requests.push(simulator.requests.length);
      }
      // One for the token, and one each for the three lists while no page is full.
      expect(Math.max(...requests.slice(1)), 'requests of a later run').to.be.at.most(4);
      simulator.setOptions({ now: () => now });
      const rows = together(...all);
      expect(differences(simulator, rows, { streams }), 'rows of all runs together').to.deep.equal([]);
    });
  });
});
