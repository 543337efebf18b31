import { ReadError } from '../../errors.js';
import type { FailureType } from '../../errors.js';
import type { HttpResponse } from '../../http/message.js';
import { NetworkError } from '../../http/network-error.js';
import { isJsonObject, type JsonObject } from '../../json.js';
import { parseJson } from '../refusals/answer.js';
import { certificateAdvice } from '../refusals/send-failures.js';
import { explainTokenError } from './auth-errors.js';

export interface Credentials {
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
}

/** What the endpoint gives. */
export interface Grant {
  readonly value: string;
  /** Epoch milliseconds; from here on a new one is asked for, while this one serves. */
  readonly refreshAt: number;
  readonly endsAt: number;
  readonly scopes: readonly string[];
}

const REFRESH_EARLY_MS = 60_000;
const DEFAULT_LIFE_S = 3_600;
/** A token that was gone before its request is sent would be fetched again for ever. */
const SHORTEST_LIFE_MS = 1_000;

/** What may stand in an Authorization header: https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const sendable = /^[\x21-\x7e]+$/;

/** The token in an answer. Throws ReadError where there is none, with what mends it. */
export function readToken(
  answer: HttpResponse | NetworkError,
  askedAt: number,
  credentials: Credentials,
): Grant {
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
