import { expect } from 'chai';
import type { Outage, RequestLogEntry, Simulator } from '../simulator/index.js';
import { differences, together } from '../support/comparisons.js';
import { at, textAt } from '../support/json-paths.js';
import { protocols } from '../support/protocols.js';
import type { Result } from '../support/stage.js';
import { expectEnds, onStage, read } from '../support/stage.js';

/** A service that is away is no user's failure: short outages are waited for, long ones end the run and leave nobody due. */

const streams = [
  'users',
  'meetings',
  'meeting_details',
  'report_meetings',
  'report_meeting_participants',
  'roles',
];
const ways = ['reset', '503'] as const;
const parts = ['service', 'token endpoint'] as const;

/** In the middle of a sync of these streams. */
const early = 40;

/** Tokens are refused now and then, so that the endpoint for them is needed. */
const refusals = { rate: 0.02, kinds: ['401'] } as const;

function outage(of: Outage['of'], how: Outage['how'], ms: number): Outage {
  return { of, how, ms, afterRequests: of === 'service' ? early : 1 };
}

function askedOf(simulator: Simulator, from: number): readonly RequestLogEntry[] {
  return simulator.requests.slice(from).filter(({ path }) => path.startsWith('/v2/'));
}

/** What is due only because it was under way when the run ended. */
function dueOf(result: Result): number {
  const counts = streams.map((stream) => Object.keys(at(result.stateOf(stream), 'due') ?? {}).length);
  return Math.max(...counts);
}

for (const protocol of protocols) {
  describe(`outages, ${protocol.name}`, function () {
    this.timeout(60_000);

    for (const of of parts) {
      for (const how of ways) {
        it(`a minute without the ${of} (${how}) costs a minute and nothing else`, async () => {
          await onStage(
            protocol,
            { faults: { ...refusals, outage: outage(of, how, 60_000) } },
            async (stage) => {
              const { simulator, clock } = stage;
              const begin = clock.now();
              const result = await read(stage, { streams });
              expectEnds(stage, result, { complete: streams, incomplete: [] });
              expect(differences(simulator, result.rows, { streams })).to.deep.equal([]);
              const met = simulator.requests.filter(({ fault }) => fault === 'outage').length;
              expect(met).to.be.within(1, 100);
              if (of === 'service') expect(clock.now() - begin).to.be.within(60_000, 120_000);
            },
          );
        });
      }
    }

    it('the service away for good ends the run in minutes, with few requests, and the next run goes on', async () => {
      const away = { outage: outage('service', '503', Infinity) };
      await onStage(protocol, { users: 40, faults: away }, async (stage) => {
        const { simulator, clock } = stage;
        const begin = clock.now();
        const first = await read(stage, { streams });
        expect(first.exitCode).to.equal(1);
        expect(JSON.stringify(first.messages) + first.stderr).to.match(
          /Zoom answers nobody for|issues no token/,
        );
        if (protocol.name === 'airbyte') expect(JSON.stringify(first.messages)).to.contain('transient_error');
        expect(clock.now() - begin).to.be.below(300_000);
        expect(simulator.requests.length).to.be.below(early + 32 + 60);
        expect(dueOf(first)).to.be.at.most(8);
        const before = simulator.requests.length;
        simulator.setOptions({ faults: {} });
        const second = await read(stage, { streams, state: first.state });
        expectEnds(stage, second, { complete: streams, incomplete: [] });
        const rows = together(first.rows, second.rows);
        expect(differences(simulator, rows, { streams, repeats: 'allowed' })).to.deep.equal([]);
        expect(askedOf(simulator, before).length).to.be.above(early);
      });
    });

    it('in the second run of a first sync it costs nothing of what the first run finished', async () => {
      await onStage(protocol, { users: 40 }, async (stage) => {
        const { simulator } = stage;
        simulator.setOptions({
          faults: { outage: { of: 'service', how: '503', afterRequests: 600, ms: Infinity } },
        });
        const first = await read(stage, { streams });
        simulator.setOptions({
          faults: { outage: { of: 'service', how: 'reset', afterRequests: 50, ms: 20_000 } },
        });
        const begin = simulator.requests.length;
        const second = await read(stage, { streams, state: first.state });
        expectEnds(stage, second, { complete: streams, incomplete: [] });
        const rows = together(first.rows, second.rows);
        expect(differences(simulator, rows, { streams, repeats: 'allowed' })).to.deep.equal([]);
        const finished = finishedIn(first);
        expect(finished.size).to.be.above(5);
        const again = askedOf(simulator, begin).filter(({ path }) => finished.has(hostOf(path)));
        expect(again.map(({ path }) => path)).to.deep.equal([]);
      });
    });
  });
}

/** Users whose meetings and participants the states promise and do not call due: the list is read for either. */
function finishedIn(result: Result): ReadonlySet<string> {
  const ids = (result.rows.get('users') ?? []).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  const isPromised = (stream: string, id: string): boolean =>
    id <= textAt(result.stateOf(stream), 'watermark') && at(result.stateOf(stream), 'due', id) === undefined;
  return new Set(
    ids.filter((id) => isPromised('report_meetings', id) && isPromised('report_meeting_participants', id)),
  );
}

function hostOf(path: string): string {
  return /^\/v2\/report\/users\/([^/]+)\/meetings/.exec(path)?.[1] ?? '';
}
