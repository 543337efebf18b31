import { expect } from 'chai';
import { loadSettings } from '../../../src/config/load.js';
import type { Settings } from '../../../src/config/settings.js';
import { SourceError } from '../../../src/errors.js';
import { everyProduct, usualProducts } from '../../support/products.js';

const credentials = { account_id: 'acc', client_id: 'cli', client_secret: 'hush-hush' };
const local = { api_url: 'http://127.0.0.1:8080/v2', token_url: 'http://127.0.0.1:8080/oauth/token' };

function load(extra: object): Settings {
  return loadSettings({ ...credentials, ...extra });
}

function refusal(raw: unknown): readonly string[] {
  try {
    loadSettings(raw);
  } catch (error) {
    expect(error).to.be.instanceOf(SourceError);
    if (!(error instanceof SourceError)) throw error;
    expect(error.failureType).to.equal('config_error');
    return error.message.split('\n');
  }
  throw new Error('accepted');
}

const good: readonly (readonly [what: string, extra: object, expected: Partial<Settings>])[] = [
  ['a day as its first moment', { start_date: '2026-02-28' }, { startDate: Date.UTC(2026, 1, 28) }],
  ['a time', { start_date: '2026-02-28T10:00:00Z' }, { startDate: Date.UTC(2026, 1, 28, 10) }],
  [
    'fractions',
    { start_date: '2026-02-28T10:00:00.123456Z' },
    { startDate: Date.UTC(2026, 1, 28, 10, 0, 0, 123) },
  ],
  [
    'a time with offset',
    { start_date: '2026-02-28T10:00:00+02:00' },
    { startDate: Date.UTC(2026, 1, 28, 8) },
  ],
  ['a leap day', { start_date: '2024-02-29' }, { startDate: Date.UTC(2024, 1, 29) }],
  [
    'an end day as its last second',
    { end_date: '2026-02-28' },
    { endDate: Date.UTC(2026, 1, 28, 23, 59, 59) },
  ],
  ['start and end on one day', { start_date: '2026-02-28', end_date: '2026-02-28' }, {}],
  [
    'days before Zoom began as its beginning',
    { start_date: '0000-01-01', end_date: '1970-01-01' },
    { startDate: Date.UTC(2011, 0, 1), endDate: Date.UTC(2011, 0, 1) },
  ],
  ['anchor_date', { anchor_date: '2026-01-01' }, { startDate: Date.UTC(2026, 0, 1) }],
  [
    'the own name before the alias',
    { anchor_date: '2025-01-01', start_date: '2026-01-01' },
    { startDate: Date.UTC(2026, 0, 1) },
  ],
  [
    'authorization_endpoint',
    { authorization_endpoint: 'https://zoomgov.com/oauth/token' },
    { tokenUrl: 'https://zoomgov.com/oauth/token' },
  ],
  [
    'numbers as text',
    { lookback_days: '5', rate_limit_share: '0.5' },
    { lookbackDays: 5, rateLimitShare: 0.5 },
  ],
  [
    'truth as text',
    { include_secrets: 'true', skip_unauthorized_streams: 'FALSE' },
    { includeSecrets: true, skipUnauthorizedStreams: false },
  ],
  ['a list as JSON text', { products: '["users", "chat"]' }, { products: ['users', 'chat'] }],
  ['a list with commas', { products: ' users, chat,' }, { products: ['users', 'chat'] }],
  ['a single name as a list', { products: 'users' }, { products: ['users'] }],
  ['a product named twice', { products: ['users', 'users'] }, { products: ['users'] }],
  [
    'an address with slashes at its end',
    { api_url: 'https://api-eu.zoom.us/v2//' },
    { apiUrl: 'https://api-eu.zoom.us/v2' },
  ],
  [
    'null and empty text as left out',
    { start_date: null, plan: '', lookback_days: ' ' },
    { plan: 'pro', lookbackDays: 3 },
  ],
  ['blanks around credentials', { client_secret: ' hush-hush\n' }, { clientSecret: 'hush-hush' }],
  [
    'plan none on this machine',
    { ...local, plan: 'none' },
    { plan: 'none', apiUrl: 'http://127.0.0.1:8080/v2' },
  ],
  ['localhost', { api_url: 'http://localhost:1/v2', plan: 'none' }, { plan: 'none' }],
  ['the IPv6 loopback', { api_url: 'http://[::1]:1/v2', plan: 'none' }, { plan: 'none' }],
  ['names that every object has', { constructor: 'x', toString: 'y' }, { accountId: 'acc' }],
  ['keys that it does not know', { user_agent: 'x', nested: { a: 1 } }, { accountId: 'acc' }],
];

