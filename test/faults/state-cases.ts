import type { JsonValue } from '../../src/json.js';

/** States that another program, another version or another time wrote. */
export interface StateCase {
  readonly title: string;
  readonly protocol: 'airbyte' | 'singer';
  /** Text is written as it is. */
  readonly state: JsonValue;
  /** What the log says of what was dropped, one line each; none: nothing was. */
  readonly told: readonly RegExp[];
}

/** Streams of every kind: full refresh, by user and date, children of those, by account and date. */
export const streams = [
  'users',
  'meetings',
  'meeting_details',
  'report_meetings',
  'report_meeting_participants',
  'account_recordings',
  'groups',
] as const;

export const own = {
  version: 1,
  cursor: '2026-11-21T12:00:00Z',
  pass: null,
  watermark: '',
  due: {},
  start: null,
  seen: '',
  seen_from: null,
  plan: '',
  spent: '2026-11-21/40',
  sync: '',
};

const airbyteStream = (name: string, state: JsonValue): JsonValue => ({
  type: 'STREAM',
  stream: { stream_descriptor: { name }, stream_state: state },
});

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `u${index}`);
}

const notOurs = [/state of report_meetings is not one that this version wrote/];
const future = '2099-01-01T00:00:00Z';
const milliseconds = 1_763_700_000_000;

/** What stands in the place of one stream's state, whatever the protocol around it. */
const contents: readonly (Omit<StateCase, 'protocol'> & { readonly state: JsonValue })[] = [
  { title: 'of a later version', state: { ...own, version: 2, shards: [] }, told: notOurs },
  { title: 'without a version', state: { ...own, version: null }, told: notOurs },
  { title: 'with a cursor in milliseconds', state: { ...own, cursor: milliseconds }, told: notOurs },
  { title: 'with a cursor in seconds, as text', state: { ...own, cursor: '1763700000' }, told: notOurs },
  { title: 'with a due list that is none', state: { ...own, due: ['x'] }, told: notOurs },
  { title: 'that is a number', state: milliseconds, told: notOurs },
  { title: 'that is a list', state: [own], told: notOurs },
  { title: 'that is empty', state: {}, told: [] },
  { title: 'that is null', state: null, told: [] },
  {
    title: 'with a pass in the future',
    state: { ...own, cursor: null, pass: future, watermark: '~' },
    told: [/state of report_meetings is ahead of the clock/],
  },
  {
    title: 'with a cursor in the future',
    state: { ...own, cursor: future },
    told: [/state of report_meetings is ahead of the clock/],
  },
  {
    title: 'that was written in the future',
    state: { ...own, spent: '2039-01-01/40' },
    told: [/state of report_meetings is ahead of the clock/],
  },
  {
    title: 'with 300,000 due partitions',
    state: { ...own, due: Object.fromEntries(numbered(300_000).map((id) => [id, '/'])) },
    told: notOurs,
  },
  {
    title: 'with a due entry of 100,000 ranges',
    state: { ...own, due: { u1: numbered(100_000).fill('/').join(',') } },
    told: notOurs,
  },
  { title: 'with a watermark of 10 MB', state: { ...own, watermark: 'x'.repeat(1e7) }, told: notOurs },
  { title: 'with 10 MB of seen', state: { ...own, seen: 'abcdefgh0001'.repeat(8e5) }, told: notOurs },
];

