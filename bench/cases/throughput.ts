import { join } from 'node:path';
import type { JsonObject } from '../../src/json.js';
import type { ProtocolUnderTest } from '../../test/support/protocols.js';
import { airbyte, singer } from '../../test/support/protocols.js';
import type { Bench, Case } from '../case.js';
import { readMeasured } from '../connector.js';
import type { Measured } from '../measured.js';
import { measure } from '../measured.js';
import type { Workload } from '../prebuilt/bodies.js';
import { withPrebuilt } from '../prebuilt/process.js';
import { count, fixed, median } from '../tables.js';
import type { Table } from '../tables.js';

/** The connector against a bare loop over the same requests, on a server that is always faster than both. */

interface Load {
  readonly name: string;
  readonly streams: readonly string[];
  readonly workload: Workload;
}

const lists = ['users', 'meetings'];
const children = ['report_meeting_participants'];
const calm = { instances: 0, pages: 0, failEvery: 0 };

const loads: readonly Load[] = [
  { name: 'lists of users, 8 rows', streams: lists, workload: { ...calm, users: 8_000, rows: 8, pages: 1 } },
  {
    name: 'lists of users, 300 rows',
    streams: lists,
    workload: { ...calm, users: 200, rows: 300, pages: 5 },
  },
  {
    name: 'participants, 8 rows',
    streams: children,
    workload: { ...calm, users: 80, rows: 8, instances: 100 },
  },
  {
    name: 'participants, 300 rows',
    streams: children,
    workload: { ...calm, users: 20, rows: 300, instances: 50 },
  },
];

const bareLoop = join(import.meta.dirname, '..', 'bare-loop.js');
const ways = ['fetch', 'http', 'bodies'] as const;
type Way = (typeof ways)[number];
const day = 86_400_000;

/** Medians of several runs, without what the process needs to start. */
interface Cost {
  readonly cpuMs: number;
  readonly wholeCpuMs: number;
  readonly seconds: number;
}

interface Compared {
  readonly requests: number;
  readonly records: number;
  readonly connector: Cost;
  readonly bare: Cost;
  readonly byHttp: Cost;
  readonly bodies: Cost;
  /** What the connector writes, times what the bare loop writes. */
  readonly written: number;
}

function costOf(runs: readonly Measured[], idle: Measured): Cost {
  const whole = median(runs.map(({ cpuMs }) => cpuMs));
  return {
    cpuMs: whole - idle.cpuMs,
    wholeCpuMs: whole,
    seconds: median(runs.map(({ seconds }) => seconds)) - idle.seconds,
  };
}

function bytesOf(runs: readonly Measured[]): number {
  return runs[0]?.output.bytes ?? 0;
}

/** The same program with nothing to do: what it costs to start. */
async function idleRuns(bench: Bench, protocol: ProtocolUnderTest, streams: readonly string[]) {
  return withPrebuilt({ ...calm, users: 1, rows: 1 }, async (server) => ({
    connector: await readMeasured(bench.folder, { protocol, streams, config: datedConfig(server.config) }),
    bare: await measure(bench.folder, bareLoop, ['fetch', await pathsFile(bench, server.origin, [])]),
  }));
}

/** One window of dates. */
function datedConfig(config: JsonObject): JsonObject {
  return { ...config, start_date: new Date(Date.now() - 15 * day).toISOString().slice(0, 10) };
}

function pathsFile({ folder }: Bench, origin: string, paths: readonly string[]): Promise<string> {
  return folder.write('paths.json', { origin, paths });
}

async function compare(bench: Bench, protocol: ProtocolUnderTest, load: Load): Promise<Compared> {
  const { streams } = load;
  const idle = await idleRuns(bench, protocol, streams);
  const shrink = bench.size === 'short' ? 10 : 1;
  const workload = { ...load.workload, users: Math.ceil(load.workload.users / shrink) };
  return withPrebuilt(
    workload,
    async (server) => {
      const runs: Record<'connector' | Way, Measured[]> = { connector: [], fetch: [], http: [], bodies: [] };
      let asked: readonly string[] = [];
      for (let round = 0; round < (bench.size === 'short' ? 1 : 3); round += 1) {
        await server.take();
        const config = datedConfig(server.config);
        runs.connector.push(await readMeasured(bench.folder, { protocol, streams, config }));
        asked = (await server.take()).paths;
        const file = await pathsFile(bench, server.origin, asked);
        for (const way of ways) {
          runs[way].push(await measure(bench.folder, bareLoop, [way, file]));
        }
      }
      return {
        requests: asked.length,
        records: runs.connector[0]?.output.records ?? 0,
        connector: costOf(runs.connector, idle.connector),
        bare: costOf(runs.fetch, idle.bare),
        byHttp: costOf(runs.http, idle.bare),
        bodies: costOf(runs.bodies, idle.bare),
        written: bytesOf(runs.connector) / bytesOf(runs.fetch),
      };
    },
    'keep paths',
  );
}

const perRequest = (cpuMs: number, { requests }: Compared): string => fixed((cpuMs * 1000) / requests, 0);

function rateRow(name: string, compared: Compared): readonly string[] {
  const { requests, records, connector } = compared;
  return [
    name,
    count(requests),
    count(records),
    count(requests / connector.seconds),
    count(records / connector.seconds),
    perRequest(connector.cpuMs, compared),
    fixed((connector.cpuMs * 1000) / records, 1),
    perRequest(compared.bare.cpuMs, compared),
    fixed(connector.cpuMs / compared.bare.cpuMs),
    fixed(connector.wholeCpuMs / compared.bare.wholeCpuMs),
  ];
}

function shareRow(name: string, compared: Compared): readonly string[] {
  const { connector, bare, byHttp, bodies } = compared;
  return [
    name,
    perRequest(connector.cpuMs, compared),
    perRequest(bare.cpuMs, compared),
    perRequest(bodies.cpuMs, compared),
    perRequest(byHttp.cpuMs, compared),
    fixed(bare.seconds / connector.seconds),
    fixed(compared.written),
  ];
}

const rateColumns = [
  'Load',
  'requests',
  'records',
  'requests/s',
  'records/s',
  'CPU µs/request',
  'CPU µs/record',
  'bare loop µs/request',
  'ratio',
  'with start-up',
];
const shareColumns = [
  'CPU µs/request',
  'connector',
  'bare loop',
  'its fetching alone',
  'bare loop by node:http',
  'its wall time / ours',
  'bytes written, ours / its',
];

async function throughput(bench: Bench): Promise<readonly Table[]> {
  const named: [string, Compared][] = [];
  for (const load of loads) {
    for (const protocol of [airbyte, singer]) {
      const name = `${load.name}, ${protocol.name}`;
      bench.say(name);
      named.push([name, await compare(bench, protocol, load)]);
    }
  }
  return [
    {
      title: 'Speed on a server without limits',
      columns: rateColumns,
      rows: named.map(([name, compared]) => rateRow(name, compared)),
      notes: [
        'Aim: a ratio of at most 1.3. The bare loop fetches the same addresses with node-fetch, 32 at a time, parses each body',
        'and writes each row as a line. What a process needs to start is taken off, except in the last column.',
      ],
    },
    {
      title: 'What the bare loop is made of',
      columns: shareColumns,
      rows: named.map(([name, compared]) => shareRow(name, compared)),
      notes: ['All figures but the last two are microseconds of CPU a request.'],
    },
  ];
}

export const throughputCase: Case = { number: 3, name: 'speed', run: throughput };
