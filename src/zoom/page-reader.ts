import type { Page, PageReader, PageRequest } from '../engine/page-reader.js';
import { errorMessage, ReadError, StoppedError } from '../errors.js';
import type { JsonObject } from '../json.js';
import { readPage } from './page-shape.js';
import type { PageBody } from './page-shape.js';
import { buildPath, checkedUrl, UnfitValueError } from './path.js';
import type { Sender } from './sender.js';

export interface PageReaderOptions {
  /** Without a trailing slash. */
  readonly apiUrl: string;
  readonly send: Sender;
}

/** Where the next page is. */
type Position =
  | { readonly by: 'start' }
  | { readonly by: 'token'; readonly token: string }
  | { readonly by: 'number'; readonly number: number; readonly isCertain: boolean };

/** What the guards remember of a list. */
interface Trail {
  readonly tokens: Set<string>;
  /** The last page that had rows. */
  previous: PageBody | null;
  pages: number;
  /** How many pages in a row had none. */
  empties: number;
  pageCount: number | null;
  /** How often in a row the page was the one before it. */
  repeats: number;
}

/** Short pages may look the same once or twice: their rows may have no id. */
const MOST_REPEATS = 10;

/** A list of more pages than this is a server that does not end it. */
const MAX_PAGES = 50_000;

/** Pages without rows may come in the middle of a list; a list that shows nothing else is one without an end. */
const MAX_EMPTIES = 20;

export function createPageReader(options: PageReaderOptions): PageReader {
  return async function* readPages(request) {
    try {
      yield* readList(options, request);
    } catch (error) {
      throw error instanceof ReadError || error instanceof StoppedError ? error : unexpected(error, request);
    }
  };
}

async function* readList(options: PageReaderOptions, request: PageRequest): AsyncGenerator<Page, void> {
  const base = baseUrl(options.apiUrl, request);
  const trail: Trail = {
    tokens: new Set(),
    previous: null,
    pages: 0,
    empties: 0,
    pageCount: null,
    repeats: 0,
  };
  let position: Position | null = { by: 'start' };
  while (position !== null) {
    const asked = { ...request, hadPageToken: position.by !== 'start' };
    const body = await options.send({ ...asked, url: withPosition(base, position) });
    const page = readPage(body, asked);
    if (repeats(page, trail, request)) {
      // The token had said that the list was at its end, so the page that came again is no news.
      if (position.by === 'number' && !position.isCertain) return;
      throw endless('the same page again', 'page repeats', request);
    }
    yield { rows: page.rows, served: page.served };
    position = nextPosition(page, position, trail, request);
    if (page.rows.length > 0) trail.previous = page;
  }
}

/** Whatever an odd reply makes of the code around it: it concerns this request and nobody else. */
function unexpected(error: unknown, request: PageRequest): ReadError {
  const what = errorMessage(error);
  return new ReadError(
    `${request.stream}: an answer could not be dealt with (${what}); it is asked for again in the next run. If it stays, please report it.`,
    {
      verdict: 'fail-item',
      reason: 'unexpected answer',
      failureType: 'system_error',
      internalMessage: `GET ${request.shape.path}: ${error instanceof Error ? (error.stack ?? what) : what}`,
      cause: error,
    },
  );
}

/**
 * - An empty token or none ends a list, and nothing else does: a page without rows may come in the middle of it
 *   (https://developers.zoom.us/docs/api/pagination/, 2026-11). Where an endpoint is known to hand out a token after its
 *   last page, its declaration says so, and its first empty page is the end.
 * - A few lists page by number alone: their first reply has `page_count` and no token. A full first page with an
 *   empty token and more pages announced contradicts itself, and then the next number is tried.
 */
function nextPosition(
  page: PageBody,
  position: Position,
  trail: Trail,
  request: PageRequest,
): Position | null {
  const { recordsPath, tokenAfterEnd } = request.shape;
  const isEmpty = page.rows.length === 0;
  trail.pages += 1;
  trail.empties = isEmpty ? trail.empties + 1 : 0;
  trail.pageCount = page.pageCount ?? trail.pageCount;
  if (recordsPath === null || (isEmpty && tokenAfterEnd)) return null;
  const next =
    page.token === '' ? nextNumber(page, position, trail, request) : nextToken(page, trail, request);
  if (next === null) return null;
  if (trail.pages >= MAX_PAGES) throw endless(`more than ${MAX_PAGES} pages`, 'too many pages', request);
  if (trail.empties >= MAX_EMPTIES) {
    throw endless(`${MAX_EMPTIES} pages without rows and no end`, 'too many empty pages', request);
  }
  return next;
}

