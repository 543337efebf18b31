import { expect } from 'chai';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator, SimulatorOptions } from '../../simulator/index.js';
import { askToken, signIn } from './client.js';

describe('simulator: tokens and scopes', () => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  let simulator: Simulator;
  const start = async (options: Partial<SimulatorOptions> = {}): Promise<void> => {
    simulator = await startSimulator({ users: 4, now: () => now, ...options });
  };
  afterEach(() => simulator.close());

  it('answers both styles of the request with scopes and the base URL', async () => {
    await start();
    for (const style of ['body', 'query'] as const) {
      const reply = await askToken(simulator, { style });
      expect(reply.status).to.equal(200);
      expect(reply.body).to.include({ token_type: 'bearer', expires_in: 3600 });
      expect(reply.body['scope']).to.contain('user:read:list_users:admin');
      expect(reply.body['api_url']).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    }
  });

  it('can refuse the query-string style', async () => {
    await start({ refuseQueryStringTokenRequests: true });
    expect((await askToken(simulator, { style: 'query' })).status).to.equal(400);
    expect((await askToken(simulator)).status).to.equal(200);
  });

  const wrong = [
    { what: 'client id', call: { client: 'x' }, status: 400, error: 'invalid_client' },
    { what: 'secret', call: { secret: 'x' }, status: 401, error: 'invalid_client' },
    { what: 'account', call: { account: 'x' }, status: 400, error: 'invalid_request' },
    { what: 'grant', call: { grant: 'client_credentials' }, status: 400, error: 'unsupported_grant_type' },
  ];
  for (const { what, call, status, error } of wrong) {
    it(`refuses a wrong ${what} with reason and error, without a code`, async () => {
      await start();
      const reply = await askToken(simulator, call);
      expect(reply.status).to.equal(status);
      expect(reply.body).to.include({ error }).and.to.have.property('reason');
      expect(reply.body).not.to.have.property('code');
    });
  }

  it('gives a deactivated app no token', async () => {
    await start({ appDeactivated: true });
    expect((await askToken(simulator)).status).to.equal(400);
  });

  it('answers 401/124 without a token, with an expired one, and with an older one when the newest wins', async () => {
    await start({ tokenLifetimeSeconds: 60, newestTokenWins: true });
    expect((await fetch(`${simulator.apiUrl}/users`)).status).to.equal(401);
    const first = await signIn(simulator);
    expect((await first.get('/users')).status).to.equal(200);
    const second = await signIn(simulator);
    expect((await first.get('/users')).body['code']).to.equal(124);
    now += 61_000;
    const late = await second.get('/users');
    expect([late.status, late.body['code']]).to.deep.equal([401, 124]);
  });

  it('names missing scopes, takes classic ones, and admits any one of the alternatives', async () => {
    await start({ scopes: ['user:read:admin'] });
    const client = await signIn(simulator);
    expect((await client.get('/users')).status).to.equal(200);
    const refused = await client.get('/groups');
    expect([refused.status, refused.body['code']]).to.deep.equal([400, 4711]);
    expect(refused.body['message']).to.contain('[group:read:list_groups:admin]');
  });
});
