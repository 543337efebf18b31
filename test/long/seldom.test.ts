import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import { differences } from '../support/comparisons.js';
import { at, textAt } from '../support/json-paths.js';
import { airbyte, protocols, singer } from '../support/protocols.js';
import { expectEnds, onStage, read } from '../support/stage.js';

/** Streams that a pipeline does not want in each run: what is not read stays in the destination, and the stream ends all the same. */

const streams = ['users', 'meetings', 'meeting_registrants', 'user_settings'];
const config = { products: ['users', 'meetings', 'settings'], seldom_streams: ['meetings', '*_settings'] };
const hour = 3_600_000;

describe('streams that are read seldom', function () {
  this.timeout(60_000);

  it('are left out of a later run of the tap, table and bookmark untouched, and come again the next day', async () => {
    await onStage(singer, { users: 6 }, async (stage) => {
      const { simulator, clock } = stage;
      const first = await read(stage, { streams, config });
      expect(differences(simulator, first.rows, { streams })).to.deep.equal([]);
      const before = simulator.requests.length;
      clock.advance(hour);
      const second = await read(stage, { streams, config, state: first.state });
      expect(second.exitCode, second.stderr.slice(-1_000)).to.equal(0);
      const routes = new Set(simulator.requests.slice(before).map(({ route }) => route));
      // Registrants are asked by meeting, so the list of those is read for them.
      expect(routes).to.include('/users/{userId}/meetings');
      expect(routes).not.to.include('/users/{userId}/settings');
      const announced = second.messages.flatMap((one) =>
        one['type'] === 'SCHEMA' ? [textAt(one, 'stream')] : [],
      );
      expect(announced).to.have.members(['users', 'meeting_registrants']);
      expect(second.stderr).to.include('2 streams are left out');
      clock.advance(23 * hour);
      const third = await read(stage, { streams, config, state: second.state });
      expect(differences(simulator, third.rows, { streams })).to.deep.equal([]);
    });
  });

  it('are read by each run of Airbyte where a run replaces what is there', async () => {
    await onStage(airbyte, { users: 3 }, async (stage) => {
      const first = await read(stage, { streams, config });
      const second = await read(stage, { streams, config, state: first.state });
      expect(second.exitCode, second.stderr.slice(-1_000)).to.equal(0);
      expect(differences(stage.simulator, second.rows, { streams })).to.deep.equal([]);
    });
  });

  for (const protocol of protocols) {
    it(`sums of days of all recordings come once a day, if nothing else is said: ${protocol.name}`, async () => {
      const views = ['recording_analytics_summary', 'recording_analytics_details'];
      const own = { products: ['recording_access'] };
      await onStage(protocol, { users: 4 }, async (stage) => {
        const { simulator, clock } = stage;
        const first = await read(stage, { streams: views, config: own });
        expect(differences(simulator, first.rows, { streams: views })).to.deep.equal([]);
        let { state } = first;
        const viewsAsked = async (config: JsonObject): Promise<number> => {
          simulator.requests.length = 0;
          const run = await read(stage, { streams: views, config, state });
          expect(run.exitCode, run.stderr.slice(-1_000)).to.equal(0);
          ({ state } = run);
          return simulator.requests.filter(({ route }) => route.includes('analytics')).length;
        };
        clock.advance(hour);
        expect(await viewsAsked(own), 'an hour after it').to.equal(0);
        clock.advance(23 * hour);
        expect(await viewsAsked(own), 'a day after it').to.be.greaterThan(0);
        clock.advance(hour);
        expect(await viewsAsked(own), 'an hour after that').to.equal(0);
        expect(await viewsAsked({ ...own, seldom_streams: [] }), 'where it is wanted').to.be.greaterThan(0);
      });
    });
  }

  it('end in Airbyte as every stream does, with the state that was given', async () => {
    const name = 'recording_analytics_summary';
    await onStage(airbyte, { users: 4 }, async (stage) => {
      const reading = { streams: [name], config: { products: ['recording_access'] } };
      const first = await read(stage, reading);
      stage.clock.advance(hour);
      const second = await read(stage, { ...reading, state: first.state });
      expectEnds(stage, second, { complete: [name], incomplete: [] });
      expect(second.rows.get(name) ?? []).to.deep.equal([]);
      const states = [first, second].map(({ state }) => at(state, 0, 'stream', 'stream_state'));
      expect(states[1]).to.deep.equal(states[0]);
    });
  });
});
