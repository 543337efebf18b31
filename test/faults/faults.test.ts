import { expect } from 'chai';
import { withConnection } from '../crash/connection.js';
import { roadOf } from '../crash/roads.js';
import type { SimulatorOptions } from '../simulator/index.js';
import { differences } from '../support/comparisons.js';
import { protocols } from '../support/protocols.js';
import { isLong, seeds } from './form.js';
import { kinds, wholeRun } from './whole-run.js';

/**
 * The built programs, all streams, while a tenth of all requests fail, tokens live two seconds, page tokens three, and
 * listed meetings are gone when they are read: nothing is missing, nothing comes twice, and everything is counted.
 */

function trouble(seed: number): Partial<SimulatorOptions> {
  return {
    users: isLong ? 12 : 4,
    pageSizeCap: 6,
    tokenLifetimeSeconds: 2,
    pageTokenLifetimeSeconds: 3,
    meetingsGoneBetweenListAndDetail: 2,
    faults: { rate: 0.1, kinds, seed, slow: { match: /next_page_token=/, every: 40, ms: 3_200 } },
  };
}

for (const protocol of protocols) {
  describe(`faults, ${protocol.name}`, function () {
    this.timeout(0);

    for (const seed of seeds) {
      it(`on a tenth of all requests lose nothing and double nothing: seed ${seed}`, async () => {
        const account = { ...trouble(seed), ...roadOf(protocol, seed) };
        await withConnection(protocol, { account }, async (connection) => {
          const { rows, kinds: met } = await wholeRun(connection);
          expect(met, 'every kind of fault').to.include.all.keys(...kinds, 'token at its end');
          expect(differences(connection.simulator, rows, { streams: connection.streams })).to.deep.equal([]);
        });
      });
    }
  });
}