const days = 'must look like YYYY-MM-DD or YYYY-MM-DDTHH:mm:ssZ.';
const known = everyProduct.products.join(', ');
const bad: readonly (readonly [what: string, extra: object, sentences: readonly string[]])[] = [
  ['a missing secret', { client_secret: null }, ['client_secret is missing.']],
  ['an account that is no text', { account_id: { a: 1 } }, ['account_id must be text.']],
  ['a date of another form', { start_date: '01/02/2026' }, [`start_date ${days}`]],
  ['a time without zone', { start_date: '2026-01-01T00:00:00' }, [`start_date ${days}`]],
  ['a number as a date', { end_date: '20260101' }, [`end_date ${days}`]],
  ['30 February', { start_date: '2026-02-30' }, ['start_date names a day or time that does not exist.']],
  ['hour 25', { end_date: '2026-02-01T25:00:00Z' }, ['end_date names a day or time that does not exist.']],
  [
    'an end before the start',
    { start_date: '2026-02-02', end_date: '2026-02-01' },
    ['end_date must not be before start_date.'],
  ],
  ['no lookback', { lookback_days: 0 }, ['lookback_days must be at least 1.']],
  ['half a day of lookback', { lookback_days: '1.5' }, ['lookback_days must be a whole number.']],
  ['a share above all', { rate_limit_share: 1.2 }, ['rate_limit_share must be at most 1.']],
  ['too small a share', { rate_limit_share: 0.01 }, ['rate_limit_share must be at least 0.1.']],
  ['no requests', { max_concurrency: 0 }, ['max_concurrency must be at least 1.']],
  ['an unknown product', { products: ['users', 'fax'] }, [`products.1 must be one of ${known}.`]],
  ['no products', { products: [] }, ['products must not be empty.']],
  ['text that is half a list', { products: '["users"' }, ['products must be a list.']],
  ['text of commas', { products: ', ,' }, ['products must not be empty.']],
  ['an unknown plan', { plan: 'gold' }, ['plan must be one of free, pro, business, none.']],
  ['neither true nor false', { include_secrets: 'maybe' }, ['include_secrets must be true or false.']],
  [
    'plan none against Zoom',
    { plan: 'none' },
    ['plan must not be none: that is only for a test server on this machine, named in api_url.'],
  ],
  [
    'plan none against a look-alike of this machine',
    { plan: 'none', api_url: 'https://127.0.0.1.example.com/v2' },
    ['plan must not be none: that is only for a test server on this machine, named in api_url.'],
  ],
  [
    'plain http',
    { api_url: 'http://api.zoom.us/v2' },
    ['api_url must begin with https, except on this machine.'],
  ],
  [
    'plain http for the token',
    { token_url: 'http://zoom.us/x' },
    ['token_url must begin with https, except on this machine.'],
  ],
  [
    'another protocol',
    { token_url: 'ftp://zoom.us/x' },
    ['token_url must look like https://host/oauth/token.'],
  ],
  ['no address', { api_url: 'https://' }, ['api_url must look like https://host/v2.']],
  [
    'a password in an address',
    { api_url: 'https://me:pw@api.zoom.us/v2' },
    ['api_url must not hold a user name or password.'],
  ],
  [
    'a line end inside an address',
    { api_url: 'https://api.zoom.us/v2\n/x' },
    ['api_url must not hold blanks or line ends.'],
  ],
  ['a query in an address', { api_url: 'https://api.zoom.us/v2?a=b' }, ['api_url must end with its path.']],
  [
    'several things at once',
    { client_id: '', plan: 'gold', start_date: '2026-02-30' },
    [
      'client_id is missing.',
      'plan must be one of free, pro, business, none.',
      'start_date names a day or time that does not exist.',
    ],
  ],
];

describe('loadSettings', () => {
  it('needs the credentials alone and fills in the rest', () => {
    expect(loadSettings(credentials)).to.deep.equal({
      accountId: 'acc',
      clientId: 'cli',
      clientSecret: 'hush-hush',
      startDate: null,
      endDate: null,
      lookbackDays: 3,
      products: usualProducts,
      streams: [],
      plan: 'pro',
      rateLimitShare: 0.8,
      maxConcurrency: 32,
      includeSecrets: false,
      maxFileMegabytes: 10,
      skipUnauthorizedStreams: false,
      emitActivateVersionMessages: false,
      pastMeetingsFrom: 'auto',
      recordingsFrom: 'auto',
      seldomStreams: null,
      seldomEveryHours: 24,
      apiUrl: 'https://api.zoom.us/v2',
      tokenUrl: 'https://zoom.us/oauth/token',
    });
  });

  for (const [what, extra, expected] of good) {
    it(`takes ${what}`, () => expect(load(extra)).to.deep.include(expected));
  }

  for (const [what, extra, sentences] of bad) {
    it(`refuses ${what}`, () => expect(refusal({ ...credentials, ...extra })).to.deep.equal(sentences));
  }

  for (const raw of [null, undefined, 'text', 5, []]) {
    it(`refuses ${JSON.stringify(raw)} as a whole`, () =>
      expect(refusal(raw)).to.deep.equal(['The configuration must be an object.']));
  }

  it('never repeats a value', () => {
    const sentences = refusal({
      client_secret: ['s3cr3t'],
      account_id: {},
      plan: 's3cr3t',
      api_url: 's3cr3t',
    });
    expect(sentences.join()).to.not.include('s3cr3t');
  });
});
