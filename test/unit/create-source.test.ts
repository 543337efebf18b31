import { expect } from 'chai';
import nock from 'nock';
import { systemClock } from '../../src/clock.js';
import { loadSettings } from '../../src/config/load.js';
import { createSource } from '../../src/create-source.js';
import type { SyncEvent } from '../../src/engine/events.js';
import type { Source } from '../../src/engine/source.js';
import { wholeRecords } from '../support/whole-records.js';

// It takes hold of node:http when it is loaded; other tests of the same process have real servers.
nock.restore();

const secret = 'a-secret-nobody-may-see';
const credentials = { account_id: 'acc', client_id: 'client', client_secret: secret };
const allScopes = 'user:read:admin meeting:read:admin webinar:read:admin report:read:admin';

/** The wired source against Zoom's real addresses, which nothing reaches but the interceptors. */
function source(more: Record<string, unknown> = {}): Source {
  const settings = loadSettings({ ...credentials, ...more });
  return createSource(settings, { clock: systemClock, environment: {}, random: () => 0.5 });
}

function token(): nock.Interceptor {
  return nock('https://zoom.us')
    .post('/oauth/token', 'grant_type=account_credentials&account_id=acc')
    .basicAuth({ user: 'client', pass: secret });
}

function granted(scope = allScopes, value = 'token-1'): Record<string, unknown> {
  return { access_token: value, token_type: 'bearer', expires_in: 3600, scope };
}

function users(bearer = 'token-1'): nock.Interceptor {
  return nock('https://api.zoom.us', { reqheaders: { authorization: `Bearer ${bearer}` } })
    .get('/v2/users')
    .query(true);
}

const check = (): Promise<{ succeeded: boolean; message: string }> =>
  source().check(new AbortController().signal);

describe('createSource', () => {
  before(() => {
    nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => {
    expect(nock.pendingMocks(), 'asked for everything that was expected').to.deep.equal([]);
    nock.cleanAll();
  });
  after(() => {
    nock.enableNetConnect();
    nock.restore();
  });

  it('checks with one token and one look at the users', async () => {
    token().reply(200, granted());
    users().reply(200, { users: [{ id: 'u1' }], next_page_token: '' });
    const { succeeded, message } = await check();
    expect(succeeded).to.equal(true);
    expect(message)
      .to.contain('cannot be read')
      .and.to.contain('team_chat:read:list_channels:admin (for channels');
    expect(message).not.to.contain('report_meetings');
  });

  const refusals = [
    {
      what: 'a wrong secret',
      status: 400,
      body: { reason: 'Invalid client_id or client_secret', error: 'invalid_client' },
      says: /client/i,
    },
    {
      what: 'an unknown account',
      status: 400,
      body: { reason: 'Bad Request', error: 'invalid_request' },
      says: /account_id|account id/i,
    },
    {
      what: 'a deactivated app',
      status: 400,
      body: { reason: 'The app has been disabled', error: 'invalid_client' },
      says: /activate|disabled|deactivated/i,
    },
  ];
  for (const { what, status, body, says } of refusals) {
    it(`fails the check on ${what} with a sentence, and without the secret`, async () => {
      token().reply(status, body);
      const { succeeded, message } = await check();
      expect(succeeded).to.equal(false);
      expect(message).to.match(says).and.not.to.contain(secret);
    });
  }

  it('reads users with a fresh token when Zoom refuses the first one, once', async () => {
    token().reply(200, granted());
    users().reply(401, { code: 124, message: 'Access token is expired.' });
    token().reply(200, granted(allScopes, 'token-2'));
    users('token-2')
      .times(4)
      .reply(200, { users: [{ id: 'u1', status: 'active' }], next_page_token: '' });
    const events: SyncEvent[] = [];
    const sink = { write: (event: SyncEvent) => events.push(event), ready: () => Promise.resolve() };
    const stream = {
      name: 'users',
      syncMode: 'full_refresh',
      deselected: [],
      syncId: null,
      generationId: null,
    } as const;
    const outcome = await source({ plan: 'business' }).read(
      { streams: [stream], state: new Map() },
      sink,
      new AbortController().signal,
    );
    expect(outcome).to.deep.equal({ complete: true, stopped: false });
    const records = events.flatMap(wholeRecords);
    expect(records).to.deep.equal([{ id: 'u1', status: 'active', row_id: 'u1' }]);
  });
});
