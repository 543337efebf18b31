import { expect } from 'chai';
import { differences } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import type { Fault, Planted } from './declaration-faults.js';

/** Of a small account, in one sync. */
const now = Date.parse('2026-11-22T08:00:00Z');

async function found({ stream, account }: Fault, plant: Planted): Promise<number> {
  return withSimulator({ users: 8, now: () => now, ...account }, async (simulator) => {
    const { rows } = await runEngine({ simulator, streams: [stream], now, ...plant });
    return differences(simulator, rows, { streams: [stream] }).length;
  });
}

/** The comparison with the answer key sees each of the faults, which the declarations as they are have not. */
export function seeFaults(title: string, faults: readonly Fault[]): void {
  describe(`planted faults, ${title}`, function () {
    this.timeout(60_000);

    for (const fault of faults) {
      it(`${fault.title}: ${fault.stream} differs, and does not without the fault`, async () => {
        expect(await found(fault, {}), 'as declared').to.equal(0);
        expect(await found(fault, fault.plant), 'with the fault').to.equal(1);
      });
    }
  });
}
