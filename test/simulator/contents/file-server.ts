import { gzipSync } from 'node:zlib';
import { ApiError } from '../api-error.js';
import type { TokenIssuer } from '../auth.js';
import type { Fault } from '../faults.js';
import { authorizationOf } from '../request.js';
import { codeOf, errorReply, send, sendFile } from '../respond.js';
import type { Connection } from '../respond.js';
import type { RequestLogEntry, World } from '../served-world.js';
import { fileRouteOf } from './file-routes.js';
import { isTicket } from './recorded.js';
import type { FileReply, ServedFile } from './served-file.js';

interface Call {
  readonly rawPath: string;
  readonly query: URLSearchParams;
  readonly fault: Fault | null;
  readonly entry: RequestLogEntry;
}

/** Serves files, or leads to the other host, where most of them lie. */
export class FileServer {
  readonly #world: World;
  readonly #issuer: TokenIssuer;

  constructor(world: World, issuer: TokenIssuer) {
    this.#world = world;
    this.#issuer = issuer;
  }

  /** False for what is no file, and where a fault comes in its place. */
  serves(connection: Connection, call: Call): boolean {
    const { rawPath, query, fault, entry } = call;
    const route = fileRouteOf(rawPath);
    if (route === undefined || (fault !== null && fault.cut === 'no')) return false;
    const authorization = authorizationOf(connection.request);
    const { account, store, options } = this.#world;
    try {
      const hasTicket = isTicket(account, authorization);
      if (!hasTicket) entry.tokenUsed = this.#issuer.check(authorization, options().now()).number;
      const file = route.find(account, rawPath.slice(route.path.length), query);
      const reply = fileReply(file, hasTicket, store);
      entry.status = reply.status;
      sendFile(connection, reply);
    } catch (error) {
      const reply = errorReply(error, undefined);
      entry.status = reply.status;
      entry.code = codeOf(reply);
      const asksForJson = connection.request.headers.accept?.includes('json') === true;
      const xml = error instanceof ApiError && !asksForJson ? { body: error.xml } : {};
      send(connection, { ...reply, ...xml }, 'plain');
    }
    return true;
  }
}

function fileReply(file: ServedFile, hasTicket: boolean, store: (file: FileReply) => string): FileReply {
  if (file.trouble === 'gone') throw new ApiError(404, 3301, 'This file does not exist.');
  if (file.trouble === 'refused') throw new ApiError(403, 300, 'You may not view the content of this file.');
  if (file.trouble === 'ticket' && !hasTicket) throw new ApiError(401, 124, 'Invalid access token.');
  if (file.trouble === 'damaged') {
    return {
      status: 200,
      headers: { 'content-type': 'text/plain' },
      bytes: Buffer.from([0, 1, 2, 3, 0, 0, 0]),
    };
  }
  const reply = packed(file);
  if (file.way === 'direct') return reply;
  return { status: 302, headers: { location: store(reply) }, bytes: Buffer.alloc(0) };
}

function packed({ bytes, type, gzip }: ServedFile): FileReply {
  const headers = { 'content-type': type };
  if (gzip !== true) return { status: 200, headers, bytes };
  return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, bytes: gzipSync(bytes) };
}
