import type { JsonObject } from '../../json.js';
import { ReadError } from '../../errors.js';
import type { RequestShape } from '../declaration.js';
import type { LogLevel } from '../events.js';
import type { PageRequest } from '../page-reader.js';
import type { Partition } from '../plan/partitions.js';
import type { StreamNode } from '../plan/plan.js';
import { joined, textOf } from '../records/fields.js';
import { requestStamp } from '../records/request-fields.js';
import { RowIds } from '../records/row-ids.js';
import type { Service } from '../service.js';
import { windowQuery, type Window } from '../time/windows.js';
import { cursorOf, datedBy } from '../visit/stream-run.js';
import type { VisitedStream } from '../visit/visited-stream.js';
import { StreamSample, type SampledList, type SampledRow } from './stream-sample.js';

/** A list that may be looked at. */
export interface AskedList {
  readonly visited: VisitedStream;
  readonly partition: Partition;
  readonly window: Window;
  readonly values: Readonly<Record<string, string>>;
  /** Fields that its rows get from the parents. */
  readonly added: JsonObject;
}

export interface SurveyOptions {
  readonly service: Pick<Service, 'readPages'>;
  readonly signal: AbortSignal;
  readonly log: (level: LogLevel, message: string) => void;
}

/** Where a list does not say how many rows it has, so many pages are read; then it counts for twice as many. */
const pagesWithoutTotal = 4;
/** A start that is refused for its date moves on by a day so often. */
const mostSteps = 7;
/** So many failures, and a stream is let be. */
const mostFailures = 2;

interface Look {
  readonly rows: readonly JsonObject[];
  readonly count: number;
  readonly pages: number;
  readonly isWhole: boolean;
}

type Variant = Readonly<Record<string, string>>;

/** Looks at the first pages of lists, each once, and keeps what they show. */
export class Survey {
  private readonly samples = new Map<string, StreamSample>();
  private readonly failures = new Map<string, number>();
  private readonly told = new Set<string>();

  constructor(private readonly options: SurveyOptions) {}

  /** A stream that is narrowed is read in another way. */
  of({ name, narrowing }: Pick<StreamNode, 'name' | 'narrowing'>): StreamSample {
    const way = narrowing === null ? name : `${name} by ${narrowing.by.name}`;
    const known = this.samples.get(way);
    if (known !== undefined) return known;
    const sample = new StreamSample();
    this.samples.set(way, sample);
    return sample;
  }

  isAsked(list: AskedList): boolean {
    return this.of(list.visited.node).asked.has(keyOf(list));
  }

  /** @param mostPages of each variant. Throws where nothing can be read at all. */
  async look(list: AskedList, mostPages = 1): Promise<void> {
    const sample = this.of(list.visited.node);
    if (sample.asked.has(keyOf(list))) return;
    sample.asked.add(keyOf(list));
    try {
      sample.lists.push(await this.variantsOf(list, mostPages));
    } catch (error) {
      if (!(error instanceof ReadError) || error.verdict === 'stop-run') throw error;
      this.noteRefusal(sample, list, error);
    }
  }

  private noteRefusal(sample: StreamSample, list: AskedList, error: ReadError): void {
    const { name } = list.visited.node;
    if (error.verdict === 'unauthorized' || error.verdict === 'stream-unavailable') {
      sample.refusal ??= error;
    } else if (error.verdict === 'stop-label' || error.verdict === 'fail-stream') {
      this.letBe(sample, error);
    } else if (error.verdict === 'refuse-partition' || error.verdict === 'skip-item') {
      sample.lists.push({ ...nothing(list), isRefused: true });
    } else {
      const failures = (this.failures.get(name) ?? 0) + 1;
      this.failures.set(name, failures);
      if (failures >= mostFailures) this.letBe(sample, error);
    }
  }

  /** No refusal, which would be an answer: what a sync will find there is not known. */
  private letBe(sample: StreamSample, { message }: ReadError): void {
    sample.isOut = true;
    if (this.told.has(message)) return;
    this.told.add(message);
    this.options.log('warn', `${message} What could not be looked at for that is a guess.`);
  }

