import { holdMeeting, startSimulator } from '../../test/simulator/index.js';
import type { Series, Simulator } from '../../test/simulator/index.js';
import { textAt } from '../../test/support/json-paths.js';
import { runEngine, type EngineResult } from '../../test/support/engine.js';
import type { Bench, Case } from '../case.js';
import { count, fixed } from '../tables.js';
import type { Table } from '../tables.js';

/** What a day of hourly syncs costs after the first one, on an account of which few host. */

const hour = 3_600_000;
const newsPerDay = 0.01;
/** HEAVY requests a day of a Pro account: https://developers.zoom.us/docs/api/rate-limits/ (2026-11). */
const proDay = 30_000;
const streams = ['report_meetings', 'report_meeting_participants'];
/** At this age of a meeting's hour its host is asked once more: see `engine/visit/news.ts`. */
const ageOfLast = 50 * hour;
const lookback = 72 * hour;

type Shown = ReadonlyMap<string, string>;

interface Account {
  readonly users: number;
  readonly hosts: number;
  readonly days: number;
}

const accounts = {
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
  readonly least: number;
}

async function hourly(bench: Bench): Promise<readonly Table[]> {
  const account: Account = accounts[bench.size];
  let now = Date.parse('2026-11-26T00:00:00Z');
  const simulator = await startSimulator({ ...account, now: () => now, latencyMs: 0, plan: 'none' });
  try {
    const startDate = new Date(now - account.days * 24 * hour).toISOString().slice(0, 10);
    bench.say('first sync');
    const delivered = new Set<string>();
    const reading = { simulator, streams, startDate, config: { past_meetings_from: 'auto' } };
    let last = await runEngine({ ...reading, now });
    note(delivered, last);
    const rows = [counted('first sync', simulator, { news: 0, least: 0 })];
    let before = shown(simulator, now);
    for (let passed = 1; passed <= 24; passed += 1) {
      now += hour;
      const news = hold(simulator, { now, share: newsPerDay / 24, turn: passed });
      last = await runEngine({ ...reading, now, state: last.state });
      note(delivered, last);
      const after = shown(simulator, now);
      const least = leastOf(simulator, { now, before, after });
      before = after;
      rows.push(counted(`hour ${passed}`, simulator, { news: news.length, least }));
      bench.say(`hour ${passed}: ${rows.at(-1)?.heavy ?? 0}`);
    }
    return [table(account, rows, missing(simulator, delivered, startDate))];
  } finally {
    await simulator.close();
  }
}

function note(delivered: Set<string>, { rows }: EngineResult): void {
  for (const row of rows.get('report_meetings') ?? []) delivered.add(textAt(row, 'uuid'));
}

/** Meetings that ended in the hour before now, as many series each hour as the share of all says. */
function hold(
  simulator: Simulator,
  { now, share, turn }: { readonly now: number; readonly share: number; readonly turn: number },
): readonly Series[] {
  const listed = [...simulator.account.series.values()].filter(
    ({ listed: isListed, kind }) => isListed && kind === 'meeting',
  );
  const many = Math.max(1, Math.round(listed.length * share));
  const chosen = Array.from(
    { length: many },
    (_, index) => listed[(turn * 7_919 + index * 104_729) % listed.length],
  );
  const held = chosen.filter((series) => series !== undefined);
  for (const [index, series] of held.entries()) {
    holdMeeting(simulator.account, series, { endAt: now - ((index % 50) + 5) * 60_000 });
  }
  return held;
}

/** What the account's list shows, by uuid: as text, to see a change. */
function shown(simulator: Simulator, now: number): Shown {
  const rows = simulator.expected('report_history_meetings', { from: now - lookback });
  return new Map(rows.map((row) => [textAt(row, 'meeting_uuid'), JSON.stringify(row)]));
}

/**
 * The list of the account, a list of each host of whom it shows something new or of whom nothing late can come any more,
 * and the participants of those meetings.
 */
function leastOf(
  { account }: Simulator,
  { now, before, after }: { readonly now: number; readonly before: Shown; readonly after: Shown },
): number {
  const pages = Math.ceil(after.size / 300);
  const asked = [...account.instances.values()].filter(({ uuid, endAt }) => {
    const end = (Math.floor(endAt / hour) + 1) * hour + ageOfLast;
    const isAged = end <= now && end > now - hour;
    return isAged || (after.has(uuid) && after.get(uuid) !== before.get(uuid));
  });
  return pages + new Set(asked.map(({ series }) => series.hostId)).size + asked.length;
}

function counted(
  name: string,
  simulator: Simulator,
  { news, least }: { readonly news: number; readonly least: number },
): Counted {
  const asked = simulator.requests.filter(({ path }) => path.startsWith('/v2/'));
  const heavy = asked.filter(({ label }) => label === 'heavy').length;
  const participants = asked.filter(({ route }) => route.endsWith('/participants')).length;
  simulator.requests.length = 0;
  return { name, news, heavy, participants, others: asked.length - heavy, least };
}

function missing(simulator: Simulator, delivered: ReadonlySet<string>, startDate: string): number {
  const expected = simulator.expected('report_meetings', { from: Date.parse(startDate) });
  return expected.filter((row) => !delivered.has(textAt(row, 'uuid'))).length;
}

function table({ users, hosts, days }: Account, rows: readonly Counted[], lost: number): Table {
  const [first, ...hours] = rows;
  const sum = (of: (row: Counted) => number): number => hours.reduce((total, row) => total + of(row), 0);
  const line = ({ name, news, heavy, participants, others, least }: Counted): readonly string[] => [
    name,
    count(news),
    count(heavy),
    count(participants),
    least === 0 ? '-' : count(least),
    least === 0 ? '-' : fixed(heavy / least),
    fixed((100 * heavy) / proDay, 1),
    count(others),
  ];
  const day = {
    name: '24 hours together',
    news: sum(({ news }) => news),
    heavy: sum(({ heavy }) => heavy),
    participants: sum(({ participants }) => participants),
    others: sum(({ others }) => others),
    least: sum(({ least }) => least),
  };
  return {
    title: `A first sync and 24 hourly ones, ${count(users)} users of whom ${count(hosts)} host, ${days} days, report_meetings and participants`,
    columns: [
      'Sync',
      'new meetings',
      'HEAVY',
      'of them participants',
      'fewest HEAVY',
      'ratio',
      '% of a Pro day',
      'other requests',
    ],
    rows: [...(first === undefined ? [] : [first]), ...hours.slice(0, 3), day].map(line),
    notes: [
      `${lost} of the meetings were never delivered. One in a hundred series meets once more each day. Fewest: the account's`,
      'list, a list of each host of whom it shows something new, or of whom nothing late can come any more, and the participants of',
      'those meetings. The clock is moved, so these runs are in one process with the simulator.',
    ],
  };
}

export const hourlyCase: Case = { number: 9, name: 'hourly syncs', run: hourly };
