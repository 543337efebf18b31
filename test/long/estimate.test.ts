import { expect } from 'chai';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { holdMeeting, type SimulatorOptions } from '../simulator/index.js';
import { estimateRun, runEngine } from '../support/engine.js';
import { runInProcess } from '../support/in-process.js';
import { at, listAt, objectAt, parseObject, textAt } from '../support/json-paths.js';
import { productsWith } from '../support/products.js';
import { airbyte, protocols, singer, writeRunFiles, type ProtocolUnderTest } from '../support/protocols.js';
import { catalogOf } from '../support/delivery.js';
import { onStage, read, type Stage } from '../support/stage.js';
import { withSimulator } from '../support/temporary.js';

/** The price of a sync that is told before it is made, and the requests that it then makes. */

const streams = [
  'users',
  'meetings',
  'meeting_details',
  'report_meetings',
  'report_meeting_participants',
  'past_meeting_instances',
  'webinars',
];

const hour = 3_600_000;

interface Told {
  readonly estimate: JsonObject;
  readonly calls: number;
  readonly stderr: string;
  readonly exitCode: number;
}

async function tell(
  { simulator, folder, clock }: Stage,
  protocol: ProtocolUnderTest,
  reading: {
    readonly streams: readonly string[];
    readonly config?: JsonObject;
    readonly state?: JsonValue | null;
  },
): Promise<Told> {
  const config = { ...simulator.config, ...productsWith(reading.streams), plan: 'none', ...reading.config };
  const found = await runInProcess(
    protocol.name,
    protocol.discoverArgs(await writeRunFiles(folder, 'find', { config })),
    { clock },
  );
  const catalog = protocol.configure(catalogOf(found.stdout), reading.streams);
  const files = await writeRunFiles(folder, 'plan', { config, catalog, state: reading.state });
  const args = protocol.readArgs(files);
  const asked = protocol.name === 'airbyte' ? ['plan', ...args.slice(1)] : ['--estimate', ...args];
  const before = simulator.requests.length;
  const { stdout, stderr, exitCode } = await runInProcess(protocol.name, [...asked, '--format', 'json'], {
    clock,
  });
  const calls = apiRequests(simulator.requests.slice(before)).length;
  return { estimate: stdout === '' ? {} : parseObject(stdout), calls, stderr, exitCode };
}

function apiRequests<T extends { readonly path: string }>(all: readonly T[]): readonly T[] {
  return all.filter(({ path }) => path.startsWith('/v2/'));
}

function roadOf(estimate: JsonObject, road: string): JsonObject {
  const found = listAt(estimate, 'roads').find((one) => at(one, 'settings', 'past_meetings_from') === road);
  return objectAt(found);
}

