import { expect } from 'chai';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator, SimulatorOptions } from '../../simulator/index.js';
import { signIn, textOf } from './client.js';
import type { Client } from './client.js';

describe('simulator: paging', () => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  let simulator: Simulator;
  let client: Client;
  const start = async (options: Partial<SimulatorOptions> = {}): Promise<void> => {
    simulator = await startSimulator({ now: () => now, ...options });
    client = await signIn(simulator);
  };
  afterEach(() => simulator.close());

  it('serves every row once, whatever the page size', async () => {
    await start({ pageSizeCap: 1 });
    const rows = await client.list('/chat/channels', 'channels', { page_size: '20' });
    expect(rows.map((row) => row['id'])).to.deep.equal(
      simulator.expected('channels').map((row) => row['id']),
    );
  });

  it('clamps a page size over the maximum, or refuses it', async () => {
    await start();
    expect((await client.get('/chat/channels', { page_size: '300' })).body['page_size']).to.equal(20);
    simulator.setOptions({ pageSizeOver: 'refuse' });
    expect((await client.get('/chat/channels', { page_size: '300' })).body['code']).to.equal(300);
  });

  it('binds a token to path and query, and lets it expire', async () => {
    await start();
    const first = await client.get('/users', { page_size: '5' });
    const token = { next_page_token: textOf(first.body, 'next_page_token') };
    expect((await client.get('/users', { page_size: '5', ...token })).status).to.equal(200);
    expect((await client.get('/users', { page_size: '5', ...token })).status, 'a retry').to.equal(200);
    expect((await client.get('/users', { page_size: '6', ...token })).body['code']).to.equal(300);
    expect((await client.get('/groups', { page_size: '5', ...token })).body['code']).to.equal(300);
    now += 901_000;
    const late = await client.get('/users', { page_size: '5', ...token });
    expect([late.status, late.body['code']]).to.deep.equal([400, 300]);
  });

  it('ends lists in several ways and writes empty ones as [], null and nothing', async () => {
    await start();
    const ends = new Set<string>();
    const empties = new Set<string>();
    for (let turn = 0; turn < 24; turn += 1) {
      const end = await client.get('/roles/0/members');
      ends.add('next_page_token' in end.body ? 'empty' : 'missing');
      const none = await client.get('/users', { role_id: 'none' });
      empties.add('users' in none.body ? JSON.stringify(none.body['users']) : 'missing');
    }
    expect([...ends].sort()).to.deep.equal(['empty', 'missing']);
    expect([...empties].sort()).to.deep.equal(['[]', 'missing', 'null']);
  });

  it('can hand out a token after the last page, and the same token for ever', async () => {
    await start({ pageTokenOddity: 'after-last-page' });
    const ids = (await client.list('/groups', 'groups', { page_size: '300' })).length;
    expect(ids).to.equal(simulator.expected('groups').length);
    simulator.setOptions({ pageTokenOddity: 'repeated' });
    const first = await client.get('/users', { page_size: '5' });
    const token = textOf(first.body, 'next_page_token');
    const second = await client.get('/users', { page_size: '5', next_page_token: token });
    expect(second.body['next_page_token']).to.equal(token);
  });

  it('pages by number where that is still served', async () => {
    await start();
    const both = await Promise.all(
      ['1', '2'].map((page_number) => client.get('/users', { page_size: '5', page_number })),
    );
    expect(both[0]?.body['users']).not.to.deep.equal(both[1]?.body['users']);
    const [first, again] = await Promise.all(
      ['1', '2'].map((page_number) => client.get('/groups', { page_size: '5', page_number })),
    );
    expect(first?.body['groups']).to.deep.equal(again?.body['groups']);
  });
});
