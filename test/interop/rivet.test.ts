import axios from 'axios';
import { expect } from 'chai';
import { MeetingsS2SAuthClient } from '@zoom/rivet/meetings';
import { TeamChatS2SAuthClient } from '@zoom/rivet/teamchat';
import { UsersS2SAuthClient } from '@zoom/rivet/users';
import { startSimulator } from '../simulator/index.js';
import type { Simulator } from '../simulator/index.js';

/** Zoom's own client for Node knows nothing of us: what it reads must be what the account holds. */
describe('interop: @zoom/rivet reads the simulator', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  let simulator: Simulator;
  let interceptor: number;
  const options = () => ({
    clientId: simulator.config.client_id,
    clientSecret: simulator.config.client_secret,
    accountId: simulator.config.account_id,
    disableReceiver: true as const,
    baseUrl: simulator.apiUrl,
  });

  before(async () => {
    simulator = await startSimulator({ now: () => now, oddities: false });
    // The client's token URL is fixed; only the host is turned to the simulator.
    interceptor = axios.interceptors.request.use((request) => {
      if (request.url === 'https://zoom.us/oauth/token') request.url = simulator.tokenUrl;
      return request;
    });
  });
  after(async () => {
    axios.interceptors.request.eject(interceptor);
    await simulator.close();
  });

  const idsOf = (stream: string, key: string): unknown[] =>
    simulator
      .expected(stream)
      .map((row) => row[key])
      .sort();

  it('gets a token and the users, page by page', async () => {
    const client = new UsersS2SAuthClient(options());
    const ids: unknown[] = [];
    for (const status of ['active', 'inactive'] as const) {
      let next_page_token = '';
      do {
        const { data } = await client.endpoints.users.listUsers({
          query: { status, page_size: 7, next_page_token },
        });
        ids.push(...(data?.users ?? []).map((user) => user.id));
        next_page_token = data?.next_page_token ?? '';
      } while (next_page_token !== '');
    }
    expect(ids.sort()).to.deep.equal(idsOf('user_details', 'id'));
  });

  it('gets meetings and reports of every host', async () => {
    const client = new MeetingsS2SAuthClient(options());
    const meetings: unknown[] = [];
    const reports: unknown[] = [];
    for (const user of simulator.account.users.filter((one) => ['active', 'inactive'].includes(one.status))) {
      const path = { userId: user.id };
      const listed = await client.endpoints.meetings.listMeetings({ path, query: { page_size: 300 } });
      meetings.push(...(listed.data?.meetings ?? []).map((meeting) => meeting.id));
      for (const type of ['past', 'pastOne'] as const) {
        const query = { from: '2026-10-24', to: '2026-11-22', page_size: 300, type };
        const report = await client.endpoints.reports.getMeetingReports({ path, query });
        reports.push(...(report.data?.meetings ?? []).map((meeting) => meeting.uuid));
      }
    }
    expect(meetings.sort()).to.deep.equal(idsOf('meetings', 'id'));
    const range = { from: Date.parse('2026-10-24'), to: Date.parse('2026-11-23') };
    const expected = simulator.expected('report_meetings', range).map((row) => row['uuid']);
    expect(reports.sort()).to.deep.equal(expected.sort());
  });

  it('gets the public channels', async () => {
    const client = new TeamChatS2SAuthClient(options());
    const ids: unknown[] = [];
    let next_page_token = '';
    do {
      const { data } = await client.endpoints.chatChannelsAccountLevel.listAccountsPublicChannels({
        query: { page_size: 20, next_page_token },
      });
      ids.push(...(data?.channels ?? []).map((channel) => channel.id));
      next_page_token = data?.next_page_token ?? '';
    } while (next_page_token !== '');
    expect(ids.sort()).to.deep.equal(idsOf('channels', 'id'));
  });
});
