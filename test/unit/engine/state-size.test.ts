import { expect } from 'chai';
import type { EventSink, StreamStateJson } from '../../../src/engine/events.js';
import { defaultCaps } from '../../../src/engine/open-streams.js';
import type { PageReader } from '../../../src/engine/page-reader.js';
import { Stats } from '../../../src/engine/stats.js';
import { sync } from '../../../src/engine/sync.js';
import type { JsonObject } from '../../../src/json.js';
import { loadDefinitions } from '../../../src/offline-catalog.js';
import { readError } from '../../support/toy-errors.js';
import { day, noon, toyClock } from '../../support/toy-sync.js';
import { keptSecrets } from '../../support/toy-secrets.js';

/** The state of all streams stays small, whatever the account and whatever fails. */

const users = 600;
const limit = 64 * 1_024;
/** `seen` holds so many characters for each instance: hash and hour. */
const perInstance = 12;

const definitions = new Map(loadDefinitions().map((one) => [one.declaration.name, one]));

function userRow(index: number): JsonObject {
  const id = `${String(index).padStart(6, '0')}AbCdEfGhIjKlMnOp`;
  return { id, email: `${id}@example.com`, created_at: '2020-01-01T00:00:00Z', status: 'active' };
}

/** Every third user's lists fail in some windows, others in each run; all else is empty. */
function unreliable(run: number): PageReader {
  let asked = 0;
  return async function* ({ stream, pathValues }) {
    asked += 1;
    await Promise.resolve();
    const fails = Object.keys(pathValues).length > 0 && (asked * 7 + run) % 3 === 0;
    if (fails) throw readError('fail-item');
    const rows = stream === 'users' ? Array.from({ length: users }, (_, index) => userRow(index)) : [];
    yield { rows, served: {} };
  };
}

type States = ReadonlyMap<string, StreamStateJson>;

/** The whole Singer state at one checkpoint: its bytes, and the partitions that it names. */
interface Size {
  readonly bytes: number;
  readonly due: number;
}

/** Runs over a state; `sizes` gets a line for each checkpoint. */
async function run(number: number, state: States, sizes: Size[]): Promise<States> {
  const states = new Map(state);
  const lengths = new Map([...state].map(([name, one]) => [name, sizeOf(name, one)]));
  const sink: EventSink = {
    write: (event) => {
      if (event.type !== 'checkpoint') return;
      states.set(event.stream, event.state);
      lengths.set(event.stream, sizeOf(event.stream, event.state));
      const due = [...states.values()].reduce((sum, one) => sum + Object.keys(one.due).length, 0);
      sizes.push({ bytes: [...lengths.values()].reduce((sum, length) => sum + length, 0), due });
    },
    ready: () => Promise.resolve(),
  };
  await sync({
    definitions,
    request: {
      streams: [...definitions.keys()].map((name) => ({
        name,
        syncMode: 'incremental' as const,
        deselected: [],
        syncId: null,
        generationId: null,
      })),
      state,
    },
    sink,
    signal: new AbortController().signal,
    clock: toyClock(noon + number * day),
    road: 'per_user',
    readPages: unreliable(number),
    stats: new Stats(),
    startDate: noon - 170 * day,
    endDate: null,
    lookback: 3 * day,
    maxConcurrency: 8,
    secrets: keptSecrets,
    skipUnauthorizedStreams: false,
    grantedScopes: () => Promise.resolve(new Set<string>()),
    addSpentToday: () => undefined,
  });
  return states;
}

function sizeOf(name: string, state: StreamStateJson): number {
  return JSON.stringify({ [name]: state }).length;
}

describe('the size of the state', function () {
  this.timeout(120_000);

  it('stays under 64 KB where a third of all lists fail, run after run', async () => {
    const sizes: Size[] = [];
    const first = await run(0, new Map(), sizes);
    await run(1, first, sizes);
    const largest = Math.max(...sizes.map(({ bytes }) => bytes)) + defaultCaps.seen * perInstance;
    const most = Math.max(...sizes.map(({ due }) => due));
    console.log(`      ${largest} bytes and ${most} partitions at most, over ${sizes.length} checkpoints`);
    expect(most, 'partitions that were due at a time').to.be.greaterThan(defaultCaps.failed / 2);
    expect(largest).to.be.lessThan(limit);
  });
});
