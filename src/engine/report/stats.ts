import type { JsonObject } from '../../json.js';
import { DailyCalls } from './daily-calls.js';
import type { RateLabel, RatePool } from '../declaration.js';
import type { ProgressReport } from '../events.js';
import type { AttemptReport } from '../page-reader.js';
import type { StreamSummary } from '../summary.js';
import { hull, type Range } from '../time/ranges.js';

interface Counts {
  records: number;
  requests: number;
  readonly labels: Map<string, number>;
  listed: Range | null;
  readonly retries: Map<string, number>;
  readonly skips: Map<string, number>;
  /** What the first of each reason was asked by. */
  readonly skippedFirst: Map<string, string>;
  readonly failures: Map<string, number>;
  /** Who was refused, by reason: the first of them. */
  readonly refused: Map<string, string[]>;
  /** The first row of each kind that was left out. */
  readonly examples: Map<string, JsonObject>;
  unchanged: number;
  misfits: number;
  pages: number;
  rows: number;
  empty: number;
}

/** So many of those who were refused are named, by stream and reason. */
const mostNamed = 5;

/** Rows of one kind that came and are not delivered. */
export interface LeftOut {
  readonly reason: string;
  readonly count: number;
  readonly example: JsonObject;
}

/** Streams that go through partitions together, and how far they are. */
export interface Passages {
  /** Without those of which nothing is wanted. */
  planned: number;
  begun: number;
  finished: number;
  /** Requests of each of the streams when it began. */
  readonly before: ReadonlyMap<string, number>;
}

/** Counts what a run does, for its summary and for the day's budget. */
export class Stats {
  private readonly streams = new Map<string, Counts>();
  private readonly labels = new Map<string, number>();
  /** Of this run, by day. */
  readonly daily = new DailyCalls();
  private readonly lowerLimits = new Map<string, number>();
  private readonly unknown = new Map<string, readonly string[]>();
  private requests = 0;
  readonly passages: Passages[] = [];

  attempt({ stream, label, pool, startedAt, retriedFor }: AttemptReport): void {
    const counts = this.of(stream);
    counts.requests += 1;
    this.requests += 1;
    if (retriedFor !== null) bump(counts.retries, retriedFor);
    bump(this.labels, labelName(pool, label));
    bump(counts.labels, labelName(pool, label));
    if (label === 'heavy' || label === 'resource-intensive') this.daily.add({ stream, pool, at: startedAt });
  }

  /** The service accepts only so many calls a second, fewer than the configuration says. */
  lowerLimit(bucket: string, limit: number): void {
    this.lowerLimits.set(bucket, limit);
  }

  /** By bucket of the rate limits. */
  get limitsBelowPlan(): ReadonlyMap<string, number> {
    return this.lowerLimits;
  }

  /** Some streams begin their way through so many partitions. */
  planVisits(streams: readonly string[], planned: number): Passages {
    const before = new Map(streams.map((stream) => [stream, this.requestsOf(stream)]));
    const passage = { planned, begun: 0, finished: 0, before };
    this.passages.push(passage);
    return passage;
  }

  progress(): Omit<ProgressReport, 'left' | 'days'> {
    const { requests, passages } = this;
    const visited = passages.reduce((sum, { finished }) => sum + finished, 0);
    const planned = passages.reduce((sum, passage) => sum + passage.planned, 0);
    const requestsByStream = Object.fromEntries(
      [...this.streams].map(([stream, counts]) => [stream, counts.requests]),
    );
    return { requests, visited, planned, requestsByLabel: this.requestsByLabel, requestsByStream };
  }

  requestsWith(pool: RatePool, label: RateLabel): number {
    return this.labels.get(labelName(pool, label)) ?? 0;
  }

  records(stream: string, count: number): void {
    this.of(stream).records += count;
  }

  /** @param who what was asked by, where anything was */
  skip(stream: string, reason: string, who = ''): void {
    const { skips, skippedFirst } = this.of(stream);
    bump(skips, reason);
    if (who !== '' && !skippedFirst.has(reason)) skippedFirst.set(reason, who);
  }

  /** Lists of the time were read to their end. */
  listed(stream: string, range: Range): void {
    const counts = this.of(stream);
    counts.listed = counts.listed === null ? range : hull([counts.listed, range]);
  }