  private async variantsOf(list: AskedList, mostPages: number): Promise<SampledList> {
    const { visited, partition, window } = list;
    const { narrowing } = visited.run;
    const { variants } = visited.node.declaration;
    const found = new Map<string, Look>();
    const rows = new Map<string, SampledRow>();
    let [requests, count] = [0, 0];
    for (const [place, variant] of variants.entries()) {
      const value = narrowing === null ? '' : textOf(partition.row[narrowing.partitionField]);
      if (place > 0 && narrowing?.activity.isExhausted(value, window.core, rows.keys()) === true) break;
      const text = JSON.stringify(variant);
      const known = found.get(text);
      const look = known ?? (await this.lookWithinEdge(list, variant, mostPages));
      requests += look.pages;
      if (known !== undefined) continue;
      found.set(text, look);
      const before = rows.size;
      const weight = look.rows.length === 0 ? 1 : look.count / look.rows.length;
      for (const [key, row] of this.shaped(list, variant, { ...look, weight }))
        if (!rows.has(key)) rows.set(key, row);
      count += (rows.size - before) * weight;
    }
    const isWhole = [...found.values()].every((look) => look.isWhole);
    return { ...nothing(list), requests, count, rows: [...rows.values()], isWhole };
  }

  private async lookWithinEdge(list: AskedList, variant: Variant, mostPages: number): Promise<Look> {
    const { edge, spelling } = list.visited.run;
    for (let step = 0; ; step += 1) {
      const window = edge.within(list.window);
      if (window === null) return { rows: [], count: 0, pages: 0, isWhole: true };
      const { parameters } = spelling;
      try {
        return await this.pagesOf({ ...list, window }, { ...parameters, ...variant }, mostPages);
      } catch (error) {
        if (spelling.refuse(error, parameters)) continue;
        const isOld =
          error instanceof ReadError && error.verdict === 'date-out-of-range' && window.asked !== null;
        if (!isOld || step >= mostSteps || window.isFixed === true) throw error;
        edge.refuse(window.asked.fromDay, error);
      }
    }
  }

  private async pagesOf(list: AskedList, variant: Variant, mostPages: number): Promise<Look> {
    const { declaration } = list.visited.node;
    const rows: JsonObject[] = [];
    let pages = 0;
    let total: number | null = null;
    let isWhole = true;
    for await (const page of this.options.service.readPages(this.request(list, variant))) {
      pages += 1;
      rows.push(...page.rows);
      total = isCount(page.total) ? page.total : total;
      const isLast = total === null ? isShort(page.rows, declaration.request) : rows.length >= total;
      isWhole = isLast;
      if (isLast || pages >= (total === null ? Math.max(mostPages, pagesWithoutTotal) : mostPages)) break;
      isWhole = true;
    }
    const count = isWhole ? rows.length : Math.max(total ?? 2 * rows.length, rows.length);
    const all = isWhole ? Math.max(1, pages) : Math.ceil(count / Math.max(1, rows.length / pages));
    const afterEnd = declaration.request.tokenAfterEnd && count > 0 ? 1 : 0;
    return { rows, count, pages: all + afterEnd, isWhole };
  }

  private request({ visited, values, window }: AskedList, variant: Variant): PageRequest {
    const { declaration, name, rank } = visited.node;
    const query = { ...declaration.query, ...variant, ...windowQuery(window, declaration.window) };
    const { signal } = this.options;
    return { stream: name, shape: declaration.request, pathValues: values, query, rank, order: 0, signal };
  }

  private *shaped(
    { visited, added, partition }: AskedList,
    variant: Variant,
    { rows, weight }: { readonly rows: readonly JsonObject[]; readonly weight: number },
  ): Iterable<readonly [string, SampledRow]> {
    const { run, node } = visited;
    const stamp = requestStamp(node.declaration, variant);
    const sample = this.of(node);
    const stamped = stamp === null ? rows : rows.map(stamp);
    for (const [place, shaped] of run.shape(stamped, new RowIds()).entries()) {
      if (shaped === null) continue;
      const record = joined(run.answered(shaped, added), added);
      const at = cursorOf(record, datedBy(node.declaration)) ?? -Infinity;
      const raw = rows[place] ?? {};
      yield [run.keyOf(record), { record, raw, at, home: partition.id, holder: sample.nextHolder(), weight }];
    }
  }
}

function keyOf({ partition, values, window }: AskedList): string {
  return JSON.stringify([partition.id, values, window.asked]);
}

function nothing({ partition, window }: AskedList): SampledList {
  const core = window.asked === null ? null : window.core;
  return { home: partition.id, requests: 1, count: 0, rows: [], isWhole: true, core, isRefused: false };
}

function isCount(total: number | null | undefined): total is number {
  return typeof total === 'number' && total > 0;
}

function isShort(rows: readonly JsonObject[], { pageSize, recordsPath }: RequestShape): boolean {
  return recordsPath === null || pageSize === null || rows.length < pageSize;
}
