import { expect } from 'chai';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../src/json.js';
import type { Simulator } from '../simulator/index.js';
import { Random } from '../simulation/random.js';
import { differences, together } from '../support/comparisons.js';
import { catalogOf } from '../support/delivery.js';
import type { Delivery } from '../support/delivery.js';
import { run } from '../support/executable.js';
import { textAt } from '../support/json-paths.js';
import { protocols, writeRunFiles, type ProtocolUnderTest } from '../support/protocols.js';
import { start } from '../support/running.js';
import { withSimulator } from '../support/temporary.js';

/**
 * The built programs, killed at random moments: at once (SIGKILL), after some time and some bytes. Every run resumes
 * from a state that a target had seen, sometimes from an older one; in the end the union of all rows is the answer key.
 * `POINTS=200` kills as often in each protocol.
 */
const points = Number(process.env['POINTS'] ?? 6);
const seed = Number(process.env['SEED'] ?? 1);

interface Killed {
  readonly rows: Delivery['rows'];
  readonly states: readonly JsonValue[];
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Runs the program until it has written so many bytes, and then some milliseconds more. */
async function runUntil(
  protocol: ProtocolUnderTest,
  args: readonly string[],
  limit: { readonly bytes: number; readonly more: number } | null,
): Promise<Killed> {
  const running = start(protocol.program, args);
  if (limit !== null) {
    let bytes = 0;
    running.child.stdout.on('data', (chunk: string) => {
      bytes += chunk.length;
      if (bytes >= limit.bytes) setTimeout(() => running.child.kill('SIGKILL'), limit.more);
    });
  }
  const { stdout, exitCode, signal } = await running.ended;
  const delivery = protocol.delivery(stdout);
  const states = delivery.messages.flatMap((message) => (message['type'] === 'STATE' ? [message] : []));
  return { rows: delivery.rows, states, exitCode, signal };
}

/** What a platform keeps: the newest state of each stream in Airbyte, the last whole value in Singer. */
function keep(
  protocol: ProtocolUnderTest,
  known: JsonValue | null,
  states: readonly JsonValue[],
): JsonValue | null {
  if (protocol.name === 'singer') {
    const last = states.at(-1);
    return last === undefined ? known : valueAt(last, 'value');
  }
  const byStream = new Map<string, JsonValue>();
  const list = known ?? [];
  for (const state of isJsonArray(list) ? list : []) {
    byStream.set(textAt(state, 'stream', 'stream_descriptor', 'name'), state);
  }
  for (const message of states) {
    const state = valueAt(message, 'state');
    byStream.set(textAt(state, 'stream', 'stream_descriptor', 'name'), state);
  }
  return byStream.size === 0 ? null : [...byStream.values()];
}

function valueAt(message: JsonValue, key: string): JsonValue {
  const value = isJsonObject(message) ? message[key] : undefined;
  if (value === undefined) throw new Error(`a message without ${key}`);
  return value;
}

interface Stage {
  readonly protocol: ProtocolUnderTest;
  readonly simulator: Simulator;
  readonly random: Random;
  readonly argsFrom: (state: JsonValue | null) => Promise<readonly string[]>;
}

/** A sync from nothing, killed some times on its way, to its end. */
async function life(
  { protocol, random, argsFrom }: Stage,
  kills: number,
): Promise<{ readonly rows: Delivery['rows']; readonly kills: number }> {
  const deliveries: Delivery['rows'][] = [];
  let state: JsonValue | null = null;
  let killed = 0;
  for (;;) {
    // Many kills come early in a run, some late.
    const bytes = Math.floor(10 ** (random.next() * 6.2));
    const limit = killed < kills ? { bytes, more: random.int(0, 3_000) } : null;
    const end = await runUntil(protocol, await argsFrom(state), limit);
    deliveries.push(end.rows);
    if (end.signal !== 'SIGKILL') {
      expect(end.exitCode).to.equal(0);
      return { rows: together(...deliveries), kills: killed };
    }
    killed += 1;
    // A target may lag behind: it has seen all states but the last few.
    const lag = random.chance(0.3) ? random.int(0, 5) : 0;
    state = keep(protocol, state, end.states.slice(0, end.states.length - lag));
  }
}

for (const protocol of protocols) {
  describe(`kill -9, ${protocol.name}`, function () {
    this.timeout(0);

    it(`loses nothing over ${points} kills`, async () => {
      await withSimulator({ users: 6, latencyMs: 20 }, async (simulator, folder) => {
        const random = new Random(seed);
        const config: JsonObject = { ...simulator.config, plan: 'none', max_concurrency: 4 };
        const found = await run(
          protocol.program,
          protocol.discoverArgs(await writeRunFiles(folder, 'find', { config })),
        );
        const discovered = catalogOf(found.stdout);
        const catalog = protocol.configure(discovered, null);
        const streams = discovered.map((stream) => protocol.nameOf(stream));
        const stage: Stage = {
          protocol,
          simulator,
          random,
          argsFrom: async (state) =>
            protocol.readArgs(await writeRunFiles(folder, 'read', { config, catalog, state })),
        };
        let kills = 0;
        let lives = 0;
        for (; kills < points; lives += 1) {
          const lived = await life(stage, Math.min(random.int(1, 5), points - kills));
          kills += lived.kills;
          expect(differences(simulator, lived.rows, { streams, repeats: 'allowed' })).to.deep.equal([]);
        }
        console.log(`      ${kills} kills in ${lives} syncs, ${simulator.requests.length} requests`);
      });
    });
  });
}
