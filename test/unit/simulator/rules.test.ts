import { expect } from 'chai';
import { deleteUser, startSimulator } from '../../simulator/index.js';
import type { Simulator, SimulatorOptions } from '../../simulator/index.js';
import { signIn, textOf, twice } from './client.js';
import type { Client } from './client.js';

const start = Date.parse('2026-11-22T12:00:00Z');
const day = 86_400_000;

describe('simulator: windows, ids and refusals', () => {
  let simulator: Simulator;
  let client: Client;
  const open = async (options: Partial<SimulatorOptions> = {}): Promise<void> => {
    simulator = await startSimulator({ now: () => start, ...options });
    client = await signIn(simulator);
  };
  const userId = (index: number): string => simulator.account.users[index]?.id ?? '';
  const pair = async (path: string, query = {}): Promise<readonly unknown[]> => {
    const reply = await client.get(path, query);
    return [reply.status, reply.body['code']];
  };
  afterEach(() => simulator.close());

  it('narrows a window of more than a month without a word and echoes it', async () => {
    await open();
    const path = `/report/users/${userId(0)}/meetings`;
    const { body } = await client.get(path, { from: '2026-09-01', to: '2026-11-22' });
    expect(body).to.include({ from: '2026-10-22', to: '2026-11-22' });
    const exact = await client.get(path, { from: '2026-10-24', to: '2026-11-22' });
    expect(exact.body).to.include({ from: '2026-10-24', to: '2026-11-22' });
  });

  it('takes a report row by the UTC day of its end, both edges included', async () => {
    await open();
    const known = simulator.expected('report_meetings')[0];
    const host = textOf(known, 'host_user_id');
    const ended = textOf(known, 'end_time').slice(0, 10);
    const rows = await client.list(`/report/users/${host}/meetings`, 'meetings', { from: ended, to: ended });
    expect(rows.map((row) => row['uuid'])).to.include(known?.['uuid']);
  });

  it('refuses what is too old: reports 300, details 12702, chat 300', async () => {
    await open();
    const old = { from: '2026-05-01', to: '2026-05-20' };
    expect(await pair(`/report/users/${userId(0)}/meetings`, old)).to.deep.equal([400, 300]);
    const chat = { search_type: 'message', search_key: ' ', from: '2026-05-01', to: '2026-06-01' };
    expect(await pair(`/chat/users/${userId(0)}/messages`, chat)).to.deep.equal([400, 300]);
    const past = [...simulator.account.instances.values()].find(
      (one) => one.series.kind === 'meeting' && one.endAt < start - 380 * day,
    );
    expect(await pair(`/past_meetings/${twice(past?.uuid ?? '')}`)).to.deep.equal([400, 12702]);
    expect(await pair(`/past_meetings/${twice(past?.uuid ?? '')}/participants`)).to.deep.equal([
      200,
      undefined,
    ]);
  });

  it('understands slashed uuids only when they are encoded twice, others either way', async () => {
    await open();
    const uuids = simulator.expected('report_meeting_details').map((row) => textOf(row, 'uuid'));
    const slashed = uuids.filter((uuid) => uuid.startsWith('/') || uuid.includes('//'));
    expect(slashed.length).to.be.greaterThan(uuids.length / 10);
    for (const uuid of slashed.slice(0, 6)) {
      expect(await pair(`/report/meetings/${encodeURIComponent(uuid)}`)).to.deep.equal([404, 3001]);
      expect((await client.get(`/report/meetings/${twice(uuid)}`)).body['uuid']).to.equal(uuid);
    }
    const plain = uuids.find((uuid) => !slashed.includes(uuid) && uuid.includes('+')) ?? '';
    for (const encoded of [encodeURIComponent(plain), twice(plain)]) {
      expect((await client.get(`/report/meetings/${encoded}`)).body['uuid']).to.equal(plain);
    }
  });

  it('answers a numeric id on instance reads with the latest instance only', async () => {
    await open();
    const series = [...simulator.account.series.values()].find((one) => one.type === 8 && !one.listed);
    const id = String(series?.id);
    const all = await client.list(`/past_meetings/${id}/instances`, 'meetings');
    expect(all.length).to.equal(4);
    const latest = all
      .map((row) => textOf(row, 'start_time'))
      .sort()
      .at(-1);
    expect((await client.get(`/report/meetings/${id}`)).body['start_time']).to.equal(latest);
    expect(await pair(`/meetings/${id}`), 'expired').to.deep.equal([404, 3001]);
  });

  it('keeps hosts apart: unknown, deleted, unlicensed', async () => {
    await open({ missing: { unlicensedUsers: 2 } });
    const deleted = simulator.account.users.at(-1)?.id ?? '';
    expect(await pair(`/users/${deleted}/meetings`)).to.deep.equal([404, 1001]);
    expect(await pair(`/users/${userId(1)}/meetings`)).to.deep.equal([400, 3161]);
    expect(await pair(`/users/${userId(2)}/meetings`)).to.deep.equal([400, 200]);
    expect(simulator.unreachable().find((one) => one.why === 'the host has no licence')?.rows).not.to.be
      .empty;
    const user = simulator.account.users[0];
    if (user !== undefined) deleteUser(simulator.account, user);
    expect(await pair(`/users/${userId(0)}/meetings`)).to.deep.equal([404, 1001]);
  });

  it('refuses webinars without the add-on and polls that are off', async () => {
    await open({ missing: { webinars: true, polls: true } });
    const reply = await client.get(`/users/${userId(0)}/webinars`);
    expect([reply.status, reply.body['code']]).to.deep.equal([400, 200]);
    expect(reply.body['message']).to.contain('Webinar plan');
    const meeting = textOf(simulator.expected('meetings')[0], 'id');
    expect(await pair(`/meetings/${meeting}/polls`)).to.deep.equal([400, 4400]);
    expect(simulator.expected('webinar_details')).to.be.empty;
  });

  it('tells a missing permission from a missing plan', async () => {
    await open({ missing: { permissions: ['/report/'] } });
    const reply = await client.get('/report/users', { from: '2026-11-01', to: '2026-11-22' });
    expect([reply.status, reply.body['code']]).to.deep.equal([400, 200]);
    expect(reply.body['message']).to.contain('permission');
  });

  it('lets listed meetings vanish before they are read', async () => {
    await open({ meetingsGoneBetweenListAndDetail: 3 });
    const listed = simulator.expected('meetings').length;
    expect(simulator.expected('meeting_details').length).to.equal(listed - 3);
  });

  it('knows nothing of other paths, and of no recording', async () => {
    await open();
    expect(await pair('/nothing/here')).to.deep.equal([404, 2300]);
    expect(await pair('/meetings/1/recordings')).to.deep.equal([404, 3301]);
    expect((await client.get('/users')).headers.get('x-zm-trackingid')).to.match(/^v=2\.0;clid=/);
  });

  it('sees whether a token follows a redirect to another host', async () => {
    await open();
    const reply = await client.get('/report/redirect-test');
    expect(reply.status).to.equal(302);
    await fetch(reply.headers.get('location') ?? '', { headers: { authorization: 'Bearer x' } });
    expect(simulator.secondHostRequests).to.deep.equal([{ path: '/file', authorized: true }]);
  });
});
