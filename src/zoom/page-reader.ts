import type { Page, PageReader, PageRequest } from '../engine/page-reader.js';
import { errorMessage, ReadError, StoppedError } from '../errors.js';
import type { JsonValue } from '../json.js';
import { isFull, ListTrail } from './list-trail.js';
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
  const trail = new ListTrail(request.shape);
  let position: Position | null = { by: 'start' };
  while (position !== null) {
    const asked = { ...request, hadPageToken: position.by !== 'start' };
    const body = await bodyOf(options.send({ ...asked, url: withPosition(base, position) }), trail, request);
    if (body === undefined) return;
    const page = readPage(body, asked);
    const sight = trail.look(page);
    if (sight !== 'new' && isNoNews(page, position, trail, request)) return;
    if (sight === 'endless') throw endless('the same page again', 'page repeats', request);
    yield { rows: page.rows, served: page.served, total: page.total };
    trail.passed(page);
    position = nextPosition(page, position, trail, request);
  }
}

/** Undefined where the list was at its end, and its last token led nowhere. */
async function bodyOf(
  reply: Promise<JsonValue>,
  trail: ListTrail,
  { shape }: PageRequest,
): Promise<JsonValue | undefined> {
  try {
    return await reply;
  } catch (error) {
    const isRefused = error instanceof ReadError && error.verdict === 'restart-slice';
    if (isRefused && shape.tokenAfterEnd && trail.saysAll) return undefined;
    throw error;
  }
}

/**
 * Whether a page that came again stands for the end of the list. Asking for page 2 where numbers are no longer served
 * gives page 1 again, without an error, and the token had said that nothing follows.
 */
function isNoNews(page: PageBody, position: Position, trail: ListTrail, { shape }: PageRequest): boolean {
  if (position.by === 'number' && !position.isCertain) return isFull(page, shape);
  return trail.saysAll || (shape.tokenAfterEnd && !isFull(page, shape));
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
  trail: ListTrail,
  request: PageRequest,
): Position | null {
  const { recordsPath, tokenAfterEnd } = request.shape;
  const isEmpty = page.rows.length === 0;
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

function nextToken({ token }: PageBody, trail: ListTrail, request: PageRequest): Position | null {
  if (trail.takes(token)) return { by: 'token', token };
  if (trail.saysAll) return null;
  throw endless('a page token again', 'page repeats', request);
}

function nextNumber(
  page: PageBody,
  position: Position,
  { pageCount }: ListTrail,
  request: PageRequest,
): Position | null {
  if (position.by === 'token' || request.shape.pageSize === null) return null;
  const number = position.by === 'number' ? position.number : (page.pageNumber ?? 1);
  if (pageCount === null || number >= pageCount) return null;
  if (page.hasTokenKey && !isFull(page, request.shape)) return null;
  return { by: 'number', number: number + 1, isCertain: !page.hasTokenKey };
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
