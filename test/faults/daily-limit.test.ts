import { expect } from 'chai';
import { attempt, expectNoSecrets, withConnection } from '../crash/connection.js';
import { stateFile, Target } from '../crash/target.js';
import type { JsonObject, JsonValue } from '../../src/json.js';
import type { RequestLogEntry, Simulator, SimulatorOptions } from '../simulator/index.js';
import { Random } from '../simulation/random.js';
import { together } from '../support/comparisons.js';
import type { Delivery } from '../support/delivery.js';
import { errorsOf, statusesOf } from '../support/delivery.js';
import { at } from '../support/json-paths.js';
import { usualStreams } from '../support/products.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { protocols } from '../support/protocols.js';
import type { Result, Stage } from '../support/stage.js';
import { onStage, read } from '../support/stage.js';
import { isLong } from './form.js';
import { expectBetween, truthOf } from './between.js';

/** An account that takes several days: each run ends in order, and the days together deliver everything. */

const day = 86_400_000;
const streams = usualStreams;
const users = isLong ? 24 : 4;
const mostDays = 15;
/** The default of the setting max_concurrency. */
const maxInFlight = 32;

interface Case {
  readonly title: string;
  readonly account: Partial<SimulatorOptions>;
  readonly config: JsonObject;
  /** HEAVY and RESOURCE-INTENSIVE requests a day. */
  readonly budget: number;
  /** Requests that count, of one UTC day. */
  readonly counts: (entry: RequestLogEntry) => boolean;
  /** Whether a second run of a day knows from the state alone that nothing is left. */
  readonly isTold: boolean;
}

const isHeavy = ({ label }: RequestLogEntry): boolean => label === 'heavy' || label === 'resource-intensive';

const cases: readonly Case[] = [
  {
    title: 'Zoom ends the day after so many HEAVY and RESOURCE-INTENSIVE requests',
    account: { dailyLimit: isLong ? 500 : 100 },
    budget: isLong ? 500 : 100,
    config: { plan: 'none' },
    counts: (entry) => isHeavy(entry) && entry.status !== 429,
    isTold: false,
  },
  {
    title: 'the plan and the share end it after so many HEAVY requests',
    account: {},
    budget: isLong ? 500 : 100,
    config: { plan: 'free', rate_limit_share: isLong ? 0.5 : 0.1 },
    counts: isHeavy,
    isTold: true,
  },
];

const dayOf = (time: number): number => Math.floor(time / day);

function spentOn(simulator: Simulator, one: Case, time: number): number {
  return simulator.requests.filter((entry) => one.counts(entry) && dayOf(entry.at) === dayOf(time)).length;
}

for (const protocol of protocols) {
  describe(`the daily limit, ${protocol.name}`, function () {
    this.timeout(0);

    for (const one of cases) {
      it(one.title, async () => {
        await onStage(protocol, { users, ...one.account }, async (stage) => {
          const runs = await readDayByDay(stage, one);
          console.log(`      ${runs.length} runs; counted: ${runs.map(({ spent }) => spent).join(', ')}`);
          expect(runs.at(-1)?.exitCode, 'the exit code of the last day').to.equal(0);
          expect(runs.length, 'days').to.be.greaterThan(2);
        });
      });
    }

    it('the built program ends its day in order, and goes on', () => buildProgramDay(protocol));
  });
}

interface DayRun {
  readonly exitCode: number;
  readonly spent: number;
}

/** Runs once a day until all is read, and on the first day twice. */
async function readDayByDay(stage: Stage, one: Case): Promise<readonly DayRun[]> {
  const { simulator, clock } = stage;
  const world = { simulator, streams };
  const before = truthOf(world);
  const runs: DayRun[] = [];
  let rows: Delivery['rows'] = new Map();
  let state: JsonValue | null = null;
  const run = async (): Promise<Result> => {
    const result = await read(stage, { streams, config: one.config, state });
    expectNoSecrets(JSON.stringify(result.messages), result.stderr);
    rows = together(rows, result.rows);
    ({ state } = result);
    expect(spentOn(simulator, one, clock.now()), 'requests of the day').to.be.at.most(one.budget);
    return result;
  };
  for (let days = 0; days < mostDays; days += 1) {
    const result = await run();
    runs.push({ exitCode: result.exitCode, spent: spentOn(simulator, one, clock.now()) });
    if (result.exitCode === 0) break;
    expectDayOver(stage.protocol, result, (dayOf(clock.now()) + 1) * day);
    if (days === 0) await expectNothingLeft(stage, one, run);
    toNextDay(clock);
  }
  // What took place while the last pass was open is the next one's.
  toNextDay(clock);
  expect((await run()).exitCode, 'the exit code of the day after').to.equal(0);
  expectBetween(world, rows, before);
  return runs;
}

