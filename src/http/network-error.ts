/** What went wrong below HTTP, in the few words that a user can act on. */
export type NetworkReason =
  | 'answer too large'
  | 'connection reset'
  | 'connection refused'
  | 'dns'
  | 'network unreachable'
  | 'proxy'
  | 'redirect'
  | 'timeout'
  | 'tls'
  | 'truncated body';

const lasting: ReadonlySet<NetworkReason> = new Set(['answer too large', 'redirect', 'tls']);

/** A request without a usable answer. The message names host and reason, never headers or bodies. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly reason: NetworkReason;

  constructor(message: string, options: { readonly reason: NetworkReason; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.reason = options.reason;
  }

  /** False where trying again can only fail again. */
  get passes(): boolean {
    return !lasting.has(this.reason);
  }
}

/** Error codes of Node and of the system: https://nodejs.org/docs/latest-v20.x/api/errors.html */
const REASONS: Readonly<Record<string, NetworkReason>> = {
  ECONNRESET: 'connection reset',
  ECONNABORTED: 'connection reset',
  EPIPE: 'connection reset',
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ENETUNREACH: 'network unreachable',
  EHOSTUNREACH: 'network unreachable',
  ENETDOWN: 'network unreachable',
  ETIMEDOUT: 'timeout',
  ERR_STREAM_PREMATURE_CLOSE: 'truncated body',
  EPROTO: 'connection reset',
  CERT_HAS_EXPIRED: 'tls',
  CERT_NOT_YET_VALID: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls',
};

/** @param phase what was being waited for: once the head has arrived, an unnamed fault cut the body. */
export function networkReason(error: unknown, phase: 'head' | 'body'): NetworkReason {
  const code = errorCode(error);
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'answer too large';
  if (phase === 'body') return 'truncated body';
  const reason = REASONS[code];
  if (reason !== undefined) return reason;
  if (code.startsWith('CERT_') || code.startsWith('ERR_TLS_')) return 'tls';
  if (/proxy/i.test(error instanceof Error ? error.message : '')) return 'proxy';
  return 'connection reset';
}

/** The code of Node or of the system, of the error or of what caused it; '' where none is told. */
export function errorCode(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return error instanceof Error && error.cause !== undefined ? errorCode(error.cause) : '';
}
