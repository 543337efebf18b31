import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '../../src/json.js';
import { refusal } from './api-error.js';
import { Bodies } from './bodies.js';
import { TokenIssuer, requireScope } from './auth.js';
import { fileRouteOf } from './contents/file-routes.js';
import { FileServer } from './contents/file-server.js';
import { FaultMachine, limitBodies, outageFault } from './faults.js';
import type { Fault } from './faults.js';
import { RateLimits } from './limits.js';
import type { SimulatorOptions } from './options.js';
import { sendOddly } from './odd-replies.js';
import type { RequestLogEntry, World } from './served-world.js';
import { Outages } from './outages.js';
import { decodeOnce, segmentsOf } from './path.js';
import { authorizationOf, readBody } from './request.js';
import { codeOf, errorReply, send } from './respond.js';
import type { Connection, Reply } from './respond.js';
import { findRoute } from './routes/route.js';
import type { Route } from './routes/route.js';
import { routesOf } from './routes/index.js';

export class ApiServer {
  readonly #world: World;
  readonly #issuer: TokenIssuer;
  readonly #files: FileServer;
  readonly #limits = new RateLimits();
  readonly #faults = new FaultMachine();
  readonly #outages = new Outages();
  #comeBack: NodeJS.Timeout | null = null;
  readonly #bodies: Bodies;
  readonly #routes: readonly Route[];
  readonly #server: Server;
  #answered = 0;
  #refused = 0;
  /** Where the redirect test route leads. */
  redirectTarget = '';

