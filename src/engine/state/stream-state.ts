import type { StreamStateJson } from '../events.js';
import { fullSince, replaces } from './full-pass.js';
import { DueList } from './due-list.js';
import { toIso, type Range } from '../time/ranges.js';
import type { PartitionRef } from '../plan/partition-ref.js';
import { clockSlack, type StoredState } from './stored-state.js';
import type { Room } from './state-room.js';
import { Watermark } from './watermark.js';

export interface StateSettings {
  /** Start of this run, taken before the partitions are listed; epoch milliseconds. */
  readonly runStart: number;
  readonly startDate: number | null;
  readonly endDate: number | null;
  /** Where only a part is read again: nothing later than that is wanted. Otherwise Infinity. */
  readonly until?: number;
  /** Milliseconds that an incremental sync reads again. */
  readonly lookback: number;
  readonly mode: 'full_refresh' | 'incremental';
  /** For `due`; what is due in the stored state has its place there already. */
  readonly room: Room;
  /** Bytes for what is under way. */
  readonly inFlight: number;
  /** An earlier attempt of the same job read it all: nothing is left to do. */
  readonly isFinished: boolean;
}

/** Users who joined so shortly before the base may have been missed by it. */
const newPartitionSlack = 3_600_000;
/** A pass that stayed open for longer is followed by the next one in the same run. */
const stalePass = 86_400_000;

/** How a pass ended. */
export interface Closing {
  readonly closed: boolean;
  /** Nothing stays due that anybody waits for. */
  readonly complete: boolean;
  /** What is not due was read by this pass. */
  readonly movesOn: boolean;
}

/**
 * The progress of one stream: what it still has to read, and what may be promised of what it read.
 * The promise: `base(p)` is the open pass's start up to the watermark, and the cursor beyond it; if a partition is not
 * due, the destination holds every row of it that was visible at its base. Rules: docs/architecture.md, "State".
 */
export class StreamState {
  private cursor: number | null;
  private pass: number;
  private closed: boolean;
  private complete: boolean;
  private readonly watermark: Watermark;
  /** Ranges that are not promised, by partition. */
  private readonly due: DueList;
  private resting = false;
  /** Partitions of which only such things are due as the stream may be complete without. */
  private readonly borne = new Set<string>();
  private readonly resumed: boolean;
  private readonly full: number | null;
  private replacing: boolean;
  private resumedLate: boolean;

  constructor(
    private readonly stored: StoredState,
    private readonly settings: StateSettings,
  ) {
    const { mode, runStart, isFinished } = settings;
    const open = mode === 'incremental' || stored.cursor === null ? stored.pass : null;
    const resumes = open !== null;
    const anew = mode === 'full_refresh' && !resumes && !isFinished;
    this.closed = isFinished;
    this.complete = isFinished;
    this.cursor = anew ? null : stored.cursor;
    this.due = new DueList(stored, settings.room, { forgets: anew });
    this.pass = open ?? runStart;
    this.watermark = new Watermark(resumes ? stored.watermark : '', this.due);
    this.resumed = resumes;
    this.full = fullSince(stored, { anew, cursor: this.cursor, pass: this.pass });
    this.replacing = replaces({ cursor: this.cursor, pass: this.pass, full: this.full });
    this.resumedLate = runStart - this.pass > stalePass;
  }

  /** The partitions of this run, sorted by id in code-unit order. To be called before any is visited. */
  list(partitions: readonly PartitionRef[]): void {
    this.watermark.list(partitions);
  }

  /** The cursor values that the stream wants of a partition, holes of earlier runs apart; empty: nothing. */
  wanted({ id, createdAt }: PartitionRef): readonly Range[] {
    if (this.closed || this.resting) return [];
    const beyond = !this.watermark.covers(id);
    const entries = this.due.get(id) ?? [];
    const holes = entries.filter(({ to }) => to !== Infinity);
    const open = entries.find(({ to }) => to === Infinity);
    const base = beyond ? this.cursor : this.pass;
    const isNew = createdAt !== null && base !== null && createdAt > base - newPartitionSlack;
    const from = this.startOf({ beyond, open, isNew });
    const { until } = this;
    return from === null || from > until ? holes : [...holes, { from, to: until }];
  }

  get until(): number {
    return this.settings.until ?? Infinity;
  }

  /** The time up to which all of the partition was asked before this run; null when some of it was not. */
  settledBefore({ id, createdAt }: PartitionRef): number | null {
    const base = this.watermark.covers(id) ? this.pass : this.cursor;
    if (base === null || this.due.has(id)) return null;
    return createdAt !== null && createdAt > base - newPartitionSlack ? null : base;
  }

