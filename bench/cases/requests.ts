import { usualStreams } from '../../test/support/products.js';
import { airbyte } from '../../test/support/protocols.js';
import type { Bench, Case } from '../case.js';
import { readMeasured } from '../connector.js';
import type { Road } from '../simulated/minimum.js';
import type { Counts, Traffic } from '../simulated/process.js';
import { total, withSimulated } from '../simulated/process.js';
import { count, fixed } from '../tables.js';
import type { Table } from '../tables.js';

/** How many requests a run makes, and how many it needs. */

const day = 86_400_000;

/** A month is served at most; 27 days of it are safe, since Zoom tells neither its time zone nor its last day. */
const widest = 30;
const safe = 27;

const roads: readonly Road[] = ['per_user', 'account_history'];

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

interface Range {
  readonly name: string;
  /** Null: as far back as Zoom keeps. */
  readonly daysBack: number | null;
}

const ranges: readonly Range[] = [
  { name: '20 days', daysBack: 20 },
  { name: 'whole history', daysBack: null },
];

interface Counted {
  readonly road: Road;
  readonly range: Range;
  readonly traffic: Traffic;
  readonly least: Counts;
  readonly leastSafe: Counts;
}

async function countRun(bench: Bench, road: Road, range: Range): Promise<Counted> {
  bench.say(`${range.name}, ${road}`);
  const account = {
    users: bench.size === 'short' ? 9 : 60,
    hosts: null,
    latencyMs: 0,
    plan: 'none',
  } as const;
  return withSimulated(account, async (simulator) => {
    const from = range.daysBack === null ? undefined : Math.floor(Date.now() / day - range.daysBack) * day;
    const config = {
      ...simulator.config,
      ...(from === undefined ? {} : { start_date: isoDay(from) }),
      past_meetings_from: road,
      // Every user records here, and the least is reckoned without a proof.
      recordings_from: 'per_user',
    };
    await readMeasured(bench.folder, { protocol: airbyte, config, streams: null });
    return {
      road,
      range,
      traffic: await simulator.traffic(),
      least: ofUsual(await simulator.minimum({ road, days: widest, from })),
      leastSafe: ofUsual(await simulator.minimum({ road, days: safe, from })),
    };
  });
}

/** The account serves every product; what is read is what a configuration offers that names none. */
function ofUsual(counts: Counts): Counts {
  const read = new Set(['users', ...usualStreams]);
  return new Map([...counts].filter(([stream]) => read.has(stream)));
}

function minimumRow({ range, road, traffic, least, leastSafe }: Counted): readonly string[] {
  const against = (fewest: Counts): readonly string[] => [
    count(total(fewest)),
    fixed(traffic.requests / total(fewest), 3),
  ];
  return [`${range.name}, ${road}`, count(traffic.requests), ...against(least), ...against(leastSafe)];
}

function minimumTable(bench: Bench, counted: readonly Counted[]): Table {
  return {
    title: `Requests against the fewest possible, ${bench.size === 'short' ? 9 : 60} users, the usual products`,
    columns: ['Range, road', 'requests', 'fewest', 'ratio', 'fewest, safe windows', 'ratio'],
    rows: counted.map(minimumRow),
    notes: [
      'Aim: at most 1.02. The fewest are reckoned from the account alone, for each road: each list once, by its largest page, in',
      `windows of ${widest} days. Safe windows answer for ${safe} days, because Zoom does not say where its days begin and end.`,
      'The history of the account leads to what deleted users hosted besides.',
    ],
  };
}

/** Where the requests go. */
function routesTable({ range, road, traffic, least }: Counted): Table {
  const busiest = [...traffic.routes].sort((a, b) => b[1] - a[1]).slice(0, 12);
  return {
    title: `Requests by endpoint, ${range.name}, ${road} (${count(traffic.requests)}; fewest ${count(total(least))})`,
    columns: ['Endpoint', 'requests'],
    rows: busiest.map(([route, requests]) => [route, count(requests)]),
    notes: [
      `Fewest by stream: ${[...least].map(([stream, requests]) => `${stream} ${requests}`).join(', ')}.`,
    ],
  };
}

/** A large account of which few hold meetings: what each road costs to find the past ones. */
async function largeAccount(bench: Bench): Promise<Table> {
  const [users, hosts] = bench.size === 'short' ? [1_000, 150] : [10_000, 1_500];
  const rows: (readonly string[])[] = [];
  for (const road of roads) {
    bench.say(`${count(users)} users, ${road}`);
    await withSimulated({ users, hosts, latencyMs: 0, plan: 'none' }, async (simulator) => {
      const config = {
        ...simulator.config,
        start_date: isoDay(Date.now() - 24 * day),
        past_meetings_from: road,
      };
      const streams = ['report_meeting_participants'];
      const run = await readMeasured(bench.folder, { protocol: airbyte, config, streams });
      const { requests, routes, labels } = await simulator.traffic();
      const children = routes.get('/report/meetings/{meetingId}/participants') ?? 0;
      rows.push([
        road,
        count(requests),
        count(requests - children),
        count(children),
        count(labels.get('heavy') ?? 0),
        count(run.output.records),
      ]);
    });
  }
  return {
    title: `Roads to past meetings, ${count(users)} users of whom ${count(hosts)} host, 24 days`,
    columns: [
      'past_meetings_from',
      'requests',
      'to find the meetings',
      'for their participants',
      'HEAVY',
      'records',
    ],
    rows,
    notes: ['report_meeting_participants alone is selected.'],
  };
}

async function requests(bench: Bench): Promise<readonly Table[]> {
  const counted: Counted[] = [];
  for (const range of ranges) for (const road of roads) counted.push(await countRun(bench, road, range));
  const whole = counted.filter(({ range }) => range.daysBack === null);
  return [minimumTable(bench, counted), ...whole.map(routesTable), await largeAccount(bench)];
}

export const requestsCase: Case = { number: 2, name: 'requests', run: requests };
