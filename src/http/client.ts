import { StoppedError } from '../errors.js';
import { agentChooser } from './agents.js';
import type { AgentFor } from './agents.js';
import { Seat } from './answer-size.js';
import { fetchTransport } from './fetch-transport.js';
import { getTransport } from './get-transport.js';
import { NetworkError, networkReason } from './network-error.js';
import type { HttpClient, HttpRequest, HttpResponse } from './message.js';
import type { NetworkReason } from './network-error.js';
import type { Environment } from './proxy.js';
import type { Exchange, Sending } from './transport.js';

export interface HttpClientOptions {
  readonly userAgent: string;
  /** Where the proxy variables come from. Extra CA certificates (`NODE_EXTRA_CA_CERTS`) are Node's own business. */
  readonly environment: Environment;
  /** For one attempt, its body included. */
  readonly timeoutMs?: number;
  /** Connections per host. */
  readonly maxSockets?: number;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_MAX_SOCKETS = 256;
const MAX_HOPS = 3;

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

interface Wiring {
  readonly userAgent: string;
  readonly agentFor: AgentFor;
  readonly seat: Seat;
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const wiring: Wiring = {
    userAgent: options.userAgent,
    agentFor: agentChooser(options.environment, options.maxSockets ?? DEFAULT_MAX_SOCKETS),
    seat: new Seat(),
  };
  return async (request) => {
    const until = performance.now() + (options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const follow = request.file === undefined ? sameRequest : fileRequest;
    let asked = request;
    for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
      const response = await exchange(wiring, asked, until - performance.now());
      const next = redirectTarget(response, asked);
      if (next === null) return response;
      asked = follow(asked, next);
    }
    throw new NetworkError(`too many redirects from ${hostOf(asked.url)}`, { reason: 'redirect' });
  };
}

/**
 * The end of an attempt is ours alone: what lies below is told to cancel, but it is not waited for. A request to a proxy
 * that is silent, say, has no connection yet that could be closed, and would never settle.
 */
async function exchange(wiring: Wiring, request: HttpRequest, timeoutMs: number): Promise<HttpResponse> {
  const { signal } = request;
  const isStopped = (): boolean => signal?.aborted === true;
  if (isStopped()) throw new StoppedError('stopped before a request');
  const progress: { phase: 'head' | 'body'; timedOut: boolean } = { phase: 'head', timedOut: false };
  const onHead = (): void => {
    progress.phase = 'body';
  };
  let cancel: () => void = () => undefined;
  let end: () => void = () => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    end = () => {
      cancel();
      reject(new Error('ended from above'));
    };
  });
  const timer = setTimeout(() => {
    progress.timedOut = true;
    end();
  }, timeoutMs);
  const stop = (): void => end();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const running = send(wiring, request, onHead);
    ({ cancel } = running);
    return await Promise.race([running.answer, ended]);
  } catch (cause) {
    if (isStopped()) throw new StoppedError('stopped during a request', { cause });
    if (cause instanceof NetworkError) throw cause;
    const reason = progress.timedOut ? 'timeout' : networkReason(cause, progress.phase);
    throw failure(reason, request.url, cause);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

function send(
  { userAgent, agentFor, seat }: Wiring,
  request: HttpRequest,
  onHead: Sending['onHead'],
): Exchange {
  const transport = request.method === 'GET' ? getTransport : fetchTransport;
  const headers = { 'user-agent': userAgent, ...request.headers };
  return transport({ request, headers, agentFor, onHead, seat });
}

function failure(reason: NetworkReason, url: string, cause: unknown): NetworkError {
  return new NetworkError(`no answer from ${hostOf(url)}: ${reason}`, { reason, cause });
}

/** Where a redirect leads. Null: the response is the answer. */
function redirectTarget(response: HttpResponse, { method, url }: HttpRequest): URL | null {
  if (response.status < 300 || response.status > 399) return null;
  const location = response.header('location');
  if (location === null) return null;
  const target = URL.canParse(location, url) ? new URL(location, url) : null;
  if (target === null || method !== 'GET') throw astray(url, target);
  return target;
}

/** Pages are asked for within the origin only: the headers carry a token that is nobody else's. */
function sameRequest(request: HttpRequest, target: URL): HttpRequest {
  if (target.origin !== new URL(request.url).origin) throw astray(request.url, target);
  return { ...request, url: target.href };
}

/** Files lie with whoever stores them, who is told nothing: the link itself opens them. Only a test server has no https. */
function fileRequest(request: HttpRequest, target: URL): HttpRequest {
  const isTest = new URL(request.url).protocol === 'http:' && loopback.test(target.hostname);
  const isSafe = target.protocol === 'https:' || (target.protocol === 'http:' && isTest);
  if (!isSafe || target.username !== '' || target.password !== '') throw astray(request.url, target);
  return { ...request, url: target.href, headers: {} };
}

function astray(from: string, target: URL | null): NetworkError {
  return new NetworkError(`${hostOf(from)} redirects to ${target?.host ?? 'an invalid address'}`, {
    reason: 'redirect',
  });
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an invalid address';
}