  constructor(world: World) {
    this.#world = world;
    this.#bodies = new Bodies(world);
    this.#routes = routesOf(world.account.products);
    this.#issuer = new TokenIssuer(world.credentials, () => this.origin);
    this.#files = new FileServer(world, this.#issuer);
    this.#server = createServer((request, response) => {
      this.#handle({ request, response }).catch((error: unknown) => {
        send(
          { request, response },
          { status: 500, body: `simulator: ${String(error)}`, headers: {} },
          'plain',
        );
      });
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  get origin(): string {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }

  async close(): Promise<void> {
    if (this.#comeBack !== null) clearTimeout(this.#comeBack);
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #handle(connection: Connection): Promise<void> {
    const options = this.#world.options();
    const url = connection.request.url ?? '/';
    const rawPath = url.split('?')[0] ?? '/';
    const query = new URLSearchParams(url.slice(rawPath.length + 1));
    const route = findRoute(this.#routes, segmentsOf(rawPath).slice(1));
    const entry = this.#note(connection.request, { path: decodeOnce(rawPath), query, route });
    const target = `${entry.path}?${query.toString()}`;
    tellTime(connection, options);
    const wait = options.latencyMs + this.#faults.slowness(options.faults, target);
    if (wait > 0) await delay(wait);
    const fault = this.#fault(options, rawPath, target);
    entry.fault = fault?.kind ?? null;
    if (fault !== null && breaksOff(connection, fault)) return;
    const body = await readBody(connection.request);
    if (this.#files.serves(connection, { rawPath, query, fault, entry })) return;
    const reply = this.#reply(connection.request, fault, { rawPath, query, route, entry, body });
    entry.status = reply.status;
    entry.code = codeOf(reply);
    this.#answered += 1;
    const tracking = `v=2.0;clid=sim;rid=WEB_${this.#answered.toString(16).padStart(12, '0')}`;
    const style = fault?.cut === 'truncated' ? 'truncated' : options.gzip ? 'gzip' : 'plain';
    const headers = { ...reply.headers, 'X-zm-trackingid': tracking };
    send(connection, { ...reply, headers, ...this.#linked() }, style);
  }

  #linked(): Pick<Reply, 'origin'> {
    return this.#world.options().fileLinks === 'here' ? { origin: this.origin } : {};
  }

  #reply(request: IncomingMessage, fault: Fault | null, asked: Call & { readonly body: string }): Reply {
    if (fault?.cut === 'no') return this.#fail(fault, request);
    if (asked.rawPath === '/oauth/token') return this.#token(request, asked);
    return this.#api(request, asked);
  }

  #fault({ faults, now }: SimulatorOptions, path: string, target: string): Fault | null {
    const how = this.#outages.meets(faults.outage, path, now());
    if (how === null) return this.#faults.next(faults, target, now());
    if (how === 'refuse' && faults.outage?.of === 'service') this.#leave(faults.outage.ms);
    return outageFault(how);
  }

  /** Whoever comes now is refused by the system. */
  #leave(ms: number): void {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') return;
    this.#server.close();
    this.#server.closeAllConnections();
    this.#comeBack = setTimeout(() => this.#server.listen(address.port, '127.0.0.1'), ms);
  }

  #note(request: IncomingMessage, seen: Seen): RequestLogEntry {
    const files = fileRouteOf(seen.path);
    const { label = '', pool = '' } = seen.route ?? files ?? {};
    const route = seen.route?.path ?? files?.route ?? '';
    const entry: RequestLogEntry = {
      at: this.#world.options().now(),
      method: request.method ?? '',
      path: seen.path,
      route,
      label,
      pool,
      query: Object.fromEntries(seen.query),
      pageToken: seen.query.get('next_page_token'),
      tokenUsed: null,
      status: 0,
      code: null,
      fault: null,
    };
    this.#world.requests.push(entry);
    return entry;
  }

  #fail(fault: Fault, request: IncomingMessage): Reply {
    if (fault.revokesToken) this.#issuer.revoke(authorizationOf(request));
    return fault;
  }

  #token(request: IncomingMessage, sent: { readonly query: URLSearchParams; readonly body: string }): Reply {
    if (request.method !== 'POST') return { status: 405, body: undefined, headers: {} };
    const authorization = authorizationOf(request);
    const asked = { authorization, url: sent.query, body: new URLSearchParams(sent.body) };
    return { ...this.#issuer.issue(asked, this.#world.options()), headers: {} };
  }

  #api(request: IncomingMessage, call: Call): Reply {
    const { route, entry } = call;
    const options = this.#world.options();
    try {
      const token = this.#issuer.check(authorizationOf(request), options.now());
      entry.tokenUsed = token.number;
      if (call.rawPath === '/v2/report/redirect-test') {
        return { status: 302, body: undefined, headers: { location: this.redirectTarget } };
      }
      if (route === undefined || request.method !== 'GET' || !call.rawPath.startsWith('/v2/'))
        throw refusal.unknownPath();
      const limit = this.#limits.admit(route.pool, route.label, { settings: options, now: options.now() });
      const headers = options.rateHeaders ? limit.headers : {};
      if (limit.refused !== null) return { status: 429, body: this.#limitBody(limit.refused), headers };
      requireScope(route, token.scopes);
      if (options.missing.permissions?.some((start) => route.path.startsWith(start)))
        throw refusal.noPermission();
      return { status: 200, body: this.#bodies.of(route, call), headers };
    } catch (error) {
      return errorReply(error, route);
    }
  }

  #limitBody(kind: 'short' | 'daily'): JsonObject | undefined {
    if (kind === 'daily') return limitBodies.daily;
    this.#refused += 1;
    return limitBodies.short[this.#refused % limitBodies.short.length];
  }
}

/** Where nothing is said, the server's time is that of the machine. */
function tellTime({ response }: Connection, { dateAheadMs, now }: SimulatorOptions): void {
  if (dateAheadMs !== 0) response.setHeader('date', new Date(now() + dateAheadMs).toUTCString());
}

/** True where no answer comes, or none as HTTP has them. */
function breaksOff(connection: Connection, { cut, odd }: Fault): boolean {
  if (cut === 'reset') connection.response.socket?.destroy();
  else if (odd !== null) sendOddly(connection, odd);
  else return false;
  return true;
}

interface Seen {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly route: Route | undefined;
}

interface Call {
  readonly rawPath: string;
  readonly query: URLSearchParams;
  readonly route: Route | undefined;
  readonly entry: RequestLogEntry;
}
