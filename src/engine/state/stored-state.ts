import type { Range } from '../time/ranges.js';

/** A stream's state as it was stored, in the engine's types. */
export interface StoredState {
  /** Whether the stream is incremental by nature; only then `start` means something. */
  readonly incremental: boolean;
  readonly cursor: number | null;
  readonly pass: number | null;
  readonly watermark: string;
  readonly due: ReadonlyMap<string, readonly Range[]>;
  /** Keys of `due`, as they were spelled, that this state has no more. */
  readonly lifted: readonly string[];
  /** When the last full pass began; null where that is not known. */
  readonly full: number | null;
  readonly start: number | null;
  readonly seen: string;
  readonly seenFrom: number | null;
  readonly refused: string;
  readonly plan: string;
  /** HEAVY and RESOURCE-INTENSIVE calls of one UTC day: `2026-11-22/1234`. */
  readonly spent: string;
  readonly sync: string;
}

export function noState(incremental: boolean): StoredState {
  return {
    incremental,
    cursor: null,
    pass: null,
    watermark: '',
    due: new Map(),
    lifted: [],
    full: null,
    start: null,
    seen: '',
    seenFrom: null,
    refused: '',
    plan: '',
    spent: '',
    sync: '',
  };
}

/** Clocks differ by less. What claims to be of later was written by a clock that was wrong. */
export const clockSlack = 86_400_000;

/** In the place of what was due and is no longer: a merge of states, like Meltano's, never deletes a key. */
export const lifted = '-';
