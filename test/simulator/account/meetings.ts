import { instanceUuid, random } from '../rng.js';
import { day, hour, minute } from '../time.js';
import { addInstance, addSeries } from './model.js';
import type { Account, Instance, Kind, Series, User } from './model.js';

/** One thing that a host has: when its instances ended (days ago, negative: still to come) and what became of it. */
interface Pattern {
  readonly kind: Kind;
  readonly type: number;
  readonly what: string;
  /** Days ago of its past instances. */
  readonly past: readonly number[];
  /** Days ahead of its coming occurrences. */
  readonly ahead: readonly number[];
  readonly listed: boolean;
  /** Only hosts whose number divided by `every` leaves `rest` have it. */
  readonly every: number;
  readonly rest: number;
  readonly people?: number;
  readonly live?: true;
}

/**
 * What happens in the account. No instance lies within a few days of six months, a year or fifteen months ago, so that
 * no answer depends on the hour of the run. Lists hold unexpired, scheduled ones only: an instant meeting, the personal
 * room and what has expired are found in the reports alone.
 */
const patterns: readonly Pattern[] = [
  {
    kind: 'meeting',
    type: 8,
    what: 'Weekly',
    past: [5, 33, 100, 250],
    ahead: [2, 9, 16],
    listed: true,
    every: 1,
    rest: 0,
  },
  {
    kind: 'meeting',
    type: 8,
    what: 'Old weekly',
    past: [40, 150, 260, 400],
    ahead: [],
    listed: false,
    every: 2,
    rest: 0,
  },
  { kind: 'meeting', type: 2, what: 'Review', past: [], ahead: [6], listed: true, every: 1, rest: 0 },
  { kind: 'meeting', type: 2, what: 'Kick-off', past: [3], ahead: [], listed: true, every: 1, rest: 0 },
  { kind: 'meeting', type: 1, what: 'Instant', past: [12], ahead: [], listed: false, every: 1, rest: 0 },
  { kind: 'meeting', type: 1, what: 'Instant call', past: [70], ahead: [], listed: false, every: 3, rest: 1 },
  {
    kind: 'meeting',
    type: 1,
    what: 'Alone',
    past: [20],
    ahead: [],
    listed: false,
    every: 1,
    rest: 0,
    people: 1,
  },
  {
    kind: 'meeting',
    type: 1,
    what: 'Alone long ago',
    past: [200],
    ahead: [],
    listed: false,
    every: 4,
    rest: 1,
    people: 1,
  },
  {
    kind: 'meeting',
    type: 2,
    what: 'Retrospective',
    past: [90],
    ahead: [],
    listed: false,
    every: 2,
    rest: 1,
  },
  { kind: 'meeting', type: 2, what: 'Forgotten', past: [220], ahead: [], listed: false, every: 5, rest: 0 },
  {
    kind: 'meeting',
    type: 3,
    what: 'Whenever',
    past: [15, 60, 300],
    ahead: [],
    listed: true,
    every: 3,
    rest: 0,
  },
  {
    kind: 'meeting',
    type: 4,
    what: 'Personal room',
    past: [8, 45],
    ahead: [],
    listed: false,
    every: 2,
    rest: 0,
  },
  {
    kind: 'meeting',
    type: 1,
    what: 'Now',
    past: [],
    ahead: [],
    listed: false,
    every: 1,
    rest: 0,
    live: true,
  },
  {
    kind: 'webinar',
    type: 9,
    what: 'Webinar series',
    past: [10, 44, 110, 270],
    ahead: [4, 11],
    listed: true,
    every: 2,
    rest: 0,
  },
  {
    kind: 'webinar',
    type: 5,
    what: 'Webinar to come',
    past: [],
    ahead: [7],
    listed: true,
    every: 2,
    rest: 0,
  },
  {
    kind: 'webinar',
    type: 6,
    what: 'Webinar whenever',
    past: [25, 80],
    ahead: [],
    listed: true,
    every: 4,
    rest: 0,
  },
  { kind: 'webinar', type: 5, what: 'Old webinar', past: [50], ahead: [], listed: false, every: 2, rest: 0 },
  {
    kind: 'webinar',
    type: 9,
    what: 'Old webinar series',
    past: [35, 160, 275, 390],
    ahead: [],
    listed: false,
    every: 4,
    rest: 0,
  },
  {
    kind: 'webinar',
    type: 5,
    what: 'Forgotten webinar',
    past: [230],
    ahead: [],
    listed: false,
    every: 8,
    rest: 0,
  },
];

const decorations = ['', ' 🎉', ' "quoted", comma', ' – Überblick', ' 日本語', ''];

/** Ids of eleven digits: more than 32 bits hold. */
const firstId = 81_000_000_000;

export function addMeetings(account: Account, hosts: readonly User[]): void {
  let ordinal = account.series.size;
  for (const [number, host] of hosts.entries()) {
    for (const pattern of patterns) {
      if (number % pattern.every !== pattern.rest) continue;
      addPattern(account, host, { ...pattern, ordinal, number });
      ordinal += 1;
    }
  }
}

type Placed = Pattern & { readonly ordinal: number; readonly number: number };

function addPattern(account: Account, host: User, placed: Placed): void {
  const source = random(account.seed, 'series', placed.ordinal);
  const durationMinutes = source.int(2, 9) * 10;
  const startTime = source.int(6, 16) * hour + source.int(0, 3) * 15 * minute;
  const at = (daysAgo: number): number => startOf(account, daysAgo) + startTime;
  const series = addSeries(account, {
    kind: placed.kind,
    id: placed.type === 4 ? host.pmi : firstId + placed.ordinal * 1_009 + source.int(0, 1_000),
    hostId: host.id,
    type: placed.type,
    topic: `${placed.what} ${placed.number}${decorations[placed.ordinal % decorations.length] ?? ''}`,
    createdAt: at(Math.max(3, ...placed.past) + 10),
    durationMinutes,
    registration: placed.kind === 'webinar' ? placed.type !== 6 : placed.type === 8,
    polls: placed.number % 3 !== 2,
    occurrences: [
      ...placed.past.filter((one) => one < 30).map((one) => one + 1),
      ...placed.ahead.map((one) => -one),
    ].map(at),
    ordinal: placed.ordinal,
    listed: placed.listed,
  });
  for (const [index, daysAgo] of placed.past.entries()) {
    const startAt = at(daysAgo + 1);
    addOccurrence(account, series, {
      startAt,
      endAt: startAt + (durationMinutes + index) * minute,
      people: placed.people,
    });
  }
  if (placed.live === true) {
    addOccurrence(account, series, {
      startAt: account.bornAt - 20 * minute,
      endAt: account.bornAt + 2 * day,
    });
  }
}

function startOf(account: Account, daysAgo: number): number {
  return Math.floor(account.bornAt / day) * day - daysAgo * day;
}

export interface Occurrence {
  readonly startAt: number;
  readonly endAt: number;
  /** When reports begin to show it; by default at its end. */
  readonly reportedAt?: number;
  readonly people?: number | undefined;
}

/** An instance of the series with a uuid of its own. */
export function addOccurrence(account: Account, series: Series, occurrence: Occurrence): Instance {
  const ordinal = account.instances.size;
  return addInstance(account, {
    uuid: instanceUuid(ordinal, account.seed, series.id),
    series,
    ordinal,
    startAt: occurrence.startAt,
    endAt: occurrence.endAt,
    reportedAt: occurrence.reportedAt ?? occurrence.endAt,
    people: occurrence.people ?? random(account.seed, 'people', ordinal).int(2, 5),
    colleagues: account.colleagues,
  });
}
