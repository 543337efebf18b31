import { expect } from 'chai';
import type { PageReader } from '../../src/engine/page-reader.js';
import { holdMeeting } from '../simulator/index.js';
import { differences, together } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import {
  changed,
  declaring,
  encodedOnce,
  linked,
  partitionedBy,
  requesting,
  windowed,
  withoutVariant,
  type Planted,
} from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

/** Nobody looks at what was served. */
const blind = (reader: PageReader): PageReader =>
  async function* (request) {
    for await (const page of reader(request)) yield { ...page, served: {} };
  };

const onlyFirstPage = (reader: PageReader): PageReader =>
  async function* (request) {
    for await (const page of reader(request)) {
      yield page;
      return;
    }
  };

seeFaults('users, meetings, webinars, recordings and chat', [
  {
    title: 'uuids encoded once',
    stream: 'report_meeting_participants',
    plant: { wrapClient: encodedOnce },
  },
  {
    title: 'the numeric id in the place of the uuid',
    stream: 'report_meeting_details',
    change: partitionedBy({ meeting_uuid: 'id' }),
  },
  { title: 'inactive users left out', stream: 'users', change: withoutVariant('status', 'inactive') },
  {
    title: 'what inactive users hosted left out',
    stream: 'recordings',
    changes: 'users',
    change: withoutVariant('status', 'inactive'),
  },
  {
    title: 'denied registrants left out',
    stream: 'meeting_registrants',
    change: withoutVariant('status', 'denied'),
  },
  {
    title: 'meetings of a single person left out',
    stream: 'report_meetings',
    change: withoutVariant('type', 'pastOne'),
  },
  {
    title: 'windows of ninety days',
    stream: 'report_meetings',
    change: windowed({ maxDays: 90 }),
    plant: { wrapReader: blind },
  },
  {
    title: 'account-wide windows of ninety days',
    stream: 'account_recordings',
    change: windowed({ maxDays: 90 }),
    plant: { wrapReader: blind },
  },
  {
    title: 'a shorter history than Zoom keeps',
    stream: 'report_meetings',
    change: declaring({ retention: { months: 2 } }),
  },
  {
    title: 'a wrong recordsPath',
    stream: 'past_webinar_instances',
    change: requesting({ recordsPath: 'instances' }),
  },
  {
    title: 'a wrong filter of the parent rows',
    stream: 'report_webinars',
    change: linked({ where: [{ field: 'type', in: [5] }] }),
  },
  {
    title: 'a wrong field of the parent',
    stream: 'role_members',
    change: partitionedBy({ role_id: 'name' }),
  },
  {
    title: 'a road left out',
    stream: 'past_meeting_instances',
    change: (one) => ({ ...one, parents: one.parents.slice(0, 1) }),
  },
  {
    title: 'pages larger than Zoom allows',
    stream: 'channels',
    change: requesting({ pageSize: 500 }),
    account: { pageSizeOver: 'refuse' },
  },
  {
    title: 'pages that are not turned',
    stream: 'account_recordings',
    plant: { wrapReader: onlyFirstPage },
    account: { pageSizeCap: 2 },
  },
  {
    title: 'messages in the lists of all their readers',
    stream: 'chat_messages',
    change: declaring({ owner: null }),
  },
  {
    title: 'a search for messages with a parameter that excludes it',
    stream: 'chat_messages',
    change: (one) => ({ ...one, query: { ...one.query, include_deleted_and_edited_message: 'true' } }),
  },
  {
    title: 'a key that does not tell rows apart',
    stream: 'user_channels',
    change: declaring({ primaryKey: ['user_id'] }),
  },
]);

const now = Date.parse('2026-11-22T08:00:00Z');
const hour = 3_600_000;
const day = 24 * hour;

describe('a meeting that reports show late', function () {
  this.timeout(60_000);
  const streams = ['report_meetings'];

  /** One sync, then a meeting of two days that reports show a day late, and another sync. */
  async function found(plant: Planted): Promise<number> {
    return withSimulator({ users: 10, now: () => now }, async (simulator) => {
      const common = { simulator, streams, lookbackDays: 2, ...plant };
      const first = await runEngine({ ...common, now });
      const [series] = [...simulator.account.series.values()].filter((one) => one.type === 8 && one.listed);
      if (series === undefined) throw new Error('the account has no series');
      holdMeeting(simulator.account, series, {
        endAt: now - 12 * hour,
        minutes: (2 * day) / 60_000,
        reportedAt: now + 12 * hour,
      });
      simulator.setOptions({ now: () => now + day });
      const second = await runEngine({ ...common, now: now + day, state: first.state });
      const rows = together(first.rows, second.rows);
      return differences(simulator, rows, { streams, repeats: 'allowed' }).length;
    });
  }

  it('comes with the next sync', async () => {
    expect(await found({})).to.equal(0);
  });

  it('is missed by a cursor that does not move with what is late', async () => {
    expect(await found(changed('report_meetings', declaring({ cursorField: 'start_time' })))).to.equal(1);
  });

  it('is missed without a lookback', async () => {
    expect(await found({ lookbackDays: 0 })).to.equal(1);
  });
});

describe('a window that Zoom narrows', function () {
  this.timeout(60_000);

  it('is read again where the reply says so', async () => {
    const streams = ['report_meetings'];
    await withSimulator({ users: 10, now: () => now }, async (simulator) => {
      const plant = changed('report_meetings', windowed({ maxDays: 90 }));
      const { rows } = await runEngine({ simulator, streams, now, ...plant });
      expect(differences(simulator, rows, { streams })).to.deep.equal([]);
    });
  });
});