function nextToken({ token }: PageBody, { tokens }: Trail, request: PageRequest): Position {
  if (tokens.has(token)) throw endless('a page token again', 'page repeats', request);
  tokens.add(token);
  return { by: 'token', token };
}

function nextNumber(
  page: PageBody,
  position: Position,
  { pageCount }: Trail,
  request: PageRequest,
): Position | null {
  if (position.by === 'token' || request.shape.pageSize === null) return null;
  const number = position.by === 'number' ? position.number : (page.pageNumber ?? 1);
  if (pageCount === null || number >= pageCount) return null;
  if (page.hasTokenKey && !isFull(page, request)) return null;
  return { by: 'number', number: number + 1, isCertain: !page.hasTokenKey };
}

/** Asking for page 2 where numbers are no longer served gives page 1 again, without an error. */
function repeats(page: PageBody, trail: Trail, request: PageRequest): boolean {
  trail.repeats = trail.previous !== null && samePage(page, trail.previous) ? trail.repeats + 1 : 0;
  return trail.repeats >= (isFull(page, request) ? 1 : MOST_REPEATS);
}

function samePage({ rows }: PageBody, { rows: others }: PageBody): boolean {
  return (
    rows.length > 0 &&
    rows.length === others.length &&
    rows.every((row, index) => sameRow(row, others[index]))
  );
}

function sameRow(row: JsonObject, other: JsonObject | undefined): boolean {
  return JSON.stringify(row) === JSON.stringify(other);
}

function isFull(page: PageBody, request: PageRequest): boolean {
  const size = page.pageSize ?? request.shape.pageSize;
  return page.rows.length > 0 && (size === null || page.rows.length >= size);
}

function baseUrl(apiUrl: string, request: PageRequest): string {
  const { path } = request.shape;
  try {
    const [template = '', asked = ''] = path.split('?');
    const query = new URLSearchParams({ ...queryOf(asked, request.pathValues), ...request.query });
    if (request.shape.pageSize !== null) query.set('page_size', String(request.shape.pageSize));
    const parameters = query.size === 0 ? '' : `?${query.toString()}`;
    return checkedUrl(
      apiUrl,
      buildPath(template, request.pathValues, request.shape.encodesTwice ? 'twice' : 'as needed'),
      parameters,
    );
  } catch (cause) {
    const what =
      cause instanceof UnfitValueError
        ? `an id that Zoom sent is none (${cause.message}), so nothing is asked by it.`
        : 'a parent row lacks the id that its children are asked by.';
    throw new ReadError(`${request.stream}: ${what}`, {
      verdict: 'fail-item',
      reason: cause instanceof UnfitValueError ? 'unfit id' : 'no id',
      failureType: 'system_error',
      internalMessage: `GET ${path}: ${errorMessage(cause)}`,
      cause,
    });
  }
}

/** A parent's id may have its place among the parameters: `/workspaces?location_id={location_id}`. */
function queryOf(template: string, values: Readonly<Record<string, string>>): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(template)) {
    query[name] = value.replace(/\{([^}]+)\}/g, (_placeholder, field: string) => {
      const filled = values[field];
      if (filled === undefined || filled === '')
        throw new RangeError(`no value for {${field}} in ${template}`);
      return filled;
    });
  }
  return query;
}

function withPosition(base: string, position: Position): string {
  if (position.by === 'start') return base;
  const parameter =
    position.by === 'token'
      ? `next_page_token=${encodeURIComponent(position.token)}`
      : `page_number=${position.number}`;
  return `${base}${base.includes('?') ? '&' : '?'}${parameter}`;
}

function endless(what: string, reason: string, request: PageRequest): ReadError {
  return new ReadError(
    `${request.stream}: Zoom sent ${what}; the list was left unfinished and is due again in the next run.`,
    {
      verdict: 'fail-item',
      reason,
      failureType: 'system_error',
      internalMessage: `GET ${request.shape.path}: ${what}`,
    },
  );
}