/** Requests that were really made since then, by label. */
function made({ simulator }: Stage, since: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>([['all', 0]]);
  for (const { label } of apiRequests(simulator.requests.slice(since))) {
    for (const name of [label, 'all']) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function expectNear(cost: JsonObject, real: ReadonlyMap<string, number>, of: string): void {
  const told = new Map(
    listAt(cost, 'rate_limits').map((one) => [textAt(one, 'label'), Number(objectAt(one)['requests'])]),
  );
  told.set('all', Number(cost['requests']));
  for (const [label, requests] of real) {
    if (requests > 100) {
      expect((told.get(label) ?? 0) / requests, `${of}, ${label}: ${requests} requests`).to.be.within(
        0.85,
        1.15,
      );
    }
  }
}

const accounts: readonly (Partial<SimulatorOptions> & { readonly users: number })[] = [
  { users: 30 },
  { users: 300, hosts: 60 },
];

describe('the estimate', function () {
  this.timeout(120_000);

  for (const account of accounts) {
    it(`is within 15 % of what is then asked: ${JSON.stringify(account)}`, async () => {
      await onStage(airbyte, account, async (stage) => {
        const { estimate, calls, stderr, exitCode } = await tell(stage, airbyte, { streams });
        expect(exitCode, stderr).to.equal(0);
        expect(calls).to.equal(estimate['calls']);
        expect(calls).to.be.at.most(
          Math.max(60, 0.02 * Number(objectAt(roadOf(estimate, 'per_user'), 'this_sync')['requests'])),
        );
        for (const road of ['per_user', 'account_history']) {
          const since = stage.simulator.requests.length;
          await read(stage, { streams, config: { past_meetings_from: road } });
          expectNear(objectAt(roadOf(estimate, road), 'this_sync'), made(stage, since), road);
        }
      });
    });
  }

  for (const road of ['per_user', 'account_history']) {
    it(`tells what an hour costs where people have met as often for a month: ${road}`, async () => {
      let now = Date.parse('2026-11-02T00:00:00Z');
      await withSimulator({ users: 60, hosts: 20, now: () => now }, async (simulator) => {
        const streams = ['report_meetings', 'report_meeting_participants', 'report_meeting_details'];
        const reading = { simulator, streams, startDate: '2026-10-01', config: { past_meetings_from: road } };
        const series = [...simulator.account.series.values()].filter(({ kind }) => kind === 'meeting');
        let turn = 0;
        const passHour = (): void => {
          now += hour;
          for (const minutes of [5, 25, 45]) {
            const one = series[(turn += 7) % series.length];
            if (one !== undefined) holdMeeting(simulator.account, one, { endAt: now - minutes * 60_000 });
          }
        };
        for (let passed = 0; passed < 30 * 24; passed += 1) passHour();
        let { state } = await runEngine({ ...reading, now });
        for (let passed = 0; passed < 50; passed += 1) {
          passHour();
          ({ state } = await runEngine({ ...reading, now, state }));
        }
        const { roads } = await estimateRun({ ...reading, now, state });
        const told = roads.find(({ roads: [one] }) => one?.road === road)?.hourly.buckets;
        simulator.requests.length = 0;
        for (let passed = 0; passed < 24; passed += 1) {
          passHour();
          ({ state } = await runEngine({ ...reading, now, state }));
        }
        const real = simulator.requests.filter(({ label }) => label === 'heavy').length / 24;
        const heavy = told?.find(({ label }) => label === 'heavy')?.requests ?? 0;
        expect(heavy / real, `${heavy} HEAVY requests told, ${real} made`).to.be.within(0.85, 1.15);
      });
    });
  }

  it('is of the usual road where the state says that the shorter one was found wanting', async () => {
    await onStage(singer, { users: 8, pastMeetingsBy: 'account_history' }, async (stage) => {
      const own = ['report_meetings'];
      const { state } = await read(stage, { streams: own });
      const text = JSON.stringify(state).replace(/"plan":"(\w+)"/, '"plan":"$1/2026-11-20"');
      const { estimate } = await tell(stage, singer, { streams: own, state: parseObject(text) });
      expect(at(estimate, 'roads', 0, 'settings', 'past_meetings_from')).to.equal('per_user');
      const fresh = await tell(stage, singer, { streams: own, state });
      expect(at(fresh.estimate, 'roads', 0, 'settings', 'past_meetings_from')).to.equal('account_history');
    });
  });

  for (const protocol of protocols) {
    it(`names what may not be read, and estimates it as none: ${protocol.name}`, async () => {
      const scopes = ['user:read:list_users:admin', 'meeting:read:list_meetings:admin'];
      await onStage(protocol, { users: 12, scopes }, async (stage) => {
        const { estimate, exitCode } = await tell(stage, protocol, { streams: ['meetings', 'webinars'] });
        expect(exitCode).to.equal(0);
        const cost = objectAt(estimate, 'roads', 0, 'this_sync');
        const webinars = listAt(cost, 'streams').find((one) => textAt(one, 'stream') === 'webinars');
        expect(objectAt(webinars)['rows']).to.equal(0);
        expect(textAt(webinars, 'basis', 'how')).to.equal('refused');
        expect(textAt(webinars, 'basis', 'refusal')).to.contain('webinar:read:list_webinars:admin');
      });
    });

    it(`says in one sentence that the credentials are wrong: ${protocol.name}`, async () => {
      await onStage(protocol, { users: 6 }, async (stage) => {
        const wrong = { client_secret: 'SECRET-wrong', start_dat: '2026-01-01' };
        const { estimate, stderr, exitCode } = await tell(stage, protocol, {
          streams: ['users'],
          config: wrong,
        });
        expect([exitCode, estimate]).to.deep.equal([1, {}]);
        const lines = stderr.trimEnd().split('\n');
        expect(lines).to.have.length(2);
        expect(lines[0]).to.contain('did you mean start_date?');
        expect(lines[1]).to.match(/^CRITICAL The client id or the client secret is wrong/);
        expect(stderr).not.to.contain('SECRET-wrong');
      });
    });
  }

  it('says what it could not look at, and what it asked for again', async () => {
    const faults = { rules: [{ match: /\/users\?/, status: 500, body: {}, times: 1 }] };
    await onStage(airbyte, { users: 30, dailyLimit: 2, faults }, async (stage) => {
      const { exitCode, stderr } = await tell(stage, airbyte, { streams });
      expect(exitCode).to.equal(0);
      expect(stderr).to.match(/^INFO users is asked again: HTTP 500\.$/m);
      expect(
        stderr.match(/^WARNING The daily limit for heavy requests is reached; .* is a guess\.$/gm),
      ).to.have.length(1);
    });
  });

  it('counts the users, though nothing that hangs on them is selected', async () => {
    await onStage(airbyte, { users: 1_500, hosts: 1 }, async (stage) => {
      const { estimate } = await tell(stage, airbyte, { streams: ['users'] });
      const [road] = listAt(estimate, 'roads');
      const [users] = listAt(road, 'this_sync', 'streams').map((one) => objectAt(one));
      expect(users?.['rows']).to.equal(1_500);
      expect(estimate['calls']).to.be.at.most(4);
    });
  });

  it('is of what an open pass has left', async () => {
    await onStage(airbyte, { users: 60, dailyLimit: 400 }, async (stage) => {
      const reading = {
        streams: ['users', 'meetings', 'meeting_details', 'report_meetings'],
        config: { past_meetings_from: 'per_user' },
      };
      const first = await read(stage, reading);
      expect(first.exitCode).to.equal(1);
      stage.clock.advance(24 * 3_600_000);
      stage.simulator.setOptions({ dailyLimit: null });
      const { state } = first;
      const { estimate, stderr } = await tell(stage, airbyte, { ...reading, state });
      const since = stage.simulator.requests.length;
      await read(stage, { ...reading, state });
      expectNear(objectAt(roadOf(estimate, 'per_user'), 'this_sync'), made(stage, since), stderr);
    });
  });
});
