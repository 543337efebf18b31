import type { StreamStateJson } from '../../src/engine/events.js';
import type { Range } from '../../src/engine/time/ranges.js';
import type { PartitionRef } from '../../src/engine/plan/partition-ref.js';
import { noState, type StoredState } from '../../src/engine/state/stored-state.js';
import { dueBytes } from '../../src/engine/state/due-list.js';
import { SharedRoom, type Room } from '../../src/engine/state/state-room.js';
import { StreamState, type StateSettings } from '../../src/engine/state/stream-state.js';

export const day = 86_400_000;
export const hour = 3_600_000;

export const at = (text: string): number => Date.parse(text);

/** Start of the run, unless a test says otherwise. */
export const runStart = at('2026-06-15T12:00:00Z');
export const startDate = at('2026-01-01T00:00:00Z');

export function openState(
  stored: Partial<StoredState> = {},
  settings: Partial<StateSettings> = {},
): StreamState {
  const { room = roomFor(10) } = settings;
  room.take(dueBytes({ due: new Map(), ...stored }));
  return new StreamState(
    { ...noState(true), ...stored },
    {
      runStart,
      startDate,
      endDate: null,
      lookback: 3 * day,
      mode: 'incremental',
      room,
      inFlight: 300,
      isFinished: false,
      ...settings,
    },
  );
}

/** For so many partitions with short ids and one range each. */
export function roomFor(count: number): Room {
  return new SharedRoom({ due: count * 52 }, 1).open();
}

/** Users of old. */
export function partitions(...ids: readonly string[]): readonly PartitionRef[] {
  return ids.map((id) => ({ id, createdAt: null }));
}

export function wantedOf(state: StreamState, id: string, createdAt: number | null = null): readonly Range[] {
  return state.wanted({ id, createdAt });
}

/** Visits the partitions one after the other; what failed, by id. */
export function visit(
  state: StreamState,
  ids: readonly string[],
  failed: Readonly<Record<string, readonly Range[]>> = {},
): void {
  for (const id of ids) {
    state.begin(id, () => []);
    state.finish(id, failed[id] ?? []);
  }
}

export function toJson(state: StreamState): StreamStateJson {
  return state.toJson({ spent: '', sync: '', plan: '', seen: '', seen_from: null, refused: '' });
}