  /** Somebody may not be read: counted as a skip, and named. */
  refuse(stream: string, reason: string, who: string): void {
    const { refused } = this.of(stream);
    this.skip(stream, reason, who);
    const names = refused.get(reason) ?? [];
    if (who !== '' && names.length < mostNamed && !names.includes(who)) refused.set(reason, [...names, who]);
  }

  /** A row came and is not delivered. The first of each reason is kept, to show it. */
  leaveOut(stream: string, reason: string, row: JsonObject): void {
    const { examples, skips } = this.of(stream);
    bump(skips, reason);
    if (!examples.has(reason)) examples.set(reason, row);
  }

  /** What was left out of a stream, by reason. */
  leftOutOf(stream: string): readonly LeftOut[] {
    const { examples, skips } = this.of(stream);
    return [...examples].map(([reason, example]) => ({ reason, example, count: skips.get(reason) ?? 0 }));
  }

  /** A field came that the schema does not know. */
  unknownField(stream: string, field: string): void {
    this.unknown.set(stream, [...(this.unknown.get(stream) ?? []), field]);
  }

  /** By stream. */
  get unknownFields(): ReadonlyMap<string, readonly string[]> {
    return this.unknown;
  }

  /** A value is kept in another place than its own. */
  misfit(stream: string): void {
    this.of(stream).misfits += 1;
  }

  /** Something was not asked because what leads to it is as it was. */
  unchanged(stream: string): void {
    this.of(stream).unchanged += 1;
  }

  /** A page came, with so many rows. */
  page(stream: string, rows: number): void {
    const counts = this.of(stream);
    counts.pages += 1;
    counts.rows += rows;
    if (rows === 0) counts.empty += 1;
  }

  /** Pages that came, their rows, and the pages without one. */
  pagesOf(stream: string): { readonly pages: number; readonly rows: number; readonly empty: number } {
    return this.of(stream);
  }

  retry(stream: string, reason: string): void {
    bump(this.of(stream).retries, reason);
  }

  failure(stream: string, reason: string): void {
    bump(this.of(stream).failures, reason);
  }

  skipsOf(stream: string): ReadonlyMap<string, number> {
    return this.of(stream).skips;
  }

  requestsOf(stream: string): number {
    return this.of(stream).requests;
  }

  /** The first of those who were refused, by reason. */
  refusedOf(stream: string): ReadonlyMap<string, readonly string[]> {
    return this.of(stream).refused;
  }

  failuresOf(stream: string): ReadonlyMap<string, number> {
    return this.of(stream).failures;
  }

  summaryOf(
    stream: string,
    about: Pick<StreamSummary, 'selected' | 'status' | 'problem' | 'seconds' | 'left'>,
  ): StreamSummary {
    const { records, requests, labels, listed, unchanged, misfits, empty, ...counts } = this.of(stream);
    const { retries, skips, skippedFirst, refused, failures } = counts;
    return {
      stream,
      ...about,
      records,
      requests,
      requestsByLabel: Object.fromEntries(labels),
      listed,
      retries: Object.fromEntries(retries),
      skips: Object.fromEntries(skips),
      skippedFirst: Object.fromEntries(skippedFirst),
      refused: Object.fromEntries(refused),
      failures: Object.fromEntries(failures),
      unchanged,
      misfits,
      empty,
    };
  }

  get requestsByLabel(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.labels);
  }

  private of(stream: string): Counts {
    let counts = this.streams.get(stream);
    if (counts === undefined) {
      counts = {
        records: 0,
        requests: 0,
        labels: new Map(),
        listed: null,
        retries: new Map(),
        skips: new Map(),
        skippedFirst: new Map(),
        failures: new Map(),
        refused: new Map(),
        examples: new Map(),
        unchanged: 0,
        misfits: 0,
        pages: 0,
        rows: 0,
        empty: 0,
      };
      this.streams.set(stream, counts);
    }
    return counts;
  }
}

/** As people know it. */
export function labelName(pool: RatePool, label: RateLabel): string {
  return pool === 'main' ? label : `${pool} ${label}`;
}

function bump(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
