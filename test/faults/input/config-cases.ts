import type { JsonObject, JsonValue } from '../../../src/json.js';

/** A configuration with one thing wrong: what is changed, and the name that the answer must hold. */
export interface ConfigCase {
  readonly title: string;
  readonly changes: JsonObject;
  readonly named: string;
}

export const goodConfig: JsonObject = {
  account_id: 'account-1',
  client_id: 'client-1',
  client_secret: 'hush-hush-client-secret',
  // Nothing listens there: a bad configuration must be refused before anything is asked.
  api_url: 'http://127.0.0.1:9/v2',
  token_url: 'http://127.0.0.1:9/oauth/token',
};

/** Values that a setting must refuse, by setting. */
const refused: Readonly<Record<string, readonly JsonValue[]>> = {
  account_id: [null, '', '   ', true, ['a'], [], {}, { id: 'a' }, [[null]]],
  client_id: [null, '', '\n', false, ['a'], {}, [null]],
  client_secret: [null, '', '\t', true, ['hush-hush-in-a-list'], { value: 'hush-hush-inside' }, {}],
  start_date: [
    'yesterday',
    '2026-13-01',
    '2026-02-30',
    '2025-02-29',
    '2026-1-1',
    '01/02/2026',
    '20260101',
    '2026-01-01 10:00',
    '2026-01-01T25:00:00Z',
    '2026-01-01T10:60:00Z',
    '2026-01-01T10:00:00',
    '2026-01-01T10:00:00+25:00',
    '2026-W05',
    '0000-00-00',
    '+012026-01-01',
    '-000001-01-01',
    '٢٠٢٦-٠١-٠١',
    1767225600,
    0,
    true,
    ['2026-01-01'],
    {},
  ],
  end_date: ['tomorrow', '2026-00-10', '2026-04-31', '2026-06-31T00:00:00Z', 12, {}, []],
  products: ['meetings,fax', 'all', [], {}, 5, ['meetings', 'fax'], [null], [['users']], '["users"', true],
  lookback_days: [0, -1, 1.5, 'three', '1e', '0', true, [], {}, [3], 'NaN', 'Infinity'],
  include_secrets: ['yes', 'no', 2, -1, [], {}, ['true'], 'truthy'],
  skip_unauthorized_streams: ['maybe', 7, [true], { on: true }],
  plan: ['gold', 'PRO', 1, true, [], {}, ['pro']],
  rate_limit_share: [0, -0.5, 1.1, 80, '80%', 'half', true, [], {}, '1e400', 0.05],
  max_concurrency: [0, -4, 2.5, 'many', true, [], {}, '0'],
  api_url: [
    'zoom.us',
    'api.zoom.us/v2',
    'ftp://api.zoom.us/v2',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://api.zoom.us/v2',
    'http://127.0.0.1.example.com/v2',
    'http://localhost.example.com/v2',
    'http://10.0.0.1/v2',
    'https://user:hush-hush@api.zoom.us/v2',
    'https://api.zoom.us/v2?key=hush-hush',
    'https://api.zoom.us/v2#top',
    'https://',
    'https://[::1',
    'https://api zoom.us/v2',
    'https://api.zoom.us:99999/v2',
    'http://127.0.0.1:9/v2\u0000',
    'http://127.0.0.1:9/v2\tv3',
    'https:///',
    5,
    true,
    [],
    {},
  ],
  token_url: [
    'oauth',
    'http://zoom.us/oauth/token',
    'https://a:b@zoom.us/',
    'https://%',
    'mailto:a@b.c',
    {},
    [],
  ],
};

const single = Object.entries(refused).flatMap(([setting, values]) =>
  values.map((value) => ({
    title: `${setting} = ${JSON.stringify(value)}`,
    changes: { [setting]: value },
    named: setting,
  })),
);

/** Two settings that do not go together, and other names under which settings are accepted. */
export const configCases: readonly ConfigCase[] = [
  ...single,
  {
    title: 'end before start',
    changes: { start_date: '2026-06-01', end_date: '2026-05-31' },
    named: 'end_date',
  },
  {
    title: 'end before start, by a second',
    changes: { start_date: '2026-06-01T00:00:01Z', end_date: '2026-06-01T00:00:00Z' },
    named: 'end_date',
  },
  {
    title: 'no limits at a foreign host',
    changes: { plan: 'none', api_url: 'https://api.zoom.us/v2' },
    named: 'plan',
  },
  { title: 'an alias that is no date', changes: { anchor_date: 'last week' }, named: 'start_date' },
  {
    title: 'an alias that is no address',
    changes: { token_url: null, authorization_endpoint: 'zoom' },
    named: 'token_url',
  },
  {
    title: 'several at once',
    changes: { client_id: null, lookback_days: -1, plan: 'gold' },
    named: 'lookback_days',
  },
  { title: 'an unknown key beside a wrong one', changes: { constructor: 1, plan: 'gold' }, named: 'plan' },
  { title: 'a key of the language', changes: { toString: 'x', hasOwnProperty: 1, plan: 7 }, named: 'plan' },
];
