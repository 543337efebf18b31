import { expect } from 'chai';
import { Random } from '../simulation/random.js';
import { protocols } from '../support/protocols.js';
import type { Connection } from './connection.js';
import { afterBytes, attempt, expectNothingLost, withConnection } from './connection.js';
import { points, seed } from './form.js';
import { roadOf } from './roads.js';
import type { Age, Snapshot } from './target.js';
import { Target } from './target.js';

/**
 * The built programs, killed at random moments: after so many bytes of their output, and some milliseconds more. Every
 * run resumes from a state that a target had seen, some from an older one, some from another age for each stream; in
 * the end the union of all rows is the answer key.
 */

const ages: readonly Age[] = ['newest', 'newest', 'older', 'mixed'];

interface Life {
  readonly connection: Connection;
  readonly random: Random;
  readonly kills: number;
}

/** A sync from nothing, killed some times on its way, to its end. Resolves to the kills that hit. */
async function live({ connection, random, kills }: Life): Promise<number> {
  const target = new Target(connection.protocol);
  let snapshot: Snapshot = new Map();
  for (let killed = 0; ; killed += 1) {
    // Many kills come early in a run, some late.
    const bytes = Math.floor(10 ** (random.next() * 6));
    const more = random.int(0, 400);
    const ended = await attempt(connection, snapshot, (running) => {
      if (killed < kills) afterBytes(running, bytes, more, () => running.child.kill('SIGKILL'));
    });
    target.take(ended.stdout, snapshot);
    if (ended.signal !== 'SIGKILL') {
      expect(ended.exitCode, ended.stderr.slice(-2_000)).to.equal(0);
      expectNothingLost(connection, target);
      return killed;
    }
    snapshot = target.snapshot(random.pick(ages), random);
  }
}

for (const protocol of protocols) {
  describe(`kill -9, ${protocol.name}`, function () {
    this.timeout(0);

    it(`loses nothing at ${points} points`, async () => {
      await withConnection(protocol, { account: roadOf(protocol, seed) }, async (connection) => {
        const random = new Random(seed);
        let tried = 0;
        let syncs = 0;
        for (; tried < points; syncs += 1) {
          const kills = Math.min(random.int(2, 6), points - tried);
          tried += await live({ connection, random, kills });
        }
        console.log(
          `      ${tried} points tried in ${syncs} syncs, ${connection.simulator.requests.length} requests`,
        );
      });
    });
  });
}
