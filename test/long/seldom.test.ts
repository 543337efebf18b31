import { expect } from 'chai';
import { differences } from '../support/comparisons.js';
import { textAt } from '../support/json-paths.js';
import { airbyte, singer } from '../support/protocols.js';
import { onStage, read } from '../support/stage.js';

/** Streams that a pipeline does not want in each run: Singer leaves them out, Airbyte waits for each stream's end. */

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
      expect(second.stderr).to.include('2 streams of seldom_streams are left out');
      clock.advance(23 * hour);
      const third = await read(stage, { streams, config, state: second.state });
      expect(differences(simulator, third.rows, { streams })).to.deep.equal([]);
    });
  });

  it('are read by each run of Airbyte', async () => {
    await onStage(airbyte, { users: 3 }, async (stage) => {
      const first = await read(stage, { streams, config });
      const second = await read(stage, { streams, config, state: first.state });
      expect(second.exitCode, second.stderr.slice(-1_000)).to.equal(0);
      expect(differences(stage.simulator, second.rows, { streams })).to.deep.equal([]);
    });
  });
});
