import type { JsonObject } from '../../src/json.js';
import { refusal } from './api-error.js';
import type { SimulatorOptions } from './options.js';
import { opaqueId } from './rng.js';
import { allScopes } from './routes/route.js';
import type { Route } from './routes/route.js';
import { second } from './time.js';

export interface Credentials {
  readonly account_id: string;
  readonly client_id: string;
  readonly client_secret: string;
}

export interface TokenRequest {
  readonly authorization: string;
  /** Parameters of the URL and of the form body. */
  readonly url: URLSearchParams;
  readonly body: URLSearchParams;
}

export interface TokenReply {
  readonly status: number;
  readonly body: JsonObject;
}

interface Token {
  readonly number: number;
  readonly expiresAt: number;
  readonly scopes: ReadonlySet<string>;
}

/** Bodies of the token endpoint carry `reason` and `error` and no code. */
const failures = {
  noClient: { status: 400, body: { reason: 'Invalid client_id or client_secret', error: 'invalid_client' } },
  wrongSecret: {
    status: 401,
    body: { reason: 'Invalid client_id or client_secret', error: 'invalid_client' },
  },
  deactivated: { status: 400, body: { reason: 'The application is deactivated', error: 'invalid_client' } },
  grant: { status: 400, body: { reason: 'unsupported grant type', error: 'unsupported_grant_type' } },
  account: { status: 400, body: { reason: 'Bad Request', error: 'invalid_request' } },
} as const satisfies Record<string, TokenReply>;

/** Server-to-Server OAuth: https://developers.zoom.us/docs/internal-apps/s2s-oauth/, 2026-11. */
export class TokenIssuer {
  readonly #tokens = new Map<string, Token>();
  #issued = 0;

  constructor(
    readonly credentials: Credentials,
    readonly apiUrl: () => string,
  ) {}

  get issued(): number {
    return this.#issued;
  }

  issue(request: TokenRequest, options: SimulatorOptions): TokenReply {
    const { account_id, client_id, client_secret } = this.credentials;
    const [id, secret] = basicPair(request.authorization);
    const inUrl = request.url.has('grant_type') || request.url.has('account_id');
    const given = (name: string): string => request.body.get(name) ?? request.url.get(name) ?? '';
    if (id !== client_id) return failures.noClient;
    if (secret !== client_secret) return failures.wrongSecret;
    if (options.appDeactivated) return failures.deactivated;
    if (inUrl && options.refuseQueryStringTokenRequests) return failures.account;
    if (given('grant_type') !== 'account_credentials') return failures.grant;
    if (given('account_id') !== account_id) return failures.account;
    return { status: 200, body: this.#token(options) };
  }

  #token(options: SimulatorOptions): JsonObject {
    if (options.newestTokenWins) this.#tokens.clear();
    this.#issued += 1;
    const text = `SECRET-token-${this.#issued}-${opaqueId(40, 'token', this.#issued)}`;
    const scopes = grantedScopes(options);
    const lifetime = options.tokenLifetimeSeconds;
    this.#tokens.set(text, {
      number: this.#issued,
      expiresAt: options.now() + lifetime * second,
      scopes: new Set(scopes),
    });
    return {
      access_token: text,
      token_type: 'bearer',
      expires_in: lifetime,
      scope: scopes.join(' '),
      api_url: this.apiUrl(),
    };
  }

  /** The token's number; throws 401/124. A token in the query string counts for nothing. */
  check(authorization: string, now: number): Token {
    const token = this.#tokens.get(authorization.replace(/^Bearer /i, ''));
    if (token === undefined || !/^Bearer /i.test(authorization)) throw refusal.badToken();
    if (token.expiresAt <= now) throw refusal.expiredToken();
    return token;
  }

  revoke(authorization: string): void {
    this.#tokens.delete(authorization.replace(/^Bearer /i, ''));
  }
}

/** `user:read:list_users:admin`, where classic ones are `user:read:admin`. */
const isGranular = (scope: string): boolean => scope.split(':').length > 3;

/**
 * Any one of the endpoint's scopes suffices; an endpoint that names none is open to all. Where only classic ones are
 * named, as for /report/daily, nobody says what an app with granular ones needs: here it needs nothing.
 */
export function requireScope(route: Route, granted: ReadonlySet<string>): void {
  const isOpen = route.granular.length === 0 && [...granted].some(isGranular);
  const enough = isOpen ? [] : [...route.granular, ...route.classic];
  if (enough.length > 0 && !enough.some((scope) => granted.has(scope))) {
    throw refusal.missingScopes(route.granular.length > 0 ? route.granular : route.classic);
  }
}

function grantedScopes({ scopes }: SimulatorOptions): readonly string[] {
  if (scopes === 'all') return allScopes('granular');
  return scopes === 'all-classic' ? allScopes('classic') : scopes;
}

function basicPair(authorization: string): readonly [string, string] {
  if (!/^Basic /i.test(authorization)) return ['', ''];
  const text = Buffer.from(authorization.slice(6), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? ['', ''] : [text.slice(0, colon), text.slice(colon + 1)];
}
