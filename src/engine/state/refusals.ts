import { createHash } from 'node:crypto';
import type { Room } from './state-room.js';

const hour = 3_600_000;
/** In so many runs, and over such a time, the same answer has come before it costs a warning only. */
const leastRuns = 3;
const leastTime = 72 * hour;
/** More is not counted: one letter. */
export const mostRuns = 35;

/** A hash of the item, one of its answer, the hour of the first such answer, and the runs that got it. */
const entryForm = /^([\w+/]{8})([\w+/]{3})([0-9a-z]{4})([1-9a-z])$/;
const entryLength = 16;
/** More than there is ever room for. */
const mostRead = 4_096;

interface Refusal {
  readonly answer: string;
  /** Hours since 1970. */
  readonly since: number;
  readonly runs: number;
}

/** How long an item has been refused with the same answer. */
export interface Standing {
  readonly runs: number;
  /** Epoch milliseconds. */
  readonly since: number;
  /** From now on the stream may be complete without it. */
  readonly isOld: boolean;
}

/**
 * What was asked of one parent's row and was refused for good, run after run: a firewall may answer so for one uuid for
 * ever, and platforms switch off what fails for days. It stays due and is asked by every run; here it is counted.
 */
export class Refusals {
  private readonly known: ReadonlyMap<string, Refusal>;
  private readonly current: Map<string, Refusal>;
  /** Of this run: what was refused, for good or not. */
  private readonly met = new Set<string>();

  constructor(
    stored: string,
    private readonly options: { readonly room: Room; readonly now: () => number },
  ) {
    this.known = new Map(entriesOf(stored, options.now()).filter(() => options.room.take(entryLength)));
    this.current = new Map(this.known);
  }

  get isEmpty(): boolean {
    return this.current.size === 0;
  }

  /**
   * The item was refused; `answer` says how, null where another answer may come any time: that counts for nothing.
   * Null where nothing is remembered, which the stream cannot be complete without.
   */
  meet(item: string, answer: string | null): Standing | null {
    const id = hashOf(item, 8);
    const isNews = !this.met.has(id);
    this.met.add(id);
    if (answer === null) return null;
    const kind = hashOf(answer, 3);
    const before = this.current.get(id);
    if (before === undefined && !this.options.room.take(entryLength)) return null;
    // By the time of the answer, not of the run's start: a run may take days.
    const since = Math.ceil(this.options.now() / hour);
    const counted = before?.answer === kind ? before : { answer: kind, since, runs: 0 };
    const refusal =
      isNews || counted.runs === 0 ? { ...counted, runs: Math.min(counted.runs + 1, mostRuns) } : counted;
    this.current.set(id, refusal);
    return this.standingOf(refusal);
  }

  private standingOf({ since, runs }: Refusal): Standing {
    const time = since * hour;
    return { runs, since: time, isOld: runs >= leastRuns && this.options.now() - time >= leastTime };
  }

  /** The item was answered: if it is ever refused again, counting begins anew. */
  forget(item: string): void {
    if (!this.isEmpty) this.drop(hashOf(item, 8));
  }

  /** Everything that is due was asked: what was not refused is no longer. */
  close(): void {
    for (const id of [...this.current.keys()]) if (!this.met.has(id)) this.drop(id);
  }

  private drop(id: string): void {
    if (this.current.delete(id)) this.options.room.take(-entryLength);
  }

  toState(): string {
    return [...this.current]
      .map(
        ([id, { answer, since, runs }]) =>
          `${id}${answer}${since.toString(36).padStart(4, '0')}${runs.toString(36)}`,
      )
      .join('');
  }
}

function entriesOf(stored: string, now: number): (readonly [string, Refusal])[] {
  const entries: (readonly [string, Refusal])[] = [];
  for (let index = 0; index < stored.length && entries.length < mostRead; index += entryLength) {
    const [, id, answer, since, runs] = entryForm.exec(stored.slice(index, index + entryLength)) ?? [];
    if (id === undefined || answer === undefined || since === undefined || runs === undefined) continue;
    const refusal = { answer, since: parseInt(since, 36), runs: parseInt(runs, 36) };
    // By a clock that was ahead.
    if (refusal.since * hour <= now + hour) entries.push([id, refusal]);
  }
  return entries;
}

function hashOf(text: string, length: number): string {
  return createHash('sha1').update(text).digest('base64').slice(0, length);
}
