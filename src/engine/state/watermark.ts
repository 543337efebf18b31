import type { PartitionRef } from '../plan/partition-ref.js';
import { condense, type Range } from '../time/ranges.js';
import type { DueDraft, DueList } from './due-list.js';
import { firstAfter, isAmong } from './partition-order.js';

/** Partitions in flight that the watermark may pass; each of them costs an entry in `due`. */
const inFlightCap = 8;

type Visit =
  | { readonly kind: 'in-flight'; readonly progress: () => readonly Range[] }
  | { readonly kind: 'done'; readonly failed: readonly Range[] };

/** What holds at one moment. */
export interface Standing {
  readonly watermark: string;
  readonly due: ReadonlyMap<string, readonly Range[]>;
}

/** How far the open pass has come through the partitions of this run, in their order. */
export class Watermark {
  /** Visits that the watermark has not swallowed yet. */
  private readonly visits = new Map<string, Visit>();
  private order: readonly PartitionRef[] = [];
  /** Every partition before this index is finished. */
  private frontier = 0;
  /** Where one failure too many stopped it. */
  private capped = false;
  /** The one that this run, or its latest pass, began with. */
  private begunAt: string;
  /** Due partitions at or below the loaded watermark that this run has not finished yet. */
  private readonly owed = new Set<string>();

  constructor(
    private at: string,
    /** Partitions under visit beyond the watermark keep their old entry. */
    private readonly due: DueList,
  ) {
    this.begunAt = at;
  }

  /** The open pass has dealt with the partition. */
  covers(id: string): boolean {
    return id <= this.at;
  }

  /** The partitions of this run, sorted by id in code-unit order. To be called before any is visited. */
  list(partitions: readonly PartitionRef[]): void {
    this.order = partitions;
    this.frontier = firstAfter(this.at, partitions);
    this.owed.clear();
    for (const id of this.due.keys()) if (this.covers(id) && this.lists(id)) this.owed.add(id);
  }

  lists(id: string): boolean {
    return isAmong(id, this.order);
  }

  /** `progress` says at any time which ranges are not promised yet. */
  begin(id: string, progress: () => readonly Range[]): void {
    this.visits.set(id, { kind: 'in-flight', progress });
  }

  finish(id: string, failed: readonly Range[]): void {
    const visit = { kind: 'done', failed: condense(failed) } as const;
    this.owed.delete(id);
    this.visits.set(id, visit);
    if (this.covers(id) && !this.settle(id, visit.failed)) {
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

  /** Moves over the finished partitions; one failure too many stops it, and reading goes on. */
  private advance(): void {
    for (; this.frontier < this.order.length; this.frontier += 1) {
      const id = this.order[this.frontier]?.id;
      const visit = id === undefined ? undefined : this.visits.get(id);
      if (id === undefined || visit?.kind !== 'done') return;
      if (!this.capped && this.settle(id, visit.failed)) {
        this.at = id;
        continue;
      }
      // What was due before may be read by now, and leave its place.
      if (!this.capped && this.owed.size > 0) return;
      this.capped = true;
      // Nobody asks again, and the rest of a large account would fill the memory.
      this.visits.delete(id);
    }
  }

  /** What holds at this moment, with so many bytes for what is under way. */
  standing(inFlightBytes: number): Standing {
    const draft = this.due.draft(inFlightBytes);
    for (const [id, visit] of this.visits) {
      // Where there is no room, the old entry stays, which says more.
      if (this.covers(id) && visit.kind === 'in-flight') draft.set(id, visit.progress());
    }
    return { watermark: this.capped ? this.at : this.passing(draft), due: draft.entries };
  }

  /** The watermark may pass some partitions in flight, which are due then. */
  private passing(draft: DueDraft): string {
    let passed = this.at;
    let inFlight = 0;
    for (let index = this.frontier; index < this.order.length; index += 1) {
      const id = this.order[index]?.id;
      const visit = id === undefined ? undefined : this.visits.get(id);
      if (id === undefined || visit === undefined) break;
      if (visit.kind === 'in-flight') inFlight += 1;
      if (inFlight > inFlightCap || !draft.set(id, unpromised(visit))) break;
      passed = id;
    }
    return passed;
  }

  /** True when every listed partition was visited to its end. */
  get visitedAll(): boolean {
    return this.frontier === this.order.length && this.owed.size === 0;
  }

  /** There was no room for all that failed. */
  get isCapped(): boolean {
    return this.capped;
  }

  get hasMoved(): boolean {
    return this.at !== this.begunAt;
  }

  /** The pass is closed. */
  clear(): void {
    this.at = '';
    this.visits.clear();
  }

  /** Another pass begins, after the one that was closed. */
  restart(): void {
    this.capped = false;
    this.begunAt = '';
    this.frontier = 0;
  }
}

function unpromised(visit: Visit): readonly Range[] {
  return visit.kind === 'done' ? visit.failed : visit.progress();
}
