import { expect } from 'chai';
import { sync } from '../../src/engine/run/sync.js';
import { simulate } from './simulate.js';

/**
 * Random lives of a connection: crashes, faults, budgets, users that come and go, streams selected, cleared and added,
 * late rows, old and mixed and merged states. After every sync the promise of the state that is left must hold.
 * `npm run test:rules` runs more of them, `SEEDS=5000 FIRST_SEED=1` as many as one likes.
 */
const seeds = Number(process.env['SEEDS'] ?? 12);
const first = Number(process.env['FIRST_SEED'] ?? 1);

describe('syncs in all weathers', () => {
  it(`loses no row that a state promises, and doubles no key within a sync (${seeds} lives)`, async function () {
    this.timeout(0);
    let syncs = 0;
    for (let seed = first; seed < first + seeds; seed += 1) {
      const life = await simulate(seed, sync);
      syncs += life.syncs;
      expect(life.lost, `seed ${seed}`).to.deep.equal([]);
      expect(life.doubled, `seed ${seed}`).to.deep.equal([]);
    }
    console.log(`      ${seeds} lives, ${syncs} syncs`);
  });
});
