import { expect } from 'chai';
import type { Connection } from '../crash/connection.js';
import { attempt } from '../crash/connection.js';
import type { Snapshot } from '../crash/target.js';
import type { FaultKind } from '../simulator/index.js';
import { usualFaults } from '../simulator/index.js';
import type { Delivery } from '../support/delivery.js';
import type { Running } from '../support/running.js';
import type { Counts } from './counts.js';
import { sum, tell } from './counts.js';
import { ledgerOf } from './ledger.js';
import { summaryOf } from './summary.js';

export const kinds: readonly FaultKind[] = [...usualFaults, '429-empty'];

/** Skips that no request led to. */
const unasked = ['older than Zoom keeps', 'parent row without its key', 'registration is off'];

interface Whole extends Delivery {
  readonly stdout: string;
  /** How often each kind of fault was met. */
  readonly kinds: Counts;
}

/** A run under faults to its end: it ends well, and its summary counts what the simulator did. */
export async function wholeRun(
  connection: Connection,
  snapshot: Snapshot = new Map(),
  interrupt?: (running: Running) => void,
): Promise<Whole> {
  const { protocol, simulator } = connection;
  const before = simulator.requests.length;
  const ended = await attempt(connection, snapshot, interrupt);
  expect(ended.exitCode, ended.stderr.slice(-2_000)).to.equal(0);
  const told = summaryOf(protocol, ended);
  const met = ledgerOf(simulator.requests.slice(before));
  console.log(`      ${met.requests} requests; met: ${tell(met.kinds)}; skipped: ${tell(told.skips)}`);
  expect(told.retries, 'retries by reason').to.deep.equal(met.retries);
  const asked = Object.entries(told.skips).filter(([reason]) => !unasked.includes(reason));
  expect(sum(Object.fromEntries(asked)), 'skips').to.equal(sum(met.skips));
  expect(told.failures, 'failures').to.deep.equal({});
  expect(told.requests, 'requests').to.equal(met.requests);
  expect(told.requestsByLabel, 'requests by label').to.deep.equal(met.requestsByLabel);
  return { ...protocol.delivery(ended.stdout), stdout: ended.stdout, kinds: met.kinds };
}
