import { expect } from 'chai';
import type { JsonObject } from '../../../src/json.js';
import { onStage, read } from '../../support/stage.js';
import { protocols } from '../../support/protocols.js';
import { Tally } from './tally.js';

/** Settings that are valid and make no sense: the sync ends, the next one goes on from its state, and neither asks for ever. */

const extremes: readonly JsonObject[] = [
  { start_date: '0000-01-01' },
  { start_date: '1900-01-01T00:00:00+14:00' },
  { start_date: '9999-12-31' },
  { start_date: '9999-12-31T23:59:59-23:59' },
  { end_date: '0000-01-01' },
  { start_date: '0000-01-01', end_date: '0000-01-01' },
  { end_date: '9999-12-31' },
  { lookback_days: 1e9 },
  { lookback_days: 1e308 },
  { lookback_days: 3_000_000 },
  { max_concurrency: 1e308 },
  { max_concurrency: 1, rate_limit_share: 0.1 },
  { products: Array.from({ length: 10_000 }, () => 'users') },
  { unheard_of: 'x'.repeat(1_000_000) },
];

const streams = ['users', 'report_meetings', 'recordings', 'groups', 'group_members'];

/** What a start in the year 2011 costs, and some more. */
const mostRequests = 2_000;

for (const protocol of protocols) {
  describe(`settings at the edge of sense, ${protocol.name}`, function () {
    this.timeout(60_000);
    const tally = new Tally('settings');

    // The same engine lies behind both.
    const own = extremes.filter((_one, index) => protocol.name === 'airbyte' || index % 3 === 1);
    for (const config of own) {
      it(JSON.stringify(config).slice(0, 80), async () => {
        await onStage(protocol, { users: 2 }, async (stage) => {
          const names = 'products' in config ? ['users'] : streams;
          const first = await read(stage, { streams: names, config });
          expect(first.exitCode, first.stderr.slice(-1_000)).to.equal(0);
          stage.clock.advance(86_400_000);
          const second = await read(stage, { streams: names, config, state: first.state });
          expect(second.exitCode, second.stderr.slice(-1_000)).to.equal(0);
          expect(stage.simulator.requests.length).to.be.lessThan(mostRequests);
          tally.count();
        });
      });
    }
  });
}
