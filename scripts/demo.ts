/**
 * Shows the connector at work, without a Zoom account: starts the simulator, runs the built programs against it in both
 * protocols, and compares what arrives with the simulator's answer key. Exits 1 if anything failed or differs.
 */
import { join } from 'node:path';
import { compareRows, startSimulator } from '../test/simulator/index.js';
import type { Simulator } from '../test/simulator/index.js';
import { execute, root } from '../test/support/command.js';
import type { Finished } from '../test/support/command.js';
import { catalogOf, logsOf } from '../test/support/delivery.js';
import type { Delivery } from '../test/support/delivery.js';
import { createFolder } from '../test/support/files.js';
import type { Folder } from '../test/support/files.js';
import { objectAt, parseObject, textAt } from '../test/support/json-paths.js';
import { everyProduct } from '../test/support/products.js';
import { airbyte, singer, writeRunFiles } from '../test/support/protocols.js';
import type { ProtocolUnderTest, RunFiles } from '../test/support/protocols.js';
import { formatTable, number } from './table.js';
import type { Column } from './table.js';

interface Stage {
  readonly simulator: Simulator;
  readonly folder: Folder;
  /** What went wrong, in a line each. */
  readonly problems: string[];
}

/** What one protocol's read delivered. */
interface Reading {
  readonly rows: Delivery['rows'];
  /** Requests by stream, as the run's own summary tells. */
  readonly requests: ReadonlyMap<string, number>;
  /** Requests that reached the simulator, the one for the token included. */
  readonly arrived: number;
}

/** Runs one of the built programs and shows how it went. */
async function step(stage: Stage, program: string, args: readonly string[]): Promise<Finished> {
  const finished = await execute(process.execPath, [join(root, `dist/bin/${program}.js`), ...args]);
  const shown = [program, ...args.map((arg) => arg.replace(/^.*[\\/]/, ''))].join(' ');
  const end = finished.exitCode === 0 ? 'ok' : `exit code ${finished.exitCode ?? 'none'}`;
  console.log(`$ ${shown.padEnd(72)} ${end}, ${finished.seconds.toFixed(1)} s`);
  if (finished.exitCode !== 0) {
    stage.problems.push(`${shown}: ${end}`);
    console.log(`${finished.stdout.slice(-2_000)}\n${finished.stderr.slice(-2_000)}`);
  }
  return finished;
}

async function checkConnection(stage: Stage, { config }: RunFiles): Promise<void> {
  await step(stage, 'source-zoom', ['spec']);
  const { stdout } = await step(stage, 'source-zoom', ['check', '--config', config]);
  const line = stdout.split('\n').find((text) => text.includes('"CONNECTION_STATUS"')) ?? '{}';
  const status = objectAt(parseObject(line), 'connectionStatus');
  console.log(`    ${textAt(status, 'status')}: ${textAt(status, 'message')}`);
  if (textAt(status, 'status') !== 'SUCCEEDED') stage.problems.push('check did not succeed');
}

async function readAll(stage: Stage, protocol: ProtocolUnderTest): Promise<Reading> {
  const { folder, simulator } = stage;
  const config = { ...simulator.config, ...everyProduct, plan: 'none' };
  const found = await step(
    stage,
    protocol.program,
    protocol.discoverArgs(await writeRunFiles(folder, protocol.name, { config })),
  );
  const catalog = protocol.configure(catalogOf(found.stdout), null);
  const before = simulator.requests.length;
  const read = await step(
    stage,
    protocol.program,
    protocol.readArgs(await writeRunFiles(folder, protocol.name, { config, catalog })),
  );
  const delivery = protocol.delivery(read.stdout);
  const logs = protocol.name === 'airbyte' ? logsOf(delivery, 'INFO') : read.stderr.split('\n');
  return { rows: delivery.rows, requests: requestsIn(logs), arrived: simulator.requests.length - before };
}

/** From the summary's lines: `  meetings  complete  12 records  3 requests`. */
function requestsIn(logs: readonly string[]): ReadonlyMap<string, number> {
  const found = logs.map((line) => /^(?:INFO)? {2,}(\w+) .* (\d+) requests?\b/.exec(line));
  return new Map(found.flatMap((match) => (match === null ? [] : [[match[1] ?? '', Number(match[2])]])));
}

/** Whether a stream's rows are those of the answer key: each one there, none doubled, none strange, no value changed. */
function verdictOn(stream: string, { rows }: Reading, { simulator }: Stage): string {
  const { missing, strange, doubled, wrong } = compareRows(
    stream,
    rows.get(stream) ?? [],
    simulator.expected(stream),
  );
  const faults = Object.entries({ missing, strange, doubled, 'wrong values': wrong }).filter(
    ([, found]) => found.length > 0,
  );
  return faults.length === 0 ? 'equal' : faults.map(([name, found]) => `${found.length} ${name}`).join(', ');
}

const columns: readonly Column[] = [
  { title: 'Stream', align: 'left' },
  { title: 'Airbyte records', align: 'right' },
  { title: 'requests', align: 'right' },
  { title: 'Singer records', align: 'right' },
  { title: 'requests', align: 'right' },
  { title: 'answer key', align: 'right' },
  { title: '', align: 'left' },
];

function report(stage: Stage, readings: readonly Reading[]): void {
  const expected = (stream: string): number => stage.simulator.expected(stream).length;
  const streams = [...new Set(readings.flatMap(({ requests }) => [...requests.keys()]))];
  if (streams.length === 0) stage.problems.push('no stream was read');
  const lines = streams.map((stream) => {
    const verdicts = readings.map((reading) => verdictOn(stream, reading, stage));
    for (const verdict of verdicts) if (verdict !== 'equal') stage.problems.push(`${stream}: ${verdict}`);
    const counts = readings.flatMap(({ rows, requests }) => [
      rows.get(stream)?.length ?? 0,
      requests.get(stream) ?? 0,
    ]);
    return [stream, ...[...counts, expected(stream)].map(number), [...new Set(verdicts)].join(' / ')];
  });
  const totals = readings.flatMap(({ rows, arrived }) => [
    [...rows.values()].reduce((sum, { length }) => sum + length, 0),
    arrived,
  ]);
  const all = streams.reduce((sum, stream) => sum + expected(stream), 0);
  lines.push([`${streams.length} streams`, ...[...totals, all].map(number), '']);
  console.log(`\n${formatTable(columns, lines)}\n`);
}

async function show(startedAt: number): Promise<readonly string[]> {
  // The account stands still while it is read twice, so that both readings have the same answer.
  const simulator = await startSimulator({ now: () => startedAt });
  const folder = await createFolder();
  const stage: Stage = { simulator, folder, problems: [] };
  try {
    console.log(`A simulated Zoom account of ${simulator.account.users.length} users: ${simulator.apiUrl}\n`);
    const config = { ...simulator.config, ...everyProduct, plan: 'none' };
    await checkConnection(stage, await writeRunFiles(folder, 'check', { config }));
    report(stage, [await readAll(stage, airbyte), await readAll(stage, singer)]);
  } finally {
    await Promise.all([simulator.close(), folder.remove()]);
  }
  return stage.problems;
}

const startedAt = Date.now();
const problems = await show(startedAt);
console.log(
  problems.length === 0
    ? 'Both protocols delivered exactly the rows of the answer key.'
    : `Not well:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
);
console.log(`Finished in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
if (problems.length > 0) process.exitCode = 1;
