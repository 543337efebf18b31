import type { JsonObject } from '../../src/json.js';
import { refusal } from './api-error.js';
import type { SimulatorOptions } from './options.js';
import { opaqueId } from './rng.js';
import type { Route } from './routes/route.js';
import { second } from './time.js';

interface Position {
  readonly key: string;
  readonly rows: readonly JsonObject[];
  readonly offset: number;
  readonly expiresAt: number;
  /** The next page has no rows, whatever is left. */
  readonly pauses: boolean;
}

export interface PageInput {
  readonly route: Route;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly now: number;
  readonly options: SimulatorOptions;
  /** Lists the rows; not called for a later page, which belongs to the list of the first one. */
  readonly list: () => readonly JsonObject[];
}

export interface PageOutput {
  readonly rows: readonly JsonObject[];
  readonly total: number;
  readonly pageSize: number;
  readonly pageNumber: number;
  /** Empty at the end. */
  readonly nextToken: string;
}

/**
 * Page tokens: bound to path and query, good for fifteen minutes.
 * https://developers.zoom.us/docs/api/using-zoom-apis/#pagination, 2026-11.
 */
export class PageTokens {
  readonly #positions = new Map<string, Position>();
  #issued = 0;

  page(input: PageInput): PageOutput {
    const { options, now } = input;
    const size = pageSizeOf(input);
    const asked = input.query.get('next_page_token') ?? '';
    const key = keyOf(input);
    const start = asked === '' ? this.#first(input, key, size) : this.#resume(asked, key, now);
    const rows = start.pauses ? [] : start.rows.slice(start.offset, start.offset + size);
    const edge = options.pageEdge === 'repeated' ? start.rows.slice(0, start.offset).slice(-1) : [];
    const next = nextPosition(input, start, rows.length);
    const repeats = options.pageTokenOddity === 'repeated' && asked !== '';
    const issued = (): string => (next === null ? '' : this.#issue(next, now));
    const nextToken = repeats ? asked : issued();
    return {
      rows: [...edge, ...rows],
      total: start.rows.length,
      pageSize: size,
      pageNumber: Math.floor(start.offset / size) + 1,
      nextToken,
    };
  }

  #first(input: PageInput, key: string, size: number): Position {
    const number = input.route.pageNumber === true ? Number(input.query.get('page_number') ?? 1) : 1;
    const offset = Number.isInteger(number) && number > 1 ? (number - 1) * size : 0;
    return { key, rows: input.list(), offset, expiresAt: 0, pauses: false };
  }

  #resume(token: string, key: string, now: number): Position {
    const position = this.#positions.get(token);
    if (position === undefined || position.key !== key || position.expiresAt < now) throw refusal.pageToken();
    return position;
  }

  #issue(position: Position, now: number): string {
    for (const [token, old] of this.#positions) {
      if (old.expiresAt >= now) break;
      this.#positions.delete(token);
    }
    this.#issued += 1;
    const token = opaqueId(32, 'page', this.#issued);
    this.#positions.set(token, position);
    return token;
  }
}

/** Where the next page begins; null at the end of the list. */
function nextPosition(input: PageInput, start: Position, sent: number): Position | null {
  const { route, options, now } = input;
  const offset = start.offset + sent;
  const isAtEnd = offset >= start.rows.length;
  const isLooping = options.loops && route.loops === true && start.rows.length > 0;
  const oneMore = route.tokenAfterEnd === true || options.pageTokenOddity === 'after-last-page';
  if (route.pageSize === null || (isAtEnd && !isLooping && !(oneMore && sent > 0))) return null;
  return {
    ...start,
    offset: isLooping && isAtEnd ? 0 : offset,
    expiresAt: now + options.pageTokenLifetimeSeconds * second,
    pauses: pausesAfter(start, options),
  };
}

function pausesAfter({ pauses }: Position, { emptyPages }: SimulatorOptions): boolean {
  return emptyPages === 'for-ever' || (emptyPages === 'between' && !pauses);
}

function keyOf({ path, query }: PageInput): string {
  const rest = new URLSearchParams(query);
  rest.delete('next_page_token');
  rest.sort();
  return `${path}?${rest.toString()}`;
}

function pageSizeOf({ route, query, options }: PageInput): number {
  if (route.pageSize === null) return Number.POSITIVE_INFINITY;
  const text = query.get('page_size');
  const asked = text === null ? route.pageSize.default : Number(text);
  if (!Number.isInteger(asked) || asked < 1) throw refusal.field('page_size', 'Invalid page size.');
  if (asked > route.pageSize.max && options.pageSizeOver === 'refuse')
    throw refusal.pageSize(route.pageSize.max);
  return Math.min(asked, route.pageSize.max, options.pageSizeCap ?? asked);
}
