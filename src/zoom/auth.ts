import type { Clock } from '../clock.js';
import { ReadError, StoppedError } from '../errors.js';
import type { FailureType } from '../errors.js';
import type { HttpClient, HttpResponse } from '../http/client.js';
import { NetworkError } from '../http/network-error.js';
import { parseRetryAfter, retryDelay } from '../http/retry.js';
import { isJsonObject } from '../json.js';
import { parseJson } from './answer.js';
import { explainTokenError } from './auth-errors.js';

export interface Credentials {
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
}

export interface Token {
  readonly value: string;
  /** Epoch milliseconds; from here on a new one is asked for. */
  readonly refreshAt: number;
  readonly scopes: readonly string[];
  /** True for the first token of the run, which may be older than a change of the app's scopes. */
  readonly isFirst: boolean;
}

export interface TokenSource {
  /** The cached token or a new one; callers at the same time share one request. Rejects with ReadError or StoppedError. */
  get(signal: AbortSignal): Promise<Token>;
  /** The cached token while it is fresh. */
  peek(): Token | null;
  /** Throws the token away, if it is still the cached one. */
  invalidate(token: Token): void;
}

export interface TokenSourceOptions {
  readonly credentials: Credentials;
  readonly httpClient: HttpClient;
  readonly clock: Clock;
  readonly random: () => number;
  /** First back-off after a fault. */
  readonly retryBaseMs: number;
}

const MAX_ATTEMPTS = 5;
const REFRESH_EARLY_MS = 60_000;
const DEFAULT_LIFE_S = 3_600;
/** A token that was gone before its request is sent would be fetched again for ever. */
const SHORTEST_LIFE_MS = 1_000;

/** What may stand in an Authorization header: https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const sendable = /^[\x21-\x7e]+$/;

/**
 * One token for all: a new one may end the life of those before it, so it is never asked for per stream or worker.
 * https://developers.zoom.us/docs/internal-apps/s2s-oauth/ (2026-11)
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  let cached: Token | null = null;
  let flight: Promise<Token> | null = null;
  let isFirst = true;

  const peek = (): Token | null =>
    cached !== null && options.clock.now() < cached.refreshAt ? cached : null;

  async function fly(signal: AbortSignal): Promise<Token> {
    try {
      const grant = await requestToken(options, signal);
      cached = { ...grant, isFirst };
      isFirst = false;
      return cached;
    } finally {
      flight = null;
    }
  }

  async function get(signal: AbortSignal): Promise<Token> {
    for (;;) {
      const token = peek();
      if (token !== null) return token;
      if (signal.aborted) throw new StoppedError('stopped before a token request');
      flight ??= fly(signal);
      try {
        return await flight;
      } catch (error) {
        // Another caller's stop is not ours: ask again under our own signal.
        if (!(error instanceof StoppedError)) throw error;
      }
    }
  }

  return {
    get,
    peek,
    invalidate: (token) => {
      if (cached?.value === token.value) cached = null;
    },
  };
}

async function requestToken(
  options: TokenSourceOptions,
  signal: AbortSignal,
): Promise<Omit<Token, 'isFirst'>> {
  for (let attempt = 1; ; attempt += 1) {
    const askedAt = options.clock.now();
    const answer = await ask(options, signal);
    const passes =
      answer instanceof NetworkError ? answer.passes : answer.status === 429 || answer.status >= 500;
    if (!passes || attempt === MAX_ATTEMPTS) return readToken(answer, askedAt, options.credentials);
    const header = answer instanceof NetworkError ? null : answer.header('retry-after');
    const delay = retryDelay({
      attempt,
      retryAfterMs: parseRetryAfter(header, options.clock.now()),
      random: options.random,
      baseMs: options.retryBaseMs,
      maxMs: 30_000,
      maxServerMs: 30_000,
    });
    await options.clock.sleep(delay, signal);
  }
}

async function ask(options: TokenSourceOptions, signal: AbortSignal): Promise<HttpResponse | NetworkError> {
  const { accountId, clientId, clientSecret, tokenUrl } = options.credentials;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  try {
    return await options.httpClient({
      method: 'POST',
      url: tokenUrl,
      headers: {
        authorization: `Basic ${basic}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      // In the body: some accounts refuse the older query form with 400 (2026-11).
      body: new URLSearchParams({ grant_type: 'account_credentials', account_id: accountId }).toString(),
      signal,
    });
  } catch (error) {
    if (error instanceof NetworkError) return error;
    throw error;
  }
}

function readToken(
  answer: HttpResponse | NetworkError,
  askedAt: number,
  credentials: Credentials,
): Omit<Token, 'isFirst'> {
  if (answer instanceof NetworkError) throw unreachable(answer);
  const body = parseJson(answer.text);
  const status = `HTTP ${answer.status}`;
  if (answer.status === 429 || answer.status >= 500) {
    throw noToken(
      `Zoom issues no token at the moment (${status}); try again later.`,
      'transient_error',
      status,
    );
  }
  if (answer.status >= 200 && answer.status < 300 && isJsonObject(body)) {
    const { access_token: value, expires_in: life, scope } = body;
    if (typeof value === 'string' && sendable.test(value)) {
      const lifeMs = Math.max(SHORTEST_LIFE_MS, (Number(life) > 0 ? Number(life) : DEFAULT_LIFE_S) * 1000);
      return {
        value,
        refreshAt: askedAt + lifeMs - Math.min(REFRESH_EARLY_MS, lifeMs / 2),
        scopes: typeof scope === 'string' ? scope.split(/[\s,]+/).filter((name) => name !== '') : [],
      };
    }
  }
  if (!isJsonObject(body) || answer.status === 404) {
    const sentence = `The token URL does not answer like Zoom's (${status}): check \`token_url\`.`;
    throw noToken(sentence, 'config_error', status);
  }
  const { sentence, said } = explainTokenError(body);
  const quoted = hide(`${status}, "${said}"`, credentials);
  throw noToken(`${sentence} (${quoted})`, 'config_error', quoted);
}

function unreachable(fault: NetworkError): ReadError {
  const mend =
    fault.reason === 'tls'
      ? 'its certificate is not trusted; name a private certificate authority in NODE_EXTRA_CA_CERTS.'
      : fault.reason === 'redirect'
        ? 'it redirects elsewhere; check `token_url`.'
        : 'check the network, the proxy settings and `token_url`, or try again later.';
  const failureType = fault.passes ? 'transient_error' : 'config_error';
  return noToken(
    `The token endpoint gives no answer (${fault.message}): ${mend}`,
    failureType,
    fault.message,
  );
}

function noToken(message: string, failureType: FailureType, internalMessage: string): ReadError {
  return new ReadError(message, { verdict: 'stop-run', reason: 'no token', failureType, internalMessage });
}

/** Should the endpoint repeat what it was sent. */
function hide(text: string, credentials: Credentials): string {
  return text.replaceAll(credentials.clientSecret, '***');
}
