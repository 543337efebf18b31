import type { JsonObject } from '../../src/json.js';
import { isReadable } from '../../test/simulator/account/model.js';
import { standard } from '../../test/simulator/derived/products.js';
import endpoints from '../../test/simulator/endpoints.json' with { type: 'json' };
import type { ExpectedRange, Simulator } from '../../test/simulator/index.js';

export const day = 86_400_000;

const written = new Map(Object.entries(endpoints).map(([name, { pageSize: size }]) => [name, size?.max]));

/** Rows of a page at most, by path; a list without pages comes whole. */
function pageSize(path: string): number {
  return standard.endpoints.get(path)?.pageSize?.max ?? written.get(path) ?? Infinity;
}

/** Pages of a list; an empty one is asked for too. */
export function pages(rows: number, path: string): number {
  return Math.max(1, Math.ceil(rows / pageSize(path)));
}

export type Rows = readonly JsonObject[];

export function countBy(rows: Rows, keyOf: (row: JsonObject) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}

export const textOf = (value: JsonObject[string] | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** What one reckoning looks at. */
export class Reckoning {
  readonly #requests = new Map<string, number>();

  constructor(
    private readonly simulator: Simulator,
    readonly range: ExpectedRange,
    private readonly windowMs: number,
    private readonly now: number,
  ) {}

  rows(stream: string): Rows {
    return this.simulator.expected(stream, this.range);
  }

  get readableUsers(): readonly string[] {
    return this.simulator.account.users.filter(isReadable).map(({ id }) => id);
  }

  add(stream: string, requests: number): void {
    this.#requests.set(stream, (this.#requests.get(stream) ?? 0) + requests);
  }

  /** One list for each parent, whose rows name it in a field. */
  lists(stream: string, path: string, parents: readonly string[], field: string): void {
    const counts = countBy(this.rows(stream), (row) => textOf(row[field]));
    for (const parent of parents) this.add(stream, pages(counts.get(parent) ?? 0, path));
  }

  /** Windows from the start of what is kept, or of what was asked for. */
  windows(months: number): number {
    return Math.max(1, Math.ceil((this.now - this.startOf(months)) / this.windowMs));
  }

  /** Windows from there, or from what was asked for; a year where everything is kept. */
  windowsSince(kept: number, maxDays = Infinity): number {
    const start = Math.max(kept === 0 ? this.startOf(12) : kept, this.range.from ?? kept);
    return Math.max(1, Math.ceil((this.now - start) / Math.min(this.windowMs, maxDays * day)));
  }

  /** The number of the window that holds a time. */
  windowOf(time: number, months: number): number {
    return Math.floor((time - this.startOf(months)) / this.windowMs);
  }

  private startOf(months: number): number {
    const date = new Date(this.now);
    const kept = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, date.getUTCDate());
    return Math.max(kept, this.range.from ?? kept);
  }

  get result(): ReadonlyMap<string, number> {
    return this.#requests;
  }
}
