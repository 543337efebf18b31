import { expect } from 'chai';
import type { JsonObject, JsonValue } from '../../src/json.js';
import type { Simulator, SimulatorOptions } from '../simulator/index.js';
import type { Delivery } from './delivery.js';
import { catalogOf, errorsOf, schemasOf, statusesOf } from './delivery.js';
import type { Folder } from './files.js';
import type { VirtualClock } from './in-process.js';
import { runInProcess, virtualClock } from './in-process.js';
import { at } from './json-paths.js';
import { productsWith } from './products.js';
import type { ProtocolUnderTest } from './protocols.js';
import { writeRunFiles } from './protocols.js';
import { withSimulator } from './temporary.js';

/** Whole runs of either program against a simulator, in one process and without waiting. */

/** Noon, so that the day's limits do not return while the test waits. */
const noon = Date.parse('2026-11-22T12:00:00Z');

export interface Stage {
  readonly protocol: ProtocolUnderTest;
  readonly simulator: Simulator;
  readonly folder: Folder;
  readonly clock: VirtualClock;
}

interface Reading {
  readonly streams: readonly string[];
  readonly config?: JsonObject;
  readonly state?: JsonValue | null;
}

export interface Result extends Delivery {
  readonly exitCode: number;
  readonly stderr: string;
}

export async function read(stage: Stage, { streams, config = {}, state }: Reading): Promise<Result> {
  const { protocol, simulator, folder, clock } = stage;
  const whole = { ...simulator.config, ...productsWith(streams), plan: 'none', ...config };
  const files = await writeRunFiles(folder, 'find', { config: whole });
  const found = await runInProcess(protocol.name, protocol.discoverArgs(files), { clock });
  const catalog = protocol.configure(catalogOf(found.stdout), streams);
  const args = protocol.readArgs(await writeRunFiles(folder, 'read', { config: whole, catalog, state }));
  const { stdout, stderr, exitCode } = await runInProcess(protocol.name, args, { clock });
  return { ...protocol.delivery(stdout), exitCode, stderr };
}

export async function onStage(
  protocol: ProtocolUnderTest,
  options: Partial<SimulatorOptions>,
  test: (stage: Stage) => Promise<void>,
): Promise<void> {
  const clock = virtualClock(noon);
  await withSimulator({ users: 12, now: () => clock.now(), ...options }, (simulator, folder) =>
    test({ protocol, simulator, folder, clock }),
  );
}

/** Both protocols' ways to say how each stream ended. */
export function expectEnds(
  { protocol }: Stage,
  result: Result,
  ends: { readonly complete: readonly string[]; readonly incomplete: readonly string[] },
): void {
  const all = [...ends.complete, ...ends.incomplete];
  for (const stream of all) expect(result.countStates(stream), `states of ${stream}`).to.be.at.least(1);
  expect(result.exitCode).to.equal(ends.incomplete.length === 0 ? 0 : 1);
  if (protocol.name === 'airbyte') expectStatuses(result, ends);
  else expectSinger(result, all, ends.incomplete);
}

function expectStatuses(
  result: Result,
  ends: { readonly complete: readonly string[]; readonly incomplete: readonly string[] },
): void {
  for (const stream of ends.complete) {
    expect(statusesOf(result, stream), stream).to.deep.equal(['STARTED', 'RUNNING', 'COMPLETE']);
    expect(errorsOf(result, stream), stream).to.deep.equal([]);
  }
  for (const stream of ends.incomplete) {
    const statuses = statusesOf(result, stream);
    expect([statuses[0], statuses.at(-1)], stream).to.deep.equal(['STARTED', 'INCOMPLETE']);
    expect(errorsOf(result, stream), stream).to.have.length.at.most(1);
  }
  // One for each cause, with the first of the streams that it ended.
  const errors = result.messages.filter((message) => at(message, 'trace', 'type') === 'ERROR');
  expect(errors.length > 0, 'has error traces').to.equal(ends.incomplete.length > 0);
}

/** The reason is what stands last on stderr: orchestrators show that line. */
function expectSinger(result: Result, all: readonly string[], incomplete: readonly string[]): void {
  expect([...schemasOf(result).keys()].sort()).to.deep.equal([...all].sort());
  expect(at(result.messages.at(-1), 'type'), 'the last message').to.equal('STATE');
  const reason = result.stderr.trimEnd().split('\n').at(-1) ?? '';
  for (const stream of incomplete) expect(reason).to.match(new RegExp(`^CRITICAL .*\\b${stream}\\b`));
  if (incomplete.length === 0) expect(result.stderr).not.to.contain('CRITICAL');
}
