import type { Clock } from '../../clock.js';
import { StoppedError } from '../../errors.js';
import type { HttpClient, HttpResponse } from '../../http/message.js';
import { NetworkError } from '../../http/network-error.js';
import { parseRetryAfter, retryDelay } from '../../http/retry.js';
import { readToken, type Credentials, type Grant } from './token-answer.js';

export interface Token extends Grant {
  /** True for the first token of the run, which may be older than a change of the app's scopes. */
  readonly isFirst: boolean;
}

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
