import { expect } from 'chai';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator, SimulatorOptions } from '../../simulator/index.js';
import { signIn, textOf } from './client.js';
import type { Client } from './client.js';

describe('simulator: limits and faults', () => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  let simulator: Simulator;
  let client: Client;
  const open = async (options: Partial<SimulatorOptions>): Promise<void> => {
    simulator = await startSimulator({ users: 4, now: () => now, ...options });
    client = await signIn(simulator);
  };
  const report = () =>
    client.get('/report/history_meetings', { from: '2026-11-01', to: '2026-11-22', date_type: 'end_time' });
  afterEach(() => simulator.close());

  it('counts per label in a sliding second, with three bodies of refusal', async () => {
    await open({ plan: 'pro' });
    for (let turn = 0; turn < 20; turn += 1) expect((await client.get('/users')).status).to.equal(200);
    const bodies = new Set<string>();
    for (let turn = 0; turn < 3; turn += 1) {
      const refused = await client.get('/users');
      expect(refused.status).to.equal(429);
      expect(refused.headers.get('x-ratelimit-type')).to.equal('QPS');
      bodies.add(textOf(refused.body, 'code'));
    }
    expect([...bodies].sort()).to.deep.equal(['', '4001', '429']);
    expect((await report()).status, 'another label').to.equal(200);
    now += 1_001;
    expect((await client.get('/users')).status).to.equal(200);
  });

  it('ends HEAVY reads with the day and says when it begins again', async () => {
    await open({ dailyLimit: 2 });
    await report();
    await report();
    const refused = await report();
    expect(refused.status).to.equal(429);
    expect(refused.body['message']).to.contain('daily');
    expect(refused.headers.get('retry-after')).to.match(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
    expect((await client.get('/users')).status).to.equal(200);
    now += 86_400_000;
    const fresh = await signIn(simulator);
    expect(
      (await fresh.get('/report/history_meetings', { from: '2026-11-01', to: '2026-11-23' })).status,
    ).to.equal(200);
  });

  it('hides the headers when told', async () => {
    await open({ rateHeaders: false, plan: 'free' });
    expect((await client.get('/users')).headers.get('x-ratelimit-category')).to.equal(null);
  });

  it('fails a share of the requests, the same ones each time', async () => {
    const run = async (): Promise<readonly number[]> => {
      await open({ faults: { rate: 0.5, kinds: ['500', 'html502', 'empty503'], seed: 3 } });
      const statuses: number[] = [];
      for (let turn = 0; turn < 20; turn += 1) statuses.push((await client.get('/users')).status);
      return statuses;
    };
    const first = await run();
    await simulator.close();
    expect(await run()).to.deep.equal(first);
    expect(first.filter((status) => status >= 500).length).to.be.within(5, 15);
  });

  it('cuts connections and answers, and obeys rules a number of times', async () => {
    const rules = [{ match: /^\/v2\/users\?/, status: 503, body: '<html>', times: 1 }];
    await open({ faults: { rules } });
    const statuses = [(await client.get('/users')).status, (await client.get('/users')).status];
    expect(statuses).to.deep.equal([503, 200]);
    for (const kind of ['reset', 'truncated'] as const) {
      simulator.setOptions({ faults: { rate: 1, kinds: [kind] } });
      let failed = false;
      await client.get('/users').catch(() => {
        failed = true;
      });
      expect(failed, kind).to.equal(true);
    }
  });

  it('compresses when told and logs every request', async () => {
    await open({ gzip: true });
    const reply = await client.get('/users', { page_size: '3' });
    expect(reply.headers.get('content-encoding')).to.equal('gzip');
    expect(reply.body['users']).to.have.length(3);
    expect(simulator.requests.at(-1)).to.include({
      route: '/users',
      label: 'medium',
      status: 200,
      tokenUsed: 1,
    });
  });
});
