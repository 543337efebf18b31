import { products } from '../../src/streams/index.js';
import { objectAt, parseObject } from '../../test/support/json-paths.js';
import { airbyte, singer } from '../../test/support/protocols.js';
import type { Bench, Case } from '../case.js';
import { readMeasured } from '../connector.js';
import type { Measured } from '../measured.js';
import type { Workload } from '../prebuilt/bodies.js';
import { withPrebuilt } from '../prebuilt/process.js';
import { count, fixed } from '../tables.js';
import type { Table } from '../tables.js';

/** How much memory and how large a state accounts of several sizes take. */

const day = 86_400_000;

interface Load {
  readonly name: string;
  readonly products?: readonly string[];
  readonly protocol: typeof airbyte;
  /** Null: all. */
  readonly streams: readonly string[] | null;
  readonly workload: Workload;
}

const plain = { rows: 2, pages: 1, instances: 0, failEvery: 0 };
const lists = ['users', 'meetings', 'report_meetings'];
const rowsOf = (users: number): Load => ({
  name: `${count(users * 1_000)} records of ${count(users)} users`,
  protocol: airbyte,
  streams: ['meetings'],
  workload: { ...plain, users, rows: 250, pages: 4 },
});
const usersOf = (users: number): Load => ({
  name: `${count(users)} users, 3 streams`,
  protocol: airbyte,
  streams: lists,
  workload: { ...plain, users },
});
/** Rows that lead to children, and lists that cannot be read: what a state has to remember. */
const everything = (users: number, failEvery: number, streams: readonly string[] | null = null): Load => ({
  name: `${count(users)} users, ${streams === null ? 'all' : streams.length} streams, ${failEvery === 0 ? 'no user fails' : `1 user in ${failEvery} fails`}`,
  protocol: singer,
  streams,
  workload: { users, rows: 2, pages: 0, instances: 1, failEvery },
});
/** Every product at once, and a product that is not there answers with empty lists. */
const whole = (users: number, failEvery: number): Load => {
  const { name, ...load } = everything(users, failEvery);
  const streams = products.flatMap((product) => product.streams).length;
  return {
    ...load,
    name: name.replace('all streams', `all ${streams} streams`),
    products: products.map((product) => product.name),
  };
};
const some = ['meetings', 'webinars', 'user_channels', 'report_meetings', 'report_meeting_participants'];

const loads: Readonly<Record<Bench['size'], readonly Load[]>> = {
  full: [
    usersOf(1_000),
    usersOf(10_000),
    usersOf(50_000),
    rowsOf(100),
    rowsOf(1_000),
    everything(1_000, 0),
    everything(10_000, 10),
    whole(10_000, 10),
    everything(50_000, 10, some),
  ],
  short: [usersOf(1_000), usersOf(10_000), rowsOf(100), everything(1_000, 10), whole(1_000, 10)],
};

interface Found {
  readonly load: Load;
  readonly requests: number;
  readonly run: Measured;
}

async function readLoad(bench: Bench, load: Load): Promise<Found> {
  bench.say(load.name);
  const { protocol, streams, workload } = load;
  return withPrebuilt(workload, async (server) => {
    // One window of dates: the number of users is what counts here.
    const start = new Date(Date.now() - 15 * day).toISOString().slice(0, 10);
    const config = {
      ...server.config,
      // The roads on which most is asked, and most can fail.
      past_meetings_from: 'per_user',
      recordings_from: 'per_user',
      start_date: start,
      ...(load.products === undefined ? {} : { products: load.products }),
    };
    const run = await readMeasured(bench.folder, { protocol, streams, config, mayFail: true });
    return { load, run, requests: (await server.take()).requests };
  });
}

/** In the largest STATE. */
function dueEntries({ run, load }: Found): string {
  if (load.protocol === airbyte) return '';
  const state = parseObject(run.output.largestState);
  const due = Object.values(objectAt(state, 'value', 'bookmarks')).map((one) =>
    objectAt(objectAt(one), 'due'),
  );
  return count(due.reduce((sum, partitions) => sum + Object.keys(partitions).length, 0));
}

async function memory(bench: Bench): Promise<readonly Table[]> {
  const found: Found[] = [];
  for (const load of loads[bench.size]) found.push(await readLoad(bench, load));
  return [
    {
      title: 'Memory and state',
      columns: [
        'Account',
        'requests',
        'records',
        'seconds',
        'peak memory, MB',
        'largest STATE, KB',
        'its entries in due',
      ],
      rows: found.map((one) => [
        one.load.name,
        count(one.requests),
        count(one.run.output.records),
        fixed(one.run.seconds, 0),
        fixed(one.run.peakMb, 0),
        fixed(one.run.output.largestState.length / 1_024, 1),
        dueEntries(one),
      ]),
      notes: [
        'Aim: under 150 MB, about the same at every size; a STATE under 64 KB. The peak is the high-water mark of the resident set',
        '(VmHWM). Where users may fail: Singer, one STATE for all; else Airbyte, one STATE a stream.',
      ],
    },
  ];
}

export const memoryCase: Case = { number: 4, name: 'memory and state', run: memory };
