import type { StreamStateJson } from '../events.js';
import { fullSince, replaces } from './full-pass.js';
import { firstAfter, isAmong } from './partition-order.js';
import { DueList } from './due-list.js';
import { condense, toIso, type Range } from '../time/ranges.js';
import type { PartitionRef } from '../plan/partition-ref.js';
import { clockSlack, type StoredState } from './stored-state.js';
import type { Room } from './state-room.js';

export interface StateSettings {
  /** Start of this run, taken before the partitions are listed; epoch milliseconds. */
  readonly runStart: number;
  readonly startDate: number | null;
  readonly endDate: number | null;
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

/** Partitions in flight that the watermark may pass; each of them costs an entry in `due`. */
const inFlightCap = 8;
/** Users who joined so shortly before the base may have been missed by it. */
const newPartitionSlack = 3_600_000;
/** A pass that stayed open for longer is followed by the next one in the same run. */
const stalePass = 86_400_000;

type Visit =
  | { readonly kind: 'in-flight'; readonly progress: () => readonly Range[] }
  | { readonly kind: 'done'; readonly failed: readonly Range[] };

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
  private watermark: string;
  /** Ranges that are not promised, by partition; partitions under visit beyond the watermark keep their old entry. */
  private readonly due: DueList;
  /** Visits that the watermark has not swallowed yet. */
  private readonly visits = new Map<string, Visit>();
  private order: readonly PartitionRef[] = [];
  /** Every partition before this index is finished. */
  private frontier = 0;
  /** Where one failure too many stopped the watermark. */
  private capped = false;
  /** The watermark that this run began with. */
  private begunAt: string;
  /** Due partitions at or below the loaded watermark that this run has not finished yet. */
  private readonly owed = new Set<string>();
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
    this.watermark = resumes ? stored.watermark : '';
    this.begunAt = this.watermark;
    this.resumed = resumes;
    this.full = fullSince(stored, { anew, cursor: this.cursor, pass: this.pass });
    this.replacing = replaces({ cursor: this.cursor, pass: this.pass, full: this.full });
    this.resumedLate = runStart - this.pass > stalePass;
  }

  /** The partitions of this run, sorted by id in code-unit order. To be called before any is visited. */
  list(partitions: readonly PartitionRef[]): void {
    this.order = partitions;
    this.frontier = firstAfter(this.watermark, partitions);
    this.owed.clear();
    for (const id of this.due.keys()) if (id <= this.watermark && isAmong(id, partitions)) this.owed.add(id);
  }

  /** The cursor values that the stream wants of a partition, holes of earlier runs apart; empty: nothing. */
  wanted({ id, createdAt }: PartitionRef): readonly Range[] {
    if (this.closed || this.resting) return [];
    const beyond = id > this.watermark;
    const entries = this.due.get(id) ?? [];
    const holes = entries.filter(({ to }) => to !== Infinity);
    const open = entries.find(({ to }) => to === Infinity);
    const base = beyond ? this.cursor : this.pass;
    const isNew = createdAt !== null && base !== null && createdAt > base - newPartitionSlack;
    const from = this.startOf({ beyond, open, isNew });
    return from === null ? holes : [...holes, { from, to: Infinity }];
  }

  /** The time up to which all of the partition was asked before this run; null when some of it was not. */
  settledBefore({ id, createdAt }: PartitionRef): number | null {
    const base = id > this.watermark ? this.cursor : this.pass;
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
    this.visits.set(id, { kind: 'in-flight', progress });
  }

  /** All rows of the partition are handed over but those in the failed ranges. */
  finish(
    id: string,
    failed: readonly Range[],
    { isBearable }: { readonly isBearable: boolean } = { isBearable: false },
  ): void {
    const visit = { kind: 'done', failed: condense(failed) } as const;
    this.owed.delete(id);
    if (isBearable && failed.length > 0) this.borne.add(id);
    else this.borne.delete(id);
    this.visits.set(id, visit);
    if (id <= this.watermark && !this.settle(id, visit.failed)) {
      // Someone new, of whom nothing is promised yet: the next run reads all again.
      this.visits.delete(id);
      this.capped = true;
    }
    this.advance();
  }

  /** False, and nothing changes, where the state has no room for what failed. */
  private settle(id: string, failed: readonly Range[]): boolean {
    if (!this.due.set(id, failed)) return false;
    this.visits.delete(id);
    return true;
  }

  /** Moves the watermark over the finished partitions; one failure too many stops it, and reading goes on. */
  private advance(): void {
    for (; this.frontier < this.order.length; this.frontier += 1) {
      const id = this.order[this.frontier]?.id;
      const visit = id === undefined ? undefined : this.visits.get(id);
      if (id === undefined || visit?.kind !== 'done') return;
      if (!this.capped && this.settle(id, visit.failed)) {
        this.watermark = id;
        continue;
      }
      // What was due before may be read by now, and leave its place.
      if (!this.capped && this.owed.size > 0) return;
      this.capped = true;
      // Nobody asks again, and the rest of a large account would fill the memory.
      this.visits.delete(id);
    }
  }

  /** What holds at this moment: the watermark may pass some partitions in flight, which are due then. */
  private standing(): { readonly watermark: string; readonly due: ReadonlyMap<string, readonly Range[]> } {
    const draft = this.due.draft(this.settings.inFlight);
    let { watermark } = this;
    let inFlight = 0;
    for (const [id, visit] of this.visits) {
      // Where there is no room, the old entry stays, which says more.
      if (id <= watermark && visit.kind === 'in-flight') draft.set(id, visit.progress());
    }
    for (let index = this.capped ? this.order.length : this.frontier; index < this.order.length; index += 1) {
      const id = this.order[index]?.id;
      const visit = id === undefined ? undefined : this.visits.get(id);
      if (id === undefined || visit === undefined) break;
      if (visit.kind === 'in-flight') inFlight += 1;
      if (inFlight > inFlightCap) break;
      if (!draft.set(id, visit.kind === 'done' ? visit.failed : visit.progress())) break;
      watermark = id;
    }
    return { watermark, due: draft.entries };
  }

  /** True when every listed partition was visited to its end. */
  get visitedAll(): boolean {
    return this.frontier === this.order.length && this.owed.size === 0;
  }

  /**
   * Ends the pass if everything was visited. `complete`: nothing stays due that anybody waits for. A pass with more failures than the state
   * can hold stays open for the next run, which asks those again first; when that comes no farther either, the pass is
   * abandoned: the cursor stays, and everybody is read from there, or those before the watermark would wait for ever.
   */
  close(): { readonly closed: boolean; readonly complete: boolean } {
    if (this.closed || !this.visitedAll) return { closed: this.closed, complete: this.complete };
    const abandoned = this.capped;
    if (abandoned && this.watermark !== this.begunAt) return { closed: false, complete: false };
    const before = this.cursor ?? -Infinity;
    for (const id of [...this.due.keys()]) {
      const ranges = this.due.get(id) ?? [];
      const kept = abandoned ? ranges.filter(({ from }) => from < before) : ranges;
      this.due.set(id, isAmong(id, this.order) ? kept : []);
    }
    if (!abandoned)
      this.cursor = this.isAhead ? null : Math.min(this.pass, this.settings.endDate ?? Infinity);
    this.closed = true;
    this.watermark = '';
    this.visits.clear();
    this.complete = !abandoned && [...this.due.keys()].every((id) => this.borne.has(id));
    return { closed: true, complete: this.complete };
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
    this.capped = false;
    this.pass = this.settings.runStart;
    this.begunAt = '';
    this.frontier = 0;
  }

  toJson(
    extras: Pick<StreamStateJson, 'spent' | 'sync' | 'plan' | 'seen' | 'seen_from' | 'refused'>,
  ): StreamStateJson {
    const { watermark, due } = this.closed ? { watermark: '', due: undefined } : this.standing();
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
