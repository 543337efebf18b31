import { expect } from 'chai';
import type { StreamName } from '../../src/streams/define-stream.js';
import { differences } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import { planted, type Fault } from './declaration-faults.js';

/** Of a small account, in one sync. */
const now = Date.parse('2026-11-22T08:00:00Z');

/** The comparison with the answer key sees each of the faults, and none in the declarations as they are. */
export function seeFaults(title: string, faults: readonly Fault[]): void {
  describe(`planted faults, ${title}`, function () {
    this.timeout(60_000);

    for (const [account, streams] of streamsByAccount(faults)) {
      it(`as declared nothing differs in ${streams.join(', ')}`, async () => {
        await withSimulator({ users: 10, now: () => now, ...account }, async (simulator) => {
          const { rows, outcome } = await runEngine({ simulator, streams, now });
          expect(outcome.complete).to.equal(true);
          expect(differences(simulator, rows, { streams })).to.deep.equal([]);
        });
      });
    }

    for (const fault of faults) {
      const { stream, account } = fault;
      it(`${fault.title}: ${stream} differs`, async () => {
        await withSimulator({ users: 10, now: () => now, ...account }, async (simulator) => {
          const { rows } = await runEngine({ simulator, streams: [stream], now, ...planted(fault) });
          expect(differences(simulator, rows, { streams: [stream] })).to.have.length(1);
        });
      });
    }
  });
}

/** One sync shows all streams of one kind of account. */
function streamsByAccount(faults: readonly Fault[]): ReadonlyMap<Fault['account'], readonly StreamName[]> {
  const alike = new Map<string, readonly Fault[]>();
  for (const fault of faults) {
    const kind = JSON.stringify(fault.account ?? {});
    alike.set(kind, [...(alike.get(kind) ?? []), fault]);
  }
  return new Map(
    [...alike.values()].map((some) => [some[0]?.account, [...new Set(some.map(({ stream }) => stream))]]),
  );
}
