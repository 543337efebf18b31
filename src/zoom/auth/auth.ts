import type { Clock } from '../../clock.js';
import { ReadError, StoppedError } from '../../errors.js';
import type { FailureType } from '../../errors.js';
import type { HttpClient, HttpResponse } from '../../http/message.js';
import { NetworkError } from '../../http/network-error.js';
import { parseRetryAfter, retryDelay } from '../../http/retry.js';
import { isJsonObject, type JsonObject } from '../../json.js';
import { parseJson } from '../refusals/answer.js';
import { explainTokenError } from './auth-errors.js';
import { certificateAdvice } from '../refusals/send-failures.js';

export interface Credentials {
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
}

export interface Token {
  readonly value: string;
  /** Epoch milliseconds; from here on a new one is asked for, while this one serves. */
  readonly refreshAt: number;
  readonly endsAt: number;
  readonly scopes: readonly string[];
  /** True for the first token of the run, which may be older than a change of the app's scopes. */
  readonly isFirst: boolean;
}

type Grant = Omit<Token, 'isFirst'>;

export interface TokenSource {
  /** The cached token or a new one; callers share one request. Rejects with ReadError or StoppedError. */
  get(signal: AbortSignal): Promise<Token>;
  /** The cached token while it is good. */
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
  /** How long an endpoint that gives no token is waited for, from when there is none. */
  readonly patienceMs: number;
  readonly onNotice: (message: string) => void;
  /** Told each token when it comes. */
  readonly onToken: (token: string) => void;
}

/** An endpoint that answers at once that it cannot is asked so often, whatever the patience. */
const MIN_ATTEMPTS = 5;
const MAX_PAUSE_MS = 10_000;
const MAX_SERVER_PAUSE_MS = 30_000;
/** Between two renewals that begin while the old token is good. */
const RENEWAL_PAUSE_MS = 5_000;
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
  return new CachedToken(options);
}

class CachedToken implements TokenSource {
  #cached: Token | null = null;
  #flight: Promise<Token> | null = null;
  #isFirst = true;
  /** After a renewal that failed while the old token was good. */
  #nextTryAt = -Infinity;

  constructor(private readonly options: TokenSourceOptions) {}

  peek(): Token | null {
    return this.#cached !== null && this.options.clock.now() < this.#cached.endsAt ? this.#cached : null;
  }

  invalidate(token: Token): void {
    if (this.#cached?.value === token.value) this.#cached = null;
  }

  async get(signal: AbortSignal): Promise<Token> {
    for (;;) {
      if (signal.aborted) throw new StoppedError('stopped before a token request');
      const token = this.peek();
      if (token !== null) {
        this.#renew(token, signal);
        return token;
      }
      this.#flight ??= this.#fly(signal);
      try {
        return await this.#flight;
      } catch (error) {
        // Another caller's stop is not ours: ask again under our own signal.
        if (!(error instanceof StoppedError)) throw error;
      }
    }
  }

  /** Begins early, and fails in silence: whoever needs the new one asks again when the old one is over. */
  #renew(token: Token, signal: AbortSignal): void {
    const now = this.options.clock.now();
    if (this.#flight !== null || now < Math.max(token.refreshAt, this.#nextTryAt)) return;
    this.#flight = this.#fly(signal);
    this.#flight.catch(() => {
      this.#nextTryAt = this.options.clock.now() + RENEWAL_PAUSE_MS;
    });
  }

  async #fly(signal: AbortSignal): Promise<Token> {
    try {
      const grant = await requestToken(this.options, () => this.peek() !== null, signal);
      this.options.onToken(grant.value);
      this.#cached = { ...grant, isFirst: this.#isFirst };
      this.#isFirst = false;
      return this.#cached;
    } finally {
      this.#flight = null;
    }
  }
}

/** Tries while the old token is good, and then for as long as an outage is waited for. */
async function requestToken(
  options: TokenSourceOptions,
  hasToken: () => boolean,
  signal: AbortSignal,
): Promise<Grant> {
  const { clock, patienceMs } = options;
  let withoutMs = 0;
  for (let attempt = 1; ; attempt += 1) {
    const askedAt = clock.now();
    const hadToken = hasToken();
    const answer = await ask(options, signal);
    const trouble = passing(answer);
    const tookMs = Math.max(0, clock.now() - askedAt);
    const isOver = attempt >= MIN_ATTEMPTS && !hadToken && withoutMs + tookMs >= patienceMs;
    if (trouble === null || isOver) return readToken(answer, askedAt, options.credentials);
    if (attempt === MIN_ATTEMPTS && !hadToken) options.onNotice(`${waitingNote} (${trouble}).`);
    const header = answer instanceof NetworkError ? null : answer.header('retry-after');
    const delay = retryDelay({
      attempt,
      retryAfterMs: parseRetryAfter(header, clock.now()),
      random: options.random,
      baseMs: options.retryBaseMs,
      maxMs: MAX_PAUSE_MS,
      maxServerMs: MAX_SERVER_PAUSE_MS,
    });
    await clock.sleep(delay, signal);
    if (!hadToken) withoutMs += Math.max(tookMs + delay, clock.now() - askedAt);
  }
}

const waitingNote = 'Zoom issues no token at the moment, so everything waits for one';

/** What is wrong and will pass; null where the answer is one, good or bad. */
function passing(answer: HttpResponse | NetworkError): string | null {
  if (answer instanceof NetworkError) return answer.passes ? answer.reason : null;
  return answer.status === 429 || answer.status >= 500 ? `HTTP ${answer.status}` : null;
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

function readToken(answer: HttpResponse | NetworkError, askedAt: number, credentials: Credentials): Grant {
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
  const isOk = answer.status >= 200 && answer.status < 300;
  const grant = isOk && isJsonObject(body) ? grantIn(body, askedAt) : null;
  if (grant !== null) return grant;
  if (!isJsonObject(body) || answer.status === 404) {
    const sentence = `The token URL does not answer like Zoom's (${status}): check \`token_url\`.`;
    throw noToken(sentence, 'config_error', status);
  }
  const { sentence, said } = explainTokenError(body);
  const quoted = hide(`${status}, "${said}"`, credentials);
  throw noToken(`${sentence} (${quoted})`, 'config_error', quoted);
}

/** Null where there is no token in the answer that a request could carry. */
function grantIn(body: JsonObject, askedAt: number): Grant | null {
  const { access_token: value, expires_in: life, scope } = body;
  if (typeof value !== 'string' || !sendable.test(value)) return null;
  const lifeMs = Math.max(SHORTEST_LIFE_MS, (Number(life) > 0 ? Number(life) : DEFAULT_LIFE_S) * 1000);
  return {
    value,
    refreshAt: askedAt + lifeMs - Math.min(REFRESH_EARLY_MS, lifeMs / 2),
    endsAt: askedAt + lifeMs,
    scopes: typeof scope === 'string' ? scope.split(/[\s,]+/).filter((name) => name !== '') : [],
  };
}

function unreachable(fault: NetworkError): ReadError {
  const mend =
    fault.reason === 'tls'
      ? certificateAdvice(fault)
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
