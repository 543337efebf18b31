import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import fetch from 'node-fetch';
import type { Response } from 'node-fetch';
import { StoppedError } from '../errors.js';
import { NetworkError, networkReason } from './network-error.js';
import type { NetworkReason } from './network-error.js';
import { proxyFor } from './proxy.js';
import type { Environment } from './proxy.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly text: string;
}

/**
 * One exchange: any status is an answer. Rejects with NetworkError when none came, and with StoppedError when the
 * signal fired. The body is always read to its end, so that the connection can serve the next request.
 */
export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>;

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

interface Wiring {
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly agentFor: (url: URL) => HttpAgent;
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const wiring: Wiring = {
    userAgent: options.userAgent,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    agentFor: agentChooser(options.environment, options.maxSockets ?? DEFAULT_MAX_SOCKETS),
  };
  return async (request) => {
    let url = request.url;
    for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
      const response = await exchange(wiring, { ...request, url });
      const next = redirectTarget(response, request, url);
      if (next === null) return response;
      url = next;
    }
    throw new NetworkError(`too many redirects from ${hostOf(url)}`, { reason: 'redirect' });
  };
}

async function exchange(wiring: Wiring, request: HttpRequest): Promise<HttpResponse> {
  const { signal } = request;
  const isStopped = (): boolean => signal?.aborted === true;
  if (isStopped()) throw new StoppedError('stopped before a request');
  const controller = new AbortController();
  const progress: { phase: 'head' | 'body'; timedOut: boolean } = { phase: 'head', timedOut: false };
  const timer = setTimeout(() => {
    progress.timedOut = true;
    controller.abort();
  }, wiring.timeoutMs);
  const stop = (): void => {
    controller.abort();
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const response = await send(wiring, request, controller.signal);
    progress.phase = 'body';
    const text = await response.text();
    return { status: response.status, header: (name) => response.headers.get(name), text };
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

function send(wiring: Wiring, request: HttpRequest, signal: AbortSignal): Promise<Response> {
  return fetch(request.url, {
    method: request.method,
    headers: { 'user-agent': wiring.userAgent, ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
    redirect: 'manual',
    agent: wiring.agentFor,
    signal,
  });
}

function failure(reason: NetworkReason, url: string, cause: unknown): NetworkError {
  return new NetworkError(`no answer from ${hostOf(url)}: ${reason}`, { reason, cause });
}

/**
 * Redirects are followed within the origin only: the headers carry a token that is nobody else's.
 * Null: the response is the answer.
 */
function redirectTarget(response: HttpResponse, request: HttpRequest, from: string): string | null {
  const location = response.header('location');
  if (response.status < 300 || response.status > 399 || location === null) return null;
  const target = URL.canParse(location, from) ? new URL(location, from) : null;
  if (target === null || target.origin !== new URL(from).origin || request.method !== 'GET') {
    throw new NetworkError(`${hostOf(from)} redirects to ${target?.host ?? 'an invalid address'}`, {
      reason: 'redirect',
    });
  }
  return target.href;
}

/** One keep-alive agent per scheme and proxy, made when first needed. */
function agentChooser(environment: Environment, maxSockets: number): (url: URL) => HttpAgent {
  const agents = new Map<string, HttpAgent>();
  return (url) => {
    const proxy = proxyFor(url, environment);
    const key = `${url.protocol} ${proxy ?? ''}`;
    let agent = agents.get(key);
    if (agent === undefined) {
      agent = createAgent(url.protocol, proxy, maxSockets);
      agents.set(key, agent);
    }
    return agent;
  };
}

function createAgent(protocol: string, proxy: string | null, maxSockets: number): HttpAgent {
  if (proxy !== null && !(URL.canParse(proxy) && /^https?:$/.test(new URL(proxy).protocol))) {
    throw new NetworkError('the proxy variables name no http or https proxy', { reason: 'proxy' });
  }
  const options = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets };
  if (protocol === 'https:') {
    return proxy === null ? new HttpsAgent(options) : new HttpsProxyAgent(proxy, options);
  }
  return proxy === null ? new HttpAgent(options) : new HttpProxyAgent(proxy, options);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an invalid address';
}
