import { expect } from 'chai';
import { readdir } from 'node:fs/promises';
import type { JsonObject } from '../../src/json.js';
import type { Simulator, SimulatorOptions } from '../simulator/index.js';
import { differences } from '../support/comparisons.js';
import { catalogOf } from '../support/delivery.js';
import type { Ended } from '../support/executable.js';
import { run } from '../support/executable.js';
import { listAt, objectAt } from '../support/json-paths.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { writeRunFiles } from '../support/protocols.js';
import type { Running } from '../support/running.js';
import { start } from '../support/running.js';
import { withSimulator } from '../support/temporary.js';
import type { Snapshot, Target } from './target.js';
import { stateFile } from './target.js';

/** A configured pair of program and account, to be run and interrupted. */
export interface Connection {
  readonly protocol: ProtocolUnderTest;
  readonly simulator: Simulator;
  /** Where its files lie. */
  readonly path: string;
  readonly streams: readonly string[];
  /** The command line that resumes from a snapshot; an empty one: from nothing. */
  readonly argsFrom: (snapshot: Snapshot) => Promise<readonly string[]>;
}

export interface ConnectionOptions {
  readonly account?: Partial<SimulatorOptions>;
  readonly config?: JsonObject;
  /** All that are offered by default. */
  readonly streams?: readonly string[];
  /** What the platform says in the catalog of the job that the runs are attempts of. */
  readonly job?: JsonObject;
  readonly prepare?: (simulator: Simulator) => void;
}

export async function withConnection(
  protocol: ProtocolUnderTest,
  options: ConnectionOptions,
  test: (connection: Connection) => Promise<void>,
): Promise<void> {
  await withSimulator({ users: 6, latencyMs: 5, ...options.account }, async (simulator, folder) => {
    options.prepare?.(simulator);
    const config: JsonObject = {
      ...simulator.config,
      plan: 'none',
      max_concurrency: 4,
      // What a proof was refused stands in no summary.
      recordings_from: 'account_recordings',
      ...options.config,
    };
    const files = await writeRunFiles(folder, 'find', { config });
    const discovered = catalogOf((await run(protocol.program, protocol.discoverArgs(files))).stdout);
    const streams = options.streams ?? discovered.map((stream) => protocol.nameOf(stream));
    const catalog = withJob(protocol.configure(discovered, streams), options.job ?? {});
    await test({
      protocol,
      simulator,
      path: folder.path,
      streams,
      argsFrom: async (snapshot) => {
        const state = stateFile(protocol, snapshot);
        return protocol.readArgs(await writeRunFiles(folder, 'read', { config, catalog, state }));
      },
    });
    // Whatever happened to the runs, they left nothing behind.
    expect((await readdir(folder.path)).filter((name) => !name.endsWith('.json'))).to.deep.equal([]);
  });
}

function withJob(catalog: JsonObject, job: JsonObject): JsonObject {
  return { ...catalog, streams: listAt(catalog, 'streams').map((one) => ({ ...objectAt(one), ...job })) };
}

/** Begins a run; `interrupt` sees it at once. What it wrote is searched for secrets. */
export async function attempt(
  { protocol, argsFrom }: Connection,
  snapshot: Snapshot,
  interrupt: (running: Running) => void = () => undefined,
): Promise<Ended> {
  const running = start(protocol.program, await argsFrom(snapshot));
  interrupt(running);
  const ended = await running.ended;
  expectNoSecrets(ended.stdout, ended.stderr);
  return ended;
}

/** Calls back once, when so many bytes were read from stdout and so many milliseconds have passed since. */
export function afterBytes(running: Running, bytes: number, more: number, then: () => void): void {
  let read = 0;
  let called = false;
  const look = (chunk: string): void => {
    read += chunk.length;
    if (read < bytes || called) return;
    called = true;
    running.child.stdout.off('data', look);
    setTimeout(then, more);
  };
  running.child.stdout.on('data', look);
}

/** Goes on from what the target holds to a whole end, and compares all rows with the answer key. */
export async function finishAndCompare(
  connection: Connection,
  target: Target,
  snapshot: Snapshot,
): Promise<void> {
  const ended = await attempt(connection, snapshot);
  expect(ended.exitCode, ended.stderr.slice(-2_000)).to.equal(0);
  target.take(ended.stdout, snapshot);
  expectNothingLost(connection, target);
}

export function expectNothingLost({ simulator, streams }: Connection, { rows }: Target): void {
  expect(differences(simulator, rows, { streams, repeats: 'allowed' })).to.deep.equal([]);
}

/** The simulator marks all that opens something: the client secret, its tokens, and fields of rows. */
export function expectNoSecrets(...texts: readonly string[]): void {
  for (const text of texts) {
    const at = text.indexOf('SECRET-');
    expect(at < 0 ? '' : text.slice(Math.max(0, at - 120), at + 40), 'a secret').to.equal('');
  }
}
