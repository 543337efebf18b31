import type { JsonObject, JsonValue } from '../../src/json.js';
import type { Random } from '../simulation/random.js';
import { parseLines } from '../support/delivery.js';
import type { Delivery } from '../support/delivery.js';
import { objectAt, textAt } from '../support/json-paths.js';
import type { ProtocolUnderTest } from '../support/protocols.js';

/** The state of each stream at one moment. */
export type Snapshot = ReadonlyMap<string, JsonObject>;

/** `newest`: what was seen last. `older`: one of the last ten. `mixed`: another age for each stream. */
export type Age = 'newest' | 'older' | 'mixed';

/**
 * What a warehouse and its platform hold after runs that were cut off: all rows, and every state whose whole line
 * came through.
 */
export class Target {
  readonly rows = new Map<string, JsonObject[]>();
  private readonly snapshots: Snapshot[] = [new Map()];

  constructor(private readonly protocol: ProtocolUnderTest) {}

  get states(): number {
    return this.snapshots.length - 1;
  }

  /** Takes in what a run wrote that was begun from `start`. */
  take(stdout: string, start: Snapshot): Delivery {
    const delivery = this.protocol.delivery(stdout);
    for (const [stream, rows] of delivery.rows) {
      const known = this.rows.get(stream) ?? [];
      for (const row of rows) known.push(row);
      this.rows.set(stream, known);
    }
    this.snapshots.push(...snapshotsOf(this.protocol, stdout, start));
    return delivery;
  }

  snapshot(age: Age, random: Random): Snapshot {
    const recent = this.snapshots.slice(-10);
    if (age === 'newest') return recent.at(-1) ?? new Map();
    if (age === 'older') return random.pick(recent);
    const streams = new Set(recent.flatMap((one) => [...one.keys()]));
    const mixed = new Map<string, JsonObject>();
    for (const stream of streams) {
      const state = random.pick(recent).get(stream);
      if (state !== undefined) mixed.set(stream, state);
    }
    return mixed;
  }
}

/** What a platform knows after each STATE of a run. */
export function snapshotsOf(protocol: ProtocolUnderTest, stdout: string, start: Snapshot): Snapshot[] {
  let current = start;
  const found: Snapshot[] = [];
  for (const message of parseLines(stdout)) {
    if (message['type'] !== 'STATE') continue;
    const entries =
      protocol.name === 'airbyte'
        ? [
            [
              textAt(message, 'state', 'stream', 'stream_descriptor', 'name'),
              objectAt(message, 'state', 'stream', 'stream_state'),
            ] as const,
          ]
        : Object.entries(objectAt(message, 'value', 'bookmarks')).map(
            ([stream, state]) => [stream, objectAt(state)] as const,
          );
    current = new Map([...current, ...entries]);
    found.push(current);
  }
  return found;
}

/** A state file; null where there is nothing to say. */
export function stateFile(protocol: ProtocolUnderTest, snapshot: Snapshot): JsonValue | null {
  if (snapshot.size === 0) return null;
  if (protocol.name === 'singer') return { bookmarks: Object.fromEntries(snapshot) };
  return [...snapshot].map(([name, state]) => ({
    type: 'STREAM',
    stream: { stream_descriptor: { name }, stream_state: state },
  }));
}