function toNextDay(clock: Stage['clock']): void {
  clock.advance((dayOf(clock.now()) + 1) * day + day / 24 - clock.now());
}

/** A second run of the same day has nothing to spend. */
async function expectNothingLeft(
  { protocol, simulator, clock }: Stage,
  one: Case,
  run: () => Promise<Result>,
): Promise<void> {
  expect(spentOn(simulator, one, clock.now()), 'the day is used up').to.equal(one.budget);
  const from = simulator.requests.length;
  const result = await run();
  expectDayOver(protocol, result, (dayOf(clock.now()) + 1) * day);
  const asked = simulator.requests.slice(from).filter(isHeavy);
  // Zoom's own answer is the only one to tell that the day is over, and once is enough.
  const allowed = one.isTold ? 0 : maxInFlight;
  expect(asked.length, 'HEAVY requests of a second run').to.be.at.most(allowed);
  expect(asked.every(({ status }) => status === 429)).to.equal(true);
}

/** State, INCOMPLETE with the reason and the time of reset, a transient error, and an exit code that says so. */
function expectDayOver(protocol: ProtocolUnderTest, result: Result, resetAt: number): void {
  expect(result.exitCode).to.equal(1);
  for (const stream of streams) expect(result.countStates(stream), stream).to.be.at.least(1);
  if (protocol.name === 'singer') {
    expect(at(result.messages.at(-1), 'type'), 'the last message').to.equal('STATE');
    expect(result.stderr).to.contain(new Date(resetAt).toISOString());
    expect(result.stderr.trimEnd().split('\n').at(-1)).to.match(/^CRITICAL Not complete: .*daily limit/);
    return;
  }
  const open = streams.filter((stream) => statusesOf(result, stream).at(-1) !== 'COMPLETE');
  expect(open).not.to.deep.equal([]);
  for (const stream of open) {
    expect(lastStatus(result, stream), stream).to.deep.include({
      status: 'INCOMPLETE',
      reasons: [{ type: 'RATE_LIMITED', rate_limited: { quota_reset: resetAt } }],
    });
  }
  // Told with the first stream that each label's end stops.
  const errors = open.flatMap((stream) => errorsOf(result, stream));
  expect(errors.length).to.be.within(1, 2);
  for (const error of errors) expect(error['failure_type']).to.equal('transient_error');
}

function lastStatus({ messages }: Delivery, stream: string): JsonValue | undefined {
  return messages
    .map((message) => at(message, 'trace', 'stream_status'))
    .findLast((status) => at(status, 'stream_descriptor', 'name') === stream);
}

async function buildProgramDay(protocol: ProtocolUnderTest): Promise<void> {
  await withConnection(protocol, { account: { users: 4, dailyLimit: 100 } }, async (connection) => {
    const { simulator } = connection;
    const before = truthOf(connection);
    const target = new Target(protocol);
    const first = await attempt(connection, new Map());
    const refusedAt = simulator.requests.find(({ status }) => status === 429)?.at ?? 0;
    const delivery = target.take(first.stdout, new Map());
    const result = { ...delivery, exitCode: first.exitCode ?? -1, stderr: first.stderr };
    expectDayOver(protocol, result, (dayOf(refusedAt) + 1) * day);
    simulator.setOptions({ dailyLimit: null });
    const snapshot = target.snapshot('newest', new Random(1));
    expect(stateFile(protocol, snapshot)).not.to.equal(null);
    const second = await attempt(connection, snapshot);
    expect(second.exitCode, second.stderr.slice(-2_000)).to.equal(0);
    target.take(second.stdout, snapshot);
    expectBetween(connection, target.rows, before);
  });
}
