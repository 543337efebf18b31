import { ReadError } from '../../errors.js';
import type { FailureType } from '../../errors.js';
import type { HttpResponse } from '../../http/message.js';
import { errorCode } from '../../http/network-error.js';
import type { NetworkError } from '../../http/network-error.js';
import type { AskedFor } from './error-policy.js';
import type { Trouble } from '../trouble.js';

/** The ends of a request that no refusal of Zoom explains, in sentences. */

export function networkFailure(fault: NetworkError, asked: AskedFor): ReadError {
  return new ReadError(`${asked.stream}: ${fault.message}; ${networkAdvice(fault)}`, {
    verdict: 'fail-item',
    reason: fault.reason,
    failureType: networkFailureType(fault),
    internalMessage: `GET ${asked.shape.path}: ${fault.message}`,
    cause: fault,
  });
}

export function networkFailureType({ passes, reason }: NetworkError): FailureType {
  if (reason === 'answer too large') return 'system_error';
  return passes ? 'transient_error' : 'config_error';
}

/** What is wrong with a certificate, by Node's code: https://nodejs.org/docs/latest-v20.x/api/tls.html (2026-11). */
const certificateFaults: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED:
    'its certificate has expired. Check the clock of this machine, else whoever runs that host must renew it.',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet. Check the clock of this machine.',
  CERT_REVOKED: 'its certificate was revoked. Whoever runs that host must replace it.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate belongs to another host. Check the URL in the configuration, and the proxy.',
};

const untrusted =
  'its certificate is not trusted. Name a private certificate authority in NODE_EXTRA_CA_CERTS.';

export function certificateAdvice({ cause }: NetworkError): string {
  return certificateFaults[errorCode(cause)] ?? untrusted;
}

function networkAdvice(fault: NetworkError): string {
  switch (fault.reason) {
    case 'tls':
      return certificateAdvice(fault);
    case 'redirect':
      return 'the token is sent to no other host. Check `api_url`.';
    case 'answer too large':
      return 'no page is that large, so it was not read on. If it stays, please report it.';
    case 'dns':
    case 'connection refused':
    case 'network unreachable':
    case 'proxy':
      return 'check the network, the proxy settings and `api_url`; the next run asks again.';
    case 'connection reset':
    case 'timeout':
    case 'truncated body':
      return 'several attempts ended like this; the next run asks again.';
  }
}

/** Nobody was answered: that ends the run, and is no failure of whatever was asked for. */
export function serviceAwayError({ what, fault }: Trouble, waitedMs: number): ReadError {
  const seconds = Math.round(waitedMs / 1000);
  const since = seconds > 0 ? ` for ${seconds} seconds` : '';
  const advice =
    fault === null ? 'See status.zoom.us, and check `api_url`; the next run goes on.' : networkAdvice(fault);
  const said = fault === null ? what : fault.message;
  return new ReadError(`Zoom answers nobody${since} (${said}), so the run ends with what it has. ${advice}`, {
    verdict: 'stop-run',
    reason: 'service away',
    failureType: fault === null ? 'transient_error' : networkFailureType(fault),
    internalMessage: `service away: ${said}`,
    cause: fault,
  });
}

export function unreadableFailure(answer: HttpResponse, asked: AskedFor): ReadError {
  const what = `HTTP ${answer.status} with a body that is no JSON (${answer.text.length} characters${tracking(answer)})`;
  return new ReadError(`${asked.stream}: Zoom answered ${what}; check \`api_url\`, or try again later.`, {
    verdict: 'fail-item',
    reason: 'unreadable body',
    failureType: 'transient_error',
    internalMessage: `GET ${asked.shape.path}: ${what}`,
  });
}

export function throttledFailure(answer: HttpResponse, asked: AskedFor): ReadError {
  const advice = 'Choose the `plan` of your account and a lower `rate_limit_share`, or stop other programs.';
  return new ReadError(
    `${asked.stream}: Zoom's rate limit did not open (HTTP 429${tracking(answer)}). ${advice}`,
    {
      verdict: 'fail-item',
      reason: 'rate limited',
      failureType: 'transient_error',
      internalMessage: `GET ${asked.shape.path}: HTTP 429${tracking(answer)}`,
    },
  );
}

export function dayOverError(asked: AskedFor, resetAt: number): ReadError {
  const { pool, rateLimit } = asked.shape;
  const returns = new Date(resetAt).toISOString();
  // Without the stream: all that use the label share it.
  const message = `The daily limit for ${rateLimit} requests is reached; it returns at ${returns}, and the next run goes on from here.`;
  return new ReadError(message, {
    verdict: 'stop-label',
    reason: 'daily limit',
    failureType: 'transient_error',
    internalMessage: `GET ${asked.shape.path}: daily limit of ${pool}/${rateLimit} until ${returns}`,
    resetAt,
  });
}

function tracking(answer: HttpResponse): string {
  const id = answer.header('x-zm-trackingid');
  return id === null ? '' : `, tracking id ${id}`;
}
