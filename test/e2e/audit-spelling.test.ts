import { expect } from 'chai';
import type { Products } from '../simulator/derived/data.js';
import { standard } from '../simulator/derived/products.js';
import { startSimulator } from '../simulator/index.js';
import { differences } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';

/** Zoom's reference names two words for all activities of meetings: whichever it takes, every row comes. */

const now = Date.parse('2026-11-22T08:00:00Z');
const stream = 'report_meeting_activities';
const path = '/report/meeting_activities';

/** A service that knows this one, and refuses the other. */
function understanding(value: string): Products {
  const endpoint = standard.endpoints.get(path);
  const table = standard.tables[endpoint?.select.table ?? ''];
  if (endpoint === undefined || table === undefined) throw new Error('no log of meeting activities');
  const served = Object.keys(table.columns).filter((name) => !name.startsWith('_'));
  const columns = Object.fromEntries(served.map((name) => [name, `row.${name}`]));
  const variant = { parameter: 'activity_type', slices: { [value]: columns }, absent: '' };
  const select = { ...endpoint.select, variant };
  return { ...standard, endpoints: new Map([...standard.endpoints, [path, { ...endpoint, select }]]) };
}

describe('all activities of meetings', () => {
  for (const [value, other] of [
    ['-1', 'All Activities'],
    ['All Activities', '-1'],
  ] as const) {
    it(`are asked for with ${value} where ${other} is refused, and the other one costs a request at most`, async () => {
      const simulator = await startSimulator({ users: 8, now: () => now }, understanding(value));
      try {
        const start = '2026-06-10T00:00:00Z';
        const run = await runEngine({ simulator, streams: [stream], now, startDate: start });
        expect(run.outcome.complete).to.equal(true);
        const range = { from: Date.parse(start) };
        expect(simulator.expected(stream, range)).not.to.have.length(0);
        expect(differences(simulator, run.rows, { streams: [stream], range })).to.deep.equal([]);
        const vain = simulator.requests.filter(({ query }) => query['activity_type'] === other);
        expect(vain).to.have.length(value === '-1' ? 0 : 1);
      } finally {
        await simulator.close();
      }
    });
  }
});
