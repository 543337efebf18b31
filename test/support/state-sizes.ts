import type { StreamDefinition } from '../../src/engine/catalog.js';
import type { EventSink, StreamStateJson } from '../../src/engine/events.js';
import type { PageReader } from '../../src/engine/page-reader.js';
import { sync } from '../../src/engine/run/sync.js';
import type { JsonObject } from '../../src/json.js';
import { roadChoices } from '../../src/offline-catalog.js';
import { readEachTime } from '../../src/engine/plan/resting.js';
import { readError } from './toy-errors.js';
import { toyService } from './toy-service.js';
import { keptSecrets } from './toy-secrets.js';
import { byName } from './toy-streams.js';
import { day, noon, toyClock } from './toy-sync.js';

/** How large the states of all streams become, from checkpoint to checkpoint. */
export interface SizedAccount {
  readonly definitions: readonly StreamDefinition[];
  readonly rowsOf: (stream: string, values: Readonly<Record<string, string>>) => readonly JsonObject[];
  /** One request in so many fails; other ones in each run. */
  readonly failing: number;
}

export type States = ReadonlyMap<string, StreamStateJson>;

/** All states at one moment. */
export interface Size {
  /** As one Singer STATE, and as a list of Airbyte's messages. */
  readonly singer: number;
  readonly airbyte: number;
  /** Partitions of which something is due. */
  readonly due: number;
  /** What was seen, in bytes. */
  readonly seen: number;
}

function unreliable({ rowsOf, failing }: SizedAccount, run: number): PageReader {
  let asked = 0;
  return async function* ({ stream, pathValues }) {
    asked += 1;
    await Promise.resolve();
    const fails = Object.keys(pathValues).length > 0 && (asked * 7 + run) % failing === 0;
    if (fails) throw readError('fail-item');
    yield { rows: rowsOf(stream, pathValues), served: {} };
  };
}

/** One run over a state, on a day of its own; `sizes` gets a line for each checkpoint. */
export async function sizedRun(
  account: SizedAccount,
  number: number,
  before: States,
  sizes: Size[],
): Promise<States> {
  const states = new Map(before);
  const sums = new Map([...before].map(([name, one]) => [name, sizeOf(name, one)]));
  const sink: EventSink = {
    write: (event) => {
      if (event.type !== 'checkpoint') return;
      states.set(event.stream, event.state);
      sums.set(event.stream, sizeOf(event.stream, event.state));
      sizes.push(total([...sums.values()]));
    },
    ready: () => Promise.resolve(),
  };
  const definitions = byName(account.definitions);
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
      state: before,
    },
    settings: {
      startDate: noon - 170 * day,
      endDate: null,
      lookback: 3 * day,
      roads: roadChoices({ pastMeetingsFrom: 'per_user', recordingsFrom: 'per_user' }),
      seldom: readEachTime,
      maxConcurrency: 8,
      secrets: keptSecrets,
      skipUnauthorizedStreams: false,
    },
    connect: () => toyService(unreliable(account, number)),
    sink,
    clock: toyClock(noon + number * day),
    signal: new AbortController().signal,
  });
  return states;
}

export function sizeOfAll(states: States): Size {
  return total([...states].map(([name, state]) => sizeOf(name, state)));
}

function sizeOf(name: string, state: StreamStateJson): Size {
  const message = { type: 'STREAM', stream: { stream_descriptor: { name }, stream_state: state } };
  return {
    singer: Buffer.byteLength(JSON.stringify({ [name]: state })) - 1,
    airbyte: Buffer.byteLength(JSON.stringify(message)) + 1,
    due: Object.values(state.due).filter((entry) => entry !== '-').length,
    seen: state.seen.length,
  };
}

const frame = '{"type":"STATE","value":{"bookmarks":{}}}'.length;

function total(sizes: readonly Size[]): Size {
  const sum = (key: keyof Size): number => sizes.reduce((all, size) => all + size[key], 0);
  return { singer: frame + sum('singer'), airbyte: 2 + sum('airbyte'), due: sum('due'), seen: sum('seen') };
}

/** The largest of each. */
export function most(sizes: readonly Size[]): Size {
  const max = (key: keyof Size): number => sizes.reduce((all, size) => Math.max(all, size[key]), 0);
  return { singer: max('singer'), airbyte: max('airbyte'), due: max('due'), seen: max('seen') };
}