  /** Some of the partition is due from earlier runs. */
  owes(id: string): boolean {
    return this.due.has(id);
  }

  /** Start of the open pass, and whether anything was read before it. */
  get opened(): { readonly pass: number; readonly fromScratch: boolean; readonly resumed: boolean } {
    return { pass: this.pass, fromScratch: this.cursor === null, resumed: this.resumed };
  }

  private startOf(reasons: { beyond: boolean; open: Range | undefined; isNew: boolean }): number | null {
    const { beyond, open, isNew } = reasons;
    const start = this.settings.startDate ?? -Infinity;
    if (isNew) return start;
    if (!beyond) return open === undefined ? null : Math.max(open.from, start);
    if (this.cursor === null) return start;
    return Math.max(Math.min(this.cursor - this.settings.lookback, open?.from ?? Infinity), start);
  }

  /** Reading of the partition begins; `progress` says at any time which ranges are not promised yet. */
  begin(id: string, progress: () => readonly Range[]): void {
    this.watermark.begin(id, progress);
  }

  /** All rows of the partition are handed over but those in the failed ranges. */
  finish(
    id: string,
    failed: readonly Range[],
    { isBearable }: { readonly isBearable: boolean } = { isBearable: false },
  ): void {
    if (isBearable && failed.length > 0) this.borne.add(id);
    else this.borne.delete(id);
    this.watermark.finish(id, failed);
  }

  /**
   * Ends the pass if everything was visited. A pass with more failures than the state
   * can hold stays open for the next run, which asks those again first; when that comes no farther either, the pass is
   * abandoned: the cursor stays, and everybody is read from there, or those before the watermark would wait for ever.
   */
  close(): Closing {
    if (this.closed || !this.watermark.visitedAll)
      return { closed: this.closed, complete: this.complete, movesOn: false };
    const abandoned = this.watermark.isCapped;
    if (abandoned && this.watermark.hasMoved) return { closed: false, complete: false, movesOn: false };
    if (abandoned) this.keepDue({ before: this.cursor ?? -Infinity });
    else {
      this.keepDue({ before: Infinity });
      this.cursor = this.isAhead ? null : Math.min(this.pass, this.settings.endDate ?? Infinity);
    }
    this.closed = true;
    this.watermark.clear();
    this.complete = !abandoned && [...this.due.keys()].every((id) => this.borne.has(id));
    return { closed: true, complete: this.complete, movesOn: !abandoned };
  }

  /** Of those that are listed, and that the cursor does not say again; nothing of all others. */
  private keepDue({ before }: { readonly before: number }): void {
    for (const id of [...this.due.keys()]) {
      const kept = this.watermark.lists(id)
        ? (this.due.get(id) ?? []).filter(({ from }) => from < before)
        : [];
      this.due.set(id, kept);
    }
  }

  /** A cursor that lies so far ahead that nothing was read for it says nothing of what is there. */
  private get isAhead(): boolean {
    return this.cursor !== null && this.cursor > this.settings.runStart + clockSlack;
  }

  /** The pass is closed, and nothing stays due but what has been refused for so long that nobody waits for it. */
  get isComplete(): boolean {
    return this.complete;
  }

  /** True when the pass just closed was a full one: rows of before that it did not bring are no longer there. */
  get replacedAll(): boolean {
    return this.complete && this.replacing && this.due.size === 0;
  }

  /** True when the pass just closed had been open for so long that the next one should follow in this run. */
  get wantsAnotherPass(): boolean {
    return this.closed && this.resumedLate && this.settings.mode === 'incremental';
  }

  /** Nothing more is read in this run. */
  rest(): void {
    this.resting = true;
  }

  /** Opens the next pass of the same run. */
  reopen(): void {
    this.resumedLate = false;
    this.resting = false;
    this.replacing = false;
    this.closed = false;
    this.complete = false;
    this.pass = this.settings.runStart;
    this.watermark.restart();
  }

  toJson(
    extras: Pick<StreamStateJson, 'spent' | 'sync' | 'plan' | 'seen' | 'seen_from' | 'refused'>,
  ): StreamStateJson {
    const { watermark, due } = this.closed
      ? { watermark: '', due: undefined }
      : this.watermark.standing(this.settings.inFlight);
    const { startDate } = this.settings;
    const gaveUp = this.closed && this.cursor === null && this.replacing;
    const full = gaveUp ? null : this.full;
    return {
      version: 1,
      cursor: this.cursor === null ? null : toIso(this.cursor),
      pass: this.closed ? null : toIso(this.pass),
      watermark,
      due: this.due.toJson(due),
      full: full === null ? null : toIso(full),
      start: this.stored.incremental && startDate !== null ? toIso(startDate) : null,
      ...extras,
    };
  }
}
