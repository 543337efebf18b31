import { expect } from 'chai';
import type { JsonObject } from '../../../src/json.js';
import {
  addParticipant,
  addUser,
  answeredStreams,
  compareRows,
  deleteSeries,
  deleteUser,
  holdMeeting,
  identityOf,
  setUserStatus,
  startSimulator,
} from '../../simulator/index.js';
import { usualStreams } from '../../support/products.js';
import type { Simulator } from '../../simulator/index.js';
import { signIn, twice } from './client.js';
import type { Client } from './client.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const day = 86_400_000;

/** From 182 days ago to today in windows of 29 days, as a patient person would ask by hand. */
const windows = Array.from({ length: 7 }, (_, index) => {
  const text = (daysAgo: number): string => new Date(now - daysAgo * day).toISOString().slice(0, 10);
  return { from: text(Math.min(183, (index + 1) * 29)), to: text(index * 29) };
}).filter((one) => one.from < one.to);

describe('simulator: the answer key', function () {
  // Every stream is asked: seconds alone, more on a busy machine.
  this.timeout(30_000);
  let simulator: Simulator;
  let client: Client;
  beforeEach(async () => {
    simulator = await startSimulator({ now: () => now, users: 24, pastMeetingsBy: 'per_user' });
    client = await signIn(simulator);
  });
  afterEach(() => simulator.close());

  const same = (stream: string, delivered: readonly JsonObject[], range = {}): void => {
    // What parents add is the connector's to deliver: here only that each row is there.
    const { missing, strange, doubled } = compareRows(stream, delivered, simulator.expected(stream, range));
    expect({ missing, strange, doubled }, stream).to.deep.equal({ missing: [], strange: [], doubled: [] });
  };
  const hosts = (): readonly string[] =>
    simulator.account.users
      .filter((user) => user.status === 'active' || user.status === 'inactive')
      .map((user) => user.id);
  const each = async (
    ids: readonly unknown[],
    read: (id: string) => Promise<readonly JsonObject[]>,
  ): Promise<JsonObject[]> => {
    const rows: JsonObject[] = [];
    for (const id of ids) rows.push(...(await read(String(id))));
    return rows;
  };
  const tag = (rows: readonly JsonObject[], key: string, value: string): JsonObject[] =>
    rows.map((row) => ({ ...row, [key]: value }));

  it('holds rows of every stream, twenty of those that all read, each with its identity', () => {
    for (const stream of answeredStreams) {
      const rows = simulator.expected(stream);
      expect(rows.length, stream).to.be.at.least(usualStreams.includes(stream) ? 20 : 1);
      expect(identityOf[stream], stream).not.to.equal(undefined);
    }
  });

  it('is the same for the same seed and another for another', async () => {
    const other = await startSimulator({ now: () => now, seed: 2 });
    const twin = await startSimulator({ now: () => now });
    expect(twin.expected('report_meetings')).to.deep.equal(simulator.expected('report_meetings'));
    expect(other.expected('report_meetings')).not.to.deep.equal(simulator.expected('report_meetings'));
    await Promise.all([other.close(), twin.close()]);
  });

  it('equals what the API gives for users, lists and their children', async () => {
    const users = await each(['active', 'inactive', 'pending'], (status) =>
      client.list('/users', 'users', { status }),
    );
    same('users', users);
    const meetings = await each(hosts(), (id) => client.list(`/users/${id}/meetings`, 'meetings'));
    same('meetings', meetings);
    const ids = meetings.map((row) => row['id']);
    const details = await each(ids, async (id) => [(await client.get(`/meetings/${id}`)).body]);
    same('meeting_details', details);
    const registrants = await each(ids, async (id) =>
      each(['approved', 'pending', 'denied'], async (status) =>
        tag(await client.list(`/meetings/${id}/registrants`, 'registrants', { status }), 'meeting_id', id),
      ),
    );
    same('meeting_registrants', registrants);
    const webinars = await each(hosts(), (id) => client.list(`/users/${id}/webinars`, 'webinars'));
    same('webinars', webinars);
  });

  it('equals what the reports give', async () => {
    const rows = await each(hosts(), (id) =>
      each(['past', 'pastOne'], async (type) => {
        const lists = await Promise.all(
          windows.map((window) =>
            client.list(`/report/users/${id}/meetings`, 'meetings', { type, ...window }),
          ),
        );
        return [...new Map(lists.flat().map((row) => [row['uuid'], row])).values()];
      }),
    );
    same('report_meetings', rows);
    const held = rows.filter((row) => ![5, 6, 9].includes(Number(row['type'])));
    const participants = await each(
      held.map((row) => row['uuid']),
      async (uuid) =>
        tag(
          await client.list(`/report/meetings/${twice(uuid)}/participants`, 'participants'),
          'meeting_uuid',
          uuid,
        ),
    );
    same('report_meeting_participants', participants);
    const ids = new Set([
      ...held.map((row) => row['id']),
      ...simulator.expected('meetings').map((row) => row['id']),
    ]);
    const instances = await each([...ids], (id) => client.list(`/past_meetings/${id}/instances`, 'meetings'));
    same('past_meeting_instances', instances);
    const answers = await each(
      instances.map((row) => row['uuid']),
      async (uuid) =>
        tag(await client.list(`/past_meetings/${twice(uuid)}/polls`, 'questions'), 'meeting_uuid', uuid),
    );
    const distinct = [...new Map(answers.map((row) => [JSON.stringify(row), row])).values()];
    expect(distinct.length, 'two anonymous answers that are alike').to.be.lessThan(answers.length);
    same('meeting_poll_results', distinct);
  });

  it('equals what is told of webinars that took place', async () => {
    const held = simulator
      .expected('report_meetings')
      .filter((row) => [5, 6, 9].includes(Number(row['type'])));
    const listed = simulator.expected('webinars');
    const ids = new Set([...held, ...listed].map((row) => row['id']));
    const instances = await each([...ids], (id) => client.list(`/past_webinars/${id}/instances`, 'webinars'));
    same('past_webinar_instances', instances);
    const read = (stream: string, path: string, key: string) =>
      each(
        instances.map((row) => row['uuid']),
        async (uuid) =>
          tag(await client.list(`/past_webinars/${twice(uuid)}/${path}`, key), 'webinar_uuid', uuid),
      ).then((rows) => same(stream, rows));
    await read('past_webinar_participants', 'participants', 'participants');
    await read('webinar_absentees', 'absentees', 'registrants');
    await read('webinar_qna_results', 'qa', 'questions');
    const details = await each(
      held.map((row) => row['uuid']),
      async (uuid) => [(await client.get(`/report/webinars/${twice(uuid)}`)).body],
    );
    same('report_webinars', details);
  });

  it('equals what is told of recordings, groups, roles and channels', async () => {
    const ranges = Array.from({ length: 13 }, (_, index) => {
      const text = (daysAgo: number): string => new Date(now - daysAgo * day).toISOString().slice(0, 10);
      return { from: text(index * 29 + 28), to: text(index * 29) };
    });
    const read = async (path: string): Promise<JsonObject[]> =>
      (await Promise.all(ranges.map((range) => client.list(path, 'meetings', range)))).flat();
    same('recordings', await each(hosts(), (id) => read(`/users/${id}/recordings`)));
    same('account_recordings', await read('/accounts/me/recordings'));
    const children = async (stream: string, parents: string, path: (id: string) => string): Promise<void> => {
      const ids = parents === 'users' ? hosts() : simulator.expected(parents).map((row) => row['id']);
      const key = path('').split('/').at(-1) ?? '';
      const own = Object.keys(simulator.expected(stream)[0] ?? {}).at(-1) ?? '';
      same(stream, await each(ids, async (id) => tag(await client.list(path(id), key), own, id)));
    };
    await children('group_members', 'groups', (id) => `/groups/${id}/members`);
    await children('role_members', 'roles', (id) => `/roles/${id}/members`);
    await children('channel_members', 'channels', (id) => `/chat/channels/${id}/members`);
    await children('user_channels', 'users', (id) => `/chat/users/${id}/channels`);
  });

  it('equals what chat gives, each message once', async () => {
    const range = { from: '2026-06-01T00:00:00Z', to: '2026-11-22T12:00:00Z' };
    const query = { search_type: 'message', search_key: ' ', ...range };
    const rows = await each(hosts(), (id) => client.list(`/chat/users/${id}/messages`, 'messages', query));
    const once = [...new Map(rows.map((row) => [row['id'], row])).values()];
    expect(once.length).to.be.lessThan(rows.length);
    same('chat_messages', once, { from: Date.parse(range.from) });
  });

  it('follows what tests change', () => {
    const { account } = simulator;
    const [listed] = simulator.expected('meetings');
    const series = account.series.get(Number(listed?.['id']));
    const user = account.users[4];
    if (series === undefined || user === undefined) throw new Error('the account is empty');
    const count = (stream: string): number => simulator.expected(stream).length;
    const before = { reports: count('report_meetings'), users: count('users'), meetings: count('meetings') };
    const late = holdMeeting(account, series, { endAt: now - day, reportedAt: now + 1 });
    expect(count('report_meetings'), 'not yet shown').to.equal(before.reports);
    const shown = holdMeeting(account, series, { endAt: now - 2 * day });
    expect(count('report_meetings')).to.equal(before.reports + 1);
    expect(late.uuid).not.to.equal(shown.uuid);
    const people = count('report_meeting_participants');
    addParticipant(account, shown, { name: 'Late' });
    expect(count('report_meeting_participants')).to.equal(people + 1);
    deleteSeries(series);
    expect(count('meetings')).to.equal(before.meetings - 1);
    setUserStatus(account, user, 'inactive');
    expect(count('users')).to.equal(before.users);
    deleteUser(account, user);
    expect(count('users')).to.equal(before.users - 1);
    const reports = count('report_meetings');
    addUser(account, now - day, 'history');
    expect(count('users')).to.equal(before.users);
    expect(count('report_meetings')).to.be.greaterThan(reports);
  });

  it('has the shapes that trip connectors', () => {
    const text = JSON.stringify(simulator.expected('meeting_details'));
    expect(text).to.contain('SECRET-');
    const seats = simulator.expected('report_meeting_participants');
    const joins = seats.map((row) => JSON.stringify([row['meeting_uuid'], row['user_id'], row['join_time']]));
    expect(new Set(joins).size, 'waiting room and meeting').to.be.lessThan(joins.length);
    expect(seats.some((row) => row['leave_time'] === '')).to.equal(true);
    expect(seats.some((row) => row['id'] === '' && row['user_email'] === '')).to.equal(true);
    const files = simulator.expected('recording_files');
    expect(files.some((row) => !('id' in row))).to.equal(true);
    expect(simulator.expected('report_meetings').every((row) => Number(row['id']) > 2 ** 31)).to.equal(true);
  });
});

describe('simulator: comparing rows', () => {
  it('finds missing, strange and doubled rows, and takes ids as text or number', () => {
    const found = compareRows('meetings', [{ id: '1' }, { id: '1' }, { id: '3' }], [{ id: 1 }, { id: 2 }]);
    expect(found).to.deep.equal({ missing: ['["2"]'], strange: ['["3"]'], doubled: ['["1"]'], wrong: [] });
  });

  it('takes empty text and null for the same, and counts equal rows', () => {
    const row = { webinar_uuid: 'a', email: '', name: 'x', question_details: [{ b: 1, a: '' }] };
    const told = { webinar_uuid: 'a', email: null, name: 'x', question_details: [{ a: null, b: 1 }] };
    expect(compareRows('webinar_poll_results', [told, told], [row, row])).to.deep.equal({
      missing: [],
      strange: [],
      doubled: [],
      wrong: [],
    });
    expect(compareRows('webinar_poll_results', [told], [row, row]).missing).to.have.length(1);
  });
});
