import { expect } from 'chai';
import { Random } from '../simulation/random.js';
import type { Delivery } from '../support/delivery.js';
import { statusesOf } from '../support/delivery.js';
import { at } from '../support/json-paths.js';
import { protocols } from '../support/protocols.js';
import type { Connection } from './connection.js';
import { afterBytes, attempt, finishAndCompare, withConnection } from './connection.js';
import { points, seed } from './form.js';
import { roadOf } from './roads.js';
import type { Snapshot } from './target.js';
import { Target } from './target.js';

/** SIGTERM and SIGINT at random moments: the last state, how each stream ended, and the end by that signal. */

const stops = Math.max(3, Math.floor(points / 4));
const within = 5_000;

function expectOrderlyEnd({ protocol, streams }: Connection, delivery: Delivery): void {
  if (protocol.name === 'singer') {
    expect(at(delivery.messages.at(-1), 'type'), 'the last message').to.equal('STATE');
    return;
  }
  for (const stream of streams) {
    const statuses = statusesOf(delivery, stream);
    if (statuses.length === 0) continue;
    expect(statuses.at(-1), stream).to.be.oneOf(['COMPLETE', 'INCOMPLETE']);
    expect(delivery.countStates(stream), `states of ${stream}`).to.be.at.least(1);
  }
}

for (const protocol of protocols) {
  describe(`asked to stop, ${protocol.name}`, function () {
    this.timeout(0);

    it(`ends in order and by the signal, ${stops} times, and loses nothing`, async () => {
      await withConnection(protocol, { account: roadOf(protocol, seed) }, async (connection) => {
        const random = new Random(seed);
        const target = new Target(protocol);
        let snapshot: Snapshot = new Map();
        let stopped = 0;
        for (let stop = 0; stop < stops; stop += 1) {
          const signal = random.pick(['SIGTERM', 'SIGTERM', 'SIGINT'] as const);
          let askedAt = Infinity;
          const ended = await attempt(connection, snapshot, (running) => {
            const bytes = Math.floor(10 ** (2 + random.next() * 3));
            afterBytes(running, bytes, random.int(0, 200), () => {
              askedAt = performance.now();
              running.child.kill(signal);
            });
          });
          expect(performance.now() - askedAt, 'milliseconds until the end').to.be.lessThan(within);
          const delivery = target.take(ended.stdout, snapshot);
          // It may have come when all was read.
          if (ended.exitCode !== 0) {
            stopped += 1;
            expect(ended.signal, ended.stderr.slice(-2_000)).to.equal(signal);
            expectOrderlyEnd(connection, delivery);
          }
          snapshot = target.snapshot('newest', random);
        }
        expect(stopped, 'runs that were stopped before their end').to.be.greaterThan(0);
        await finishAndCompare(connection, target, snapshot);
      });
    });
  });
}
