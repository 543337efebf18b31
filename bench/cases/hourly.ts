import { startSimulator } from '../../test/simulator/index.js';
import type { Simulator } from '../../test/simulator/index.js';
import { estimateRun, runEngine, type EngineResult } from '../../test/support/engine.js';
import { textAt } from '../../test/support/json-paths.js';
import type { Bench, Case } from '../case.js';
import { fewestOf, hold, hour, shown, type Fewest } from '../simulated/hours.js';
import { count, fixed } from '../tables.js';
import type { Table } from '../tables.js';

/** What a day of hourly syncs costs, on an account of which few host: right after the first sync, and a month later. */

const newsPerDay = 0.01;
const hoursOfMonth = 30 * 24;
/** HEAVY requests a day of a Pro account: https://developers.zoom.us/docs/api/rate-limits/ (2026-11). */
const proDay = 30_000;
const streams = ['report_meetings', 'report_meeting_participants'];

interface Size {
  readonly users: number;
  readonly hosts: number;
  readonly days: number;
}

const sizes = {
  full: { users: 10_000, hosts: 1_500, days: 180 },
  short: { users: 600, hosts: 90, days: 30 },
} as const;

/** One line of the table. */
interface Counted {
  readonly name: string;
  /** Meetings that were held since the last sync. */
  readonly news: number;
  readonly heavy: number;
  readonly participants: number;
  readonly others: number;
  /** Null for what was not reckoned. */
  readonly fewest: Fewest | null;
}

/** One account, whose clock is moved: so its runs are in one process with the simulator. */
class Schedule {
  private readonly delivered = new Set<string>();
  private state: EngineResult['state'] | undefined;
  private turn = 0;

  constructor(
    private readonly simulator: Simulator,
    private readonly startDate: string,
    readonly clock: { now: number },
  ) {}

  private get reading() {
    const { simulator, startDate, state } = this;
    const run = {
      simulator,
      streams,
      startDate,
      config: { past_meetings_from: 'auto' },
      now: this.clock.now,
    };
    return state === undefined ? run : { ...run, state };
  }

  async sync(name: string, news: number, fewest: Fewest | null): Promise<Counted> {
    this.simulator.requests.length = 0;
    const { rows, state } = await runEngine(this.reading);
    this.state = state;
    for (const row of rows.get('report_meetings') ?? []) this.delivered.add(textAt(row, 'uuid'));
    const asked = this.simulator.requests.filter(({ path }) => path.startsWith('/v2/'));
    const heavy = asked.filter(({ label }) => label === 'heavy').length;
    const participants = asked.filter(({ route }) => route.endsWith('/participants')).length;
    return { name, news, heavy, participants, others: asked.length - heavy, fewest };
  }

  /** An hour passes, and some meet in it; how many. */
  pass(): number {
    this.clock.now += hour;
    this.turn += 1;
    return hold(this.simulator, { now: this.clock.now, share: newsPerDay / 24, turn: this.turn });
  }

  async day(bench: Bench): Promise<readonly Counted[]> {
    const rows: Counted[] = [];
    let before = shown(this.simulator, this.clock.now);
    for (let passed = 1; passed <= 24; passed += 1) {
      const news = this.pass();
      const after = shown(this.simulator, this.clock.now);
      const fewest = fewestOf(this.simulator, { now: this.clock.now, before, after });
      before = after;
      const counted = await this.sync(`hour ${passed}`, news, fewest);
      bench.say(`${counted.name}: ${counted.heavy}`);
      rows.push(counted);
    }
    return rows;
  }

  /** HEAVY requests of an hour, as they are told before it. */
  async toldOfHour(): Promise<number> {
    const { roads } = await estimateRun(this.reading);
    const buckets = roads.find(({ closed }) => closed === null)?.hourly.buckets ?? [];
    return buckets.find(({ label }) => label === 'heavy')?.requests ?? 0;
  }

  missing(): number {
    const expected = this.simulator.expected('report_meetings', { from: Date.parse(this.startDate) });
    return expected.filter((row) => !this.delivered.has(textAt(row, 'uuid'))).length;
  }
}

async function hourly(bench: Bench): Promise<readonly Table[]> {
  const size: Size = sizes[bench.size];
  const clock = { now: Date.parse('2026-11-26T00:00:00Z') };
  const simulator = await startSimulator({
    users: size.users,
    hosts: size.hosts,
    now: () => clock.now,
    latencyMs: 0,
    plan: 'none',
  });
  try {
    const startDate = new Date(clock.now - size.days * 24 * hour).toISOString().slice(0, 10);
    const schedule = new Schedule(simulator, startDate, clock);
    bench.say('first sync');
    const first = await schedule.sync('first sync', 0, null);
    const firstDay = table('A first sync and 24 hourly ones', size, [first, ...(await schedule.day(bench))]);
    let news = 0;
    for (let passed = 0; passed < hoursOfMonth; passed += 1) news += schedule.pass();
    bench.say('a month later');
    const caughtUp = await schedule.sync('after a month', news, null);
    const told = await schedule.toldOfHour();
    const later = table('A month later', size, [caughtUp, ...(await schedule.day(bench))]);
    return [firstDay, { ...later, notes: notesOf(schedule.missing(), told) }];
  } finally {
    await simulator.close();
  }
}

function notesOf(lost: number, told: number): readonly string[] {
  return [
    `${lost} of the meetings were never delivered. One in a hundred series meets once more each day. Fewest: the account's list, a list`,
    'of each host of whom it shows something new, or of whom nothing late can come any more, and the participants of those',
    'meetings. Safe: the list is read from two days earlier on, since nobody knows where Zoom’s days begin. In the simulated account',
    'everybody met 3 and 5 days before the first sync, so the list of these days is long; a month later the meetings lie as they are held.',
    `Before the second day the estimate told ${fixed(told, 1)} HEAVY requests an hour.`,
  ];
}

function table(title: string, { users, hosts, days }: Size, rows: readonly Counted[]): Table {
  const [first, ...hours] = rows;
  const sum = (of: (row: Counted) => number): number => hours.reduce((total, row) => total + of(row), 0);
  const whole: Counted = {
    name: '24 hours together',
    news: sum(({ news }) => news),
    heavy: sum(({ heavy }) => heavy),
    participants: sum(({ participants }) => participants),
    others: sum(({ others }) => others),
    fewest: { known: sum(({ fewest }) => fewest?.known ?? 0), safe: sum(({ fewest }) => fewest?.safe ?? 0) },
  };
  return {
    title: `${title}, ${count(users)} users of whom ${count(hosts)} host, ${days} days, report_meetings and participants`,
    columns: [
      'Sync',
      'new meetings',
      'HEAVY',
      'of them participants',
      'fewest HEAVY',
      'ratio',
      'safe',
      'ratio',
      '% of a Pro day',
      'other requests',
    ],
    rows: [...(first === undefined ? [] : [first]), ...hours.slice(0, 3), whole].map(lineOf),
    notes: [],
  };
}

function lineOf({ name, news, heavy, participants, others, fewest }: Counted): readonly string[] {
  const beside = fewest === null ? [] : [fewest.known, fewest.safe];
  const compared = beside.flatMap((least) => [count(least), fixed(heavy / least)]);
  return [
    name,
    count(news),
    count(heavy),
    count(participants),
    ...(fewest === null ? ['-', '-', '-', '-'] : compared),
    fixed((100 * heavy) / proDay, 1),
    count(others),
  ];
}

export const hourlyCase: Case = { number: 9, name: 'hourly syncs', run: hourly };
