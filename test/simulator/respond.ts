import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { isJsonObject } from '../../src/json.js';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { ApiError } from './api-error.js';
import type { FileReply } from './contents/served-file.js';
import { withOrigin } from './contents/links.js';
import type { PageOutput } from './paging.js';
import { random } from './rng.js';
import { arrayMark } from './routes/route.js';
import type { Route } from './routes/route.js';

/** Writing answers. */

export interface Reply {
  readonly status: number;
  /** Undefined: no body. Text is HTML or XML, everything else JSON. */
  readonly body: JsonValue | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Where links to files lead. */
  readonly origin?: string;
}

export interface Connection {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export function send(connection: Connection, reply: Reply, style: 'plain' | 'gzip' | 'truncated'): void {
  const { request, response } = connection;
  const whole =
    reply.body === undefined ? '' : typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
  const text = reply.origin === undefined ? whole : withOrigin(whole, reply.origin);
  const zipped =
    style === 'gzip' && /\bgzip\b/.test(String(request.headers['accept-encoding'])) && text !== '';
  const bytes = zipped ? gzipSync(text) : Buffer.from(text);
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(text === '' ? {} : { 'content-type': typeOf(reply) }),
    ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    'content-length': String(bytes.length),
  });
  if (style !== 'truncated') {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy());
}

function typeOf({ body }: Reply): string {
  if (typeof body !== 'string') return 'application/json;charset=UTF-8';
  return body.startsWith('<?xml') ? 'application/xml;charset=UTF-8' : 'text/html';
}

export function sendFile({ response }: Connection, { status, headers, bytes }: FileReply): void {
  response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
  response.end(bytes);
}

/** Ways in which a list says that there is no more: empty text, or no token at all. */
const ends: readonly JsonObject[] = [{ next_page_token: '' }, {}];

/** Ways in which a list says that there is nothing: `[]`, `null`, or no array. */
function empties(key: string): readonly JsonObject[] {
  return [{ [key]: [] }, { [key]: null }, {}];
}

/** Hands out the odd shapes in an order that no pattern of requests can fall in step with. */
export class Oddities {
  readonly #source = random('oddities');

  end(enabled: 'odd' | 'plain'): JsonObject {
    const usual = ends[0] ?? {};
    return enabled === 'odd' ? this.#source.pick(ends, usual) : usual;
  }

  rows(key: string, rows: readonly JsonObject[], enabled: 'odd' | 'plain'): JsonObject {
    const usual = { [key]: rows };
    return rows.length > 0 || enabled === 'plain' ? usual : this.#source.pick(empties(key), usual);
  }
}

/** A refusal as the route's product words it; whatever else was thrown goes on. */
export function errorReply(error: unknown, route: Route | undefined): Reply {
  if (!(error instanceof ApiError)) throw error;
  const body = route?.errors === 'errorCode' ? error.otherBody : error.body;
  return { status: error.status, body, headers: {} };
}

/** A page's rows in the array of each. */
export function arraysOf(
  { rowsKey, moreKeys = [] }: Route,
  rows: readonly JsonObject[],
): Readonly<Record<string, readonly JsonObject[]>> {
  const arrays: Record<string, JsonObject[]> = {};
  for (const key of [rowsKey, ...moreKeys]) arrays[key] = [];
  for (const { [arrayMark]: mark = rowsKey, ...row } of rows) {
    if (typeof mark === 'string') arrays[mark]?.push(row);
  }
  return arrays;
}

interface Frame {
  readonly parts: readonly JsonObject[];
  readonly numbersAsText: boolean;
}

/** The reply around a page of rows. */
export function listBody(route: Route, page: PageOutput, { parts, numbersAsText }: Frame): JsonObject {
  const sizes =
    route.pageSize === null
      ? { total_records: page.total }
      : { page_size: page.pageSize, total_records: page.total };
  const numbers =
    route.pageNumber === true
      ? { page_count: Math.ceil(page.total / page.pageSize), page_number: page.pageNumber }
      : {};
  const counts = Object.entries({ ...sizes, ...numbers }).map(
    ([name, value]) => [name, numbersAsText ? String(value) : value] as const,
  );
  return parts.reduce<JsonObject>((body, part) => ({ ...body, ...part }), Object.fromEntries(counts));
}

/** Zoom's own code, of a refusal. */
export function codeOf({ status, body }: Reply): number | null {
  const code = status >= 400 && isJsonObject(body) ? (body['code'] ?? body['errorCode']) : null;
  return typeof code === 'number' ? code : null;
}