export const stateCases: readonly StateCase[] = [
  ...contents.map((one) => ({
    ...one,
    title: `a stream's state ${one.title}`,
    protocol: 'airbyte' as const,
    state: [airbyteStream('report_meetings', one.state)],
  })),
  ...contents.map((one) => ({
    ...one,
    title: `a bookmark ${one.title}`,
    protocol: 'singer' as const,
    state: { bookmarks: { report_meetings: one.state } },
  })),
  { title: 'an empty file', protocol: 'airbyte', state: '', told: [/everything is read again/] },
  { title: 'an empty file', protocol: 'singer', state: '', told: [/everything is read again/] },
  { title: 'an empty object', protocol: 'airbyte', state: {}, told: [] },
  { title: 'an empty object', protocol: 'singer', state: {}, told: [] },
  { title: 'an empty list', protocol: 'airbyte', state: [], told: [] },
  { title: 'an empty list', protocol: 'singer', state: [], told: [/state is no object/] },
  {
    title: "Airbyte's",
    protocol: 'singer',
    state: [airbyteStream('users', own)],
    told: [/list, as Airbyte's/],
  },
  { title: "Singer's", protocol: 'airbyte', state: { bookmarks: { users: own } }, told: [/one of Singer's/] },
  { title: 'the word null', protocol: 'airbyte', state: 'null', told: [] },
  { title: 'the word null', protocol: 'singer', state: 'null', told: [] },
  {
    title: 'a legacy state',
    protocol: 'airbyte',
    state: [{ type: 'LEGACY', data: { report_meetings: { from: '2026-11-01' } } }],
    told: notOurs,
  },
  {
    title: 'a bare legacy state',
    protocol: 'airbyte',
    state: { report_meetings: { from: '2026-11-01' }, users: { id: 'u7' } },
    told: [...notOurs, /state of users is not one that this version wrote/],
  },
  {
    title: 'a global state',
    protocol: 'airbyte',
    state: [
      {
        type: 'GLOBAL',
        global: {
          shared_state: { lsn: 12 },
          stream_states: [{ stream_descriptor: { name: 'report_meetings' }, stream_state: { from: '2026' } }],
        },
      },
    ],
    told: [/shared part of a GLOBAL state is ignored/, ...notOurs],
  },
  ...['__ab_full_refresh_sync_complete', '__ab_no_cursor_state_message'].map((sentinel) => ({
    title: `the sentinel ${sentinel}`,
    protocol: 'airbyte' as const,
    state: [airbyteStream('report_meetings', { [sentinel]: true })],
    told: [/state of report_meetings says that .* holds no progress/],
  })),
  {
    title: 'cursors of a declarative source',
    protocol: 'airbyte',
    state: [
      airbyteStream('report_meetings', {
        states: [{ partition: { parent_id: 'u1' }, cursor: { from: '2026-11-01' } }],
        parent_state: {},
        use_global_cursor: false,
      }),
    ],
    told: notOurs,
  },
  {
    title: 'a stream that is no more',
    protocol: 'airbyte',
    state: [airbyteStream('faxes', own), airbyteStream('toString', own)],
    told: [],
  },
  { title: 'a stream that is no more', protocol: 'singer', state: { bookmarks: { faxes: own } }, told: [] },
  {
    title: 'the bookmarks of another tap',
    protocol: 'singer',
    state: {
      currently_syncing: 'meetings',
      bookmarks: {
        report_meetings: { replication_key: 'end_time', replication_key_value: '2026-11-01T00:00:00Z' },
        meetings: { partitions: [{ context: { user_id: 'u1' } }] },
      },
    },
    told: [...notOurs, /state of meetings is not one that this version wrote/],
  },
  {
    title: 'only currently_syncing',
    protocol: 'singer',
    state: { currently_syncing: 'users' },
    told: [/state has no object named bookmarks/],
  },
  { title: "Meltano's wrapper", protocol: 'singer', state: { singer_state: { bookmarks: {} } }, told: [] },
  {
    title: 'a STATE line',
    protocol: 'singer',
    state: { type: 'STATE', value: { bookmarks: { report_meetings: { from: 1 } } } },
    told: notOurs,
  },
  {
    title: 'a list of bookmarks',
    protocol: 'singer',
    state: { bookmarks: [own] },
    told: [/no object named/],
  },
  { title: 'a text', protocol: 'singer', state: '"2026-11-01"', told: [/state is no object/] },
];
