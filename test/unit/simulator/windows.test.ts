import { expect } from 'chai';
import { ApiError } from '../../simulator/api-error.js';
import { isoTime } from '../../simulator/time.js';
import { resolveWindow } from '../../simulator/windows.js';
import type { WindowRule } from '../../simulator/windows.js';
import { serve } from './product.js';
import type { Served } from './product.js';

/** What endpoints do with their dates, as data says it. */

const now = Date.parse('2026-11-22T12:00:00Z');
const plain: WindowRule = {
  format: 'date',
  absent: 'refuse',
  single: 'refuse',
  maxMonths: null,
  keptMonths: null,
  older: 'refuse',
};

/** The window that is served, or the code of the refusal. */
function resolve(rule: Partial<WindowRule>, query: Readonly<Record<string, string>>): string {
  const circumstances = { now, options: { keptEdge: 'exclusive', reportZoneHours: 0 } } as const;
  try {
    const window = resolveWindow({ ...plain, ...rule }, new URLSearchParams(query), circumstances);
    return window === null ? 'everything' : `${isoTime(window.from)} ${isoTime(window.until)}`;
  } catch (error) {
    if (error instanceof ApiError) return `${error.status}/${error.code}`;
    throw error;
  }
}

const whole = (from: string, until: string): string => `${from}T00:00:00Z ${until}T00:00:00Z`;
const fortnight = { maxDays: 14, wider: 'refuse' } as const;
const months = { format: 'year-month', keptMonths: 6 } as const;

const cases: readonly (readonly [
  what: string,
  rule: Partial<WindowRule>,
  query: Readonly<Record<string, string>>,
  served: string,
])[] = [
  [
    'other names',
    { parameters: { from: 'begin', to: 'end' } },
    { begin: '2026-11-01', end: '2026-11-02' },
    whole('2026-11-01', '2026-11-03'),
  ],
  [
    'other names, of which one is missing',
    { parameters: { from: 'begin', to: 'end' } },
    { from: '2026-11-01', end: '2026-11-02' },
    '400/300',
  ],
  ['as many days', fortnight, { from: '2026-11-01', to: '2026-11-14' }, whole('2026-11-01', '2026-11-15')],
  ['a day more', fortnight, { from: '2026-11-01', to: '2026-11-15' }, '400/300'],
  [
    'a day more, cut',
    { maxDays: 14 },
    { from: '2026-11-01', to: '2026-11-15' },
    whole('2026-11-02', '2026-11-16'),
  ],
  [
    'as many days to the second',
    { ...fortnight, format: 'date-time' },
    { from: '2026-11-01T10:00:00Z', to: '2026-11-15T10:00:00Z' },
    '2026-11-01T10:00:00Z 2026-11-15T10:00:01Z',
  ],
  [
    'a second more',
    { ...fortnight, format: 'date-time' },
    { from: '2026-11-01T10:00:00Z', to: '2026-11-15T10:00:01Z' },
    '400/300',
  ],
  ['what is kept no more', { keptDays: 30 }, { from: '2026-10-23', to: '2026-11-02' }, '400/300'],
  [
    'the first day that is kept',
    { keptDays: 30 },
    { from: '2026-10-24', to: '2026-11-02' },
    whole('2026-10-24', '2026-11-03'),
  ],
  ['today where it comes tomorrow', { latestDays: -1 }, { from: '2026-11-20', to: '2026-11-22' }, '400/300'],
  [
    'today where it comes tomorrow, cut',
    { latestDays: -1, later: 'shorten' },
    { from: '2026-11-20', to: '2026-11-22' },
    whole('2026-11-20', '2026-11-22'),
  ],
  [
    'two weeks ahead',
    { latestDays: 14 },
    { from: '2026-11-30', to: '2026-12-06' },
    whole('2026-11-30', '2026-12-07'),
  ],
  ['more than two weeks ahead', { latestDays: 14 }, { from: '2026-11-30', to: '2026-12-07' }, '400/300'],
  ['no dates: the last days', { absent: { days: 30 } }, {}, whole('2026-10-23', '2026-11-23')],
  [
    'no dates: the last hours',
    { absent: { days: 1 }, format: 'date-time' },
    {},
    '2026-11-21T12:00:00Z 2026-11-22T12:00:01Z',
  ],
  ['a month', months, { year: '2026', month: '6' }, whole('2026-06-01', '2026-07-01')],
  ['the month in which the kept days begin', months, { year: '2026', month: '5' }, '400/300'],
  ['a month to come', months, { year: '2026', month: '12' }, '400/300'],
  ['no month', months, { year: '2026', month: '13' }, '400/300'],
  ['a year alone', months, { year: '2026' }, '400/300'],
  ['no dates: this month', { ...months, absent: 'today' }, {}, whole('2026-11-01', '2026-12-01')],
];

describe('simulator: windows', () => {
  for (const [what, rule, query, served] of cases) {
    it(`knows ${what}`, () => expect(resolve(rule, query)).to.equal(served));
  }

  let account: Served | undefined;
  afterEach(() => account?.simulator.close());

  it('serves what lies in the window, and expects what is kept and no longer to come', async () => {
    const at = { cycle: ['2026-10-23', '2026-10-24', '2026-11-21', '2026-11-22', '2026-12-31'] };
    account = await serve({
      tables: { things: { rows: { count: 10 }, columns: { id: 'id', at } } },
      endpoints: {
        '/things': {
          stream: 'things',
          select: { table: 'things', time: 'at', window: { ...plain, keptDays: 30, latestDays: -1 } },
        },
      },
    });
    const { client, simulator } = account;
    const rows = await client.list('/things', 'rows', { from: '2026-10-24', to: '2026-11-21' });
    expect(rows.map((row) => row['at'])).to.have.members([
      '2026-10-24',
      '2026-10-24',
      '2026-11-21',
      '2026-11-21',
    ]);
    expect(simulator.expected('things')).to.deep.equal(rows);
    const from = Date.parse('2026-11-01T00:00:00Z');
    expect(simulator.expected('things', { from })).to.deep.equal(
      rows.filter((row) => row['at'] === '2026-11-21'),
    );
  });
});
