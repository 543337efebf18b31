import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import { parseLines } from '../support/delivery.js';
import { writeRunFiles } from '../support/protocols.js';
import { runInProcess, virtualClock } from '../support/in-process.js';
import { at } from '../support/json-paths.js';
import { everyProduct } from '../support/products.js';
import { singer } from '../support/protocols.js';
import { withSimulator } from '../support/temporary.js';
import type { SimulatorOptions } from '../simulator/index.js';

/** `--test` on every product: a little of each stream, whatever the size of the account. */

const noon = Date.parse('2026-11-22T12:00:00Z');
const state = { bookmarks: { meetings: { version: 1, cursor: '2026-11-20T00:00:00Z' } } };

async function sample(options: Partial<SimulatorOptions>, offered: JsonObject = everyProduct) {
  const clock = virtualClock(noon);
  return withSimulator({ now: () => clock.now(), ...options }, async (simulator, folder) => {
    const config = { ...simulator.config, ...offered };
    const files = await writeRunFiles(folder, 'sample', { config, state });
    const args = [...singer.readArgs(files), '--test'];
    const { stdout, stderr, exitCode } = await runInProcess('singer', args, { clock });
    const messages = parseLines(stdout);
    const of = (type: string) => messages.filter((message) => message['type'] === type);
    const statuses = stderr
      .split('\n')
      .flatMap((line) => /^INFO {3}\w+ +(sampled|\w*complete)/.exec(line)?.[1] ?? []);
    return { messages, of, stderr, exitCode, statuses, requests: simulator.requests.length };
  });
}

describe('tap-zoom --test', function () {
  this.timeout(60_000);

  /** The newest meeting of the history may be one of a single person, which leads to no participants and no answers. */
  const roads = [
    { users: 24, pastMeetingsBy: 'per_user', share: 0.8 },
    { users: 300, pastMeetingsBy: 'account_history', share: 0.75 },
  ] as const;
  for (const { share, ...options } of roads) {
    it(`asks little more than once a stream, of ${options.users} users, ${options.pastMeetingsBy}`, async () => {
      const { of, messages, exitCode, requests, statuses, stderr } = await sample(options);
      expect(exitCode).to.equal(0);
      const streams = of('SCHEMA').length;
      expect(requests).to.be.lessThan(1.2 * streams);
      const sampled = of('RECORD').map((record) => at(record, 'stream'));
      expect(new Set(sampled).size).to.equal(sampled.length);
      expect(sampled.length).to.be.greaterThan(share * streams);
      expect(new Set(statuses)).to.deep.equal(new Set(['sampled']));
      expect(stderr).to.match(/"job_duration".*"status":"sampled"/);
      expect(of('STATE')).to.deep.equal([{ type: 'STATE', value: state }]);
      expect(messages.at(-1)).to.deep.equal({ type: 'STATE', value: state });
    });
  }

  it('is well where products are lacking, and fails where a stream fails', async () => {
    const lacking = await sample({ missing: { products: ['phone'] } }, { products: ['users', 'phone'] });
    expect(lacking.exitCode).to.equal(0);
    expect(lacking.stderr).to.match(/WARNING .*phone_/);
    const failing = await sample({ faults: { rate: 1, seed: 1 } }, { products: ['users'] });
    expect(failing.exitCode).to.equal(1);
    expect(failing.of('STATE')).to.deep.equal([{ type: 'STATE', value: state }]);
  });
});
