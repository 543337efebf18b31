import { expect } from 'chai';
import type { JsonObject } from '../../../src/json.js';
import {
  addUser,
  answeredStreams,
  deleteUser,
  setUserStatus,
  startSimulator,
} from '../../simulator/index.js';
import type { Simulator, User } from '../../simulator/index.js';
import type { Client } from './client.js';
import { signIn, textOf, twice } from './client.js';

/** What was said of the past stays as it was, whatever becomes of the people in it. */

const now = Date.parse('2026-11-22T12:00:00Z');
const day = 86_400_000;

/** Their members are counted as of today. */
const counting = ['groups', 'roles'];

describe('simulator: what was said of the past', function () {
  // Every stream is worked out twice: seconds alone, more on a busy machine.
  this.timeout(30_000);
  let simulator: Simulator;
  /** The same account, in which nothing happens. */
  let twin: Simulator;
  beforeEach(async () => {
    const account = {
      now: () => now,
      users: 16,
      fileLinks: 'zoom',
    } as const;
    [simulator, twin] = await Promise.all([startSimulator(account), startSimulator(account)]);
  });
  afterEach(() => Promise.all([simulator.close(), twin.close()]));

  /** Two who are in others' meetings, found without asking the account itself. */
  const attending = (): readonly User[] => {
    const ids = new Set(attendingIn(twin).map(({ id }) => id));
    return simulator.account.users.filter(({ id }) => ids.has(id));
  };

  const told = (by: Simulator, stream: string): readonly string[] =>
    by.expected(stream).map((row) => JSON.stringify(row));

  /** Rows of one that the other does not have, by stream. */
  const rowsBeyond = (one: Simulator, other: Simulator): readonly string[] =>
    answeredStreams
      .filter((stream) => !counting.includes(stream))
      .flatMap((stream) => {
        const known = new Set(told(other, stream));
        const found = told(one, stream).filter((row) => !known.has(row));
        return found.slice(0, 2).map((row) => `${stream} ${row.slice(0, 300)}`);
      });

  it('loses rows when users are deleted, and changes none, also of what nobody had asked for', () => {
    for (const user of attending()) deleteUser(simulator.account, user);
    expect(rowsBeyond(simulator, twin)).to.deep.equal([]);
    // The account's history has everything still.
    for (const stream of [
      'report_history_meetings',
      'report_meeting_participants',
      'report_meeting_polls',
      'meeting_transcripts',
    ])
      expect(told(simulator, stream), stream).to.deep.equal(told(twin, stream));
  });

  it('keeps every row but those of the users themselves when some come and others come back', () => {
    const [first] = attending();
    if (first !== undefined) setUserStatus(simulator.account, first, 'inactive');
    for (const user of simulator.account.users.filter(({ status }) => status === 'pending'))
      setUserStatus(simulator.account, user, 'active');
    addUser(simulator.account, now - day, 'nothing');
    expect(rowsBeyond(twin, simulator).filter((row) => !row.startsWith('users '))).to.deep.equal([]);
  });

  it('names in each answer of the API those who attended', async () => {
    const client = await signIn(simulator);
    const held = simulator
      .expected('report_history_meetings')
      .map((row) => textOf(row, 'meeting_uuid'))
      .slice(0, 60);
    const before = await answersOf(client, held);
    const named = attending();
    const naming = before.filter((row) => named.some(({ email }) => JSON.stringify(row).includes(email)));
    expect(naming.length, 'rows that name them').to.be.greaterThan(20);
    for (const user of named) deleteUser(simulator.account, user);
    expect(await answersOf(client, held)).to.deep.equal(before);
  });
});

/** Two hosts who are in other hosts' meetings. */
function attendingIn(simulator: Simulator): readonly User[] {
  const rows = simulator.expected('report_meeting_participants');
  const { users, series } = simulator.account;
  const hostOf = (row: JsonObject): string | undefined =>
    series.get(Number(textOf(row, 'meeting_id')))?.hostId;
  const guests = rows.filter((row) => textOf(row, 'id') !== '' && textOf(row, 'id') !== hostOf(row));
  const ids = new Set(guests.map((row) => textOf(row, 'id')));
  return users.filter(({ id }) => ids.has(id)).slice(0, 2);
}

const children = [
  ['/report/meetings', 'participants', 'participants'],
  ['/report/meetings', 'polls', 'questions'],
  ['/report/meetings', 'qa', 'questions'],
  ['/past_meetings', 'participants', 'participants'],
  ['/past_meetings', 'polls', 'questions'],
  ['/past_meetings', 'qa', 'questions'],
] as const;

async function answersOf(client: Client, uuids: readonly string[]): Promise<readonly JsonObject[]> {
  const lists = uuids.flatMap((uuid) =>
    children.map(([path, child, key]) => client.list(`${path}/${twice(uuid)}/${child}`, key)),
  );
  return (await Promise.all(lists)).flat();
}
