import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import type { Simulator, SimulatorOptions } from '../simulator/index.js';
import { holdMeeting } from '../simulator/index.js';
import { Random } from '../simulation/random.js';
import type { Running } from '../support/running.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { airbyte, protocols, singer } from '../support/protocols.js';
import type { Connection } from './connection.js';
import { attempt, expectNothingLost, withConnection } from './connection.js';
import { isLong, seed } from './form.js';
import type { Snapshot } from './target.js';
import { Target } from './target.js';

/**
 * A machine that never lets the program live for more than N requests: the work of each short life must be kept, all
 * but a quarter, also that inside one window of one host who held 600 meetings in it.
 */

const hour = 3_600_000;
const crowd = 600;
const most = 1.25;

interface Case {
  readonly title: string;
  readonly protocols: readonly ProtocolUnderTest[];
  /** Requests that a run may make before it is killed. */
  readonly lifetime: number;
  readonly account?: Partial<SimulatorOptions>;
  /** All when absent. */
  readonly streams?: readonly string[];
  /** One job of a platform: what an attempt finished in full is not read again by the next one. */
  readonly job?: JsonObject;
}

const cases: readonly Case[] = [
  {
    title: 'reports, where children follow the windows of their parent',
    protocols: isLong ? protocols : [airbyte],
    lifetime: 250,
    account: { pastMeetingsBy: 'per_user' },
    streams: [
      'users',
      'meetings',
      'report_meetings',
      'report_meeting_details',
      'report_meeting_participants',
      'groups',
      'group_members',
    ],
  },
  {
    title: 'past meetings, found by two roads, one of them without windows',
    protocols: isLong ? protocols : [singer],
    lifetime: 300,
    streams: ['meetings', 'past_meeting_instances', 'past_meetings', 'past_meeting_participants'],
  },
  ...(isLong ? [everything()] : []),
];

/** Only Airbyte tells which runs are attempts of one job; a Singer run reads all again that the last one finished. */
function everything(): Case {
  const job = { sync_id: 7, generation_id: 1, minimum_generation_id: 1 };
  return { title: 'all streams', protocols: [airbyte], lifetime: 1_500, job };
}

/** One host holds 600 meetings within the last month. */
function crowdOneWindow({ account }: Simulator): void {
  const [series] = [...account.series.values()].filter((one) => one.type === 8 && one.listed);
  if (series === undefined) throw new Error('the account has no series');
  const now = Date.now();
  for (let one = 1; one <= crowd; one += 1) {
    holdMeeting(account, series, { endAt: now - (6 + one) * hour, minutes: 20, people: 1 });
  }
}

/** Kills it once it has asked so often. */
function killAfter(requests: number, simulator: Simulator): (running: Running) => void {
  const from = simulator.requests.length;
  return (running) => {
    const timer = setInterval(() => {
      if (simulator.requests.length - from >= requests) running.child.kill('SIGKILL');
    }, 1);
    void running.ended.finally(() => {
      clearInterval(timer);
    });
  };
}

/** Runs and kills until a run lives to its end; resolves to the number of runs. */
async function runsUntilWhole(connection: Connection, lifetime: number, most: number): Promise<number> {
  const target = new Target(connection.protocol);
  let snapshot: Snapshot = new Map();
  for (let runs = 1; runs <= most; runs += 1) {
    const ended = await attempt(connection, snapshot, killAfter(lifetime, connection.simulator));
    target.take(ended.stdout, snapshot);
    snapshot = target.snapshot('newest', new Random(seed));
    if (ended.signal === 'SIGKILL') continue;
    expect(ended.exitCode, ended.stderr.slice(-2_000)).to.equal(0);
    expectNothingLost(connection, target);
    return runs;
  }
  return Infinity;
}

async function wholeRun(connection: Connection): Promise<number> {
  const before = connection.simulator.requests.length;
  const ended = await attempt(connection, new Map());
  expect(ended.exitCode, ended.stderr.slice(-2_000)).to.equal(0);
  return connection.simulator.requests.length - before;
}

for (const { title, protocols: spoken, lifetime, ...options } of cases) {
  for (const protocol of spoken) {
    describe(`killed after ${lifetime} requests each time, ${protocol.name}`, function () {
      this.timeout(0);

      it(`needs at most ${most} times the runs: ${title}`, async () => {
        await withConnection(protocol, { prepare: crowdOneWindow, ...options }, async (connection) => {
          const total = await wholeRun(connection);
          const needed = total / lifetime;
          const runs = await runsUntilWhole(connection, lifetime, 2 * needed);
          console.log(`      ${runs} runs of ${lifetime} for ${total} requests: least ${needed.toFixed(2)}`);
          expect(runs).to.be.at.most(Math.ceil(most * needed));
        });
      });
    });
  }
}
