import { NetworkError } from '../../http/network-error.js';
import { proxyFor } from '../../http/proxy.js';
import { certificateAdvice } from '../../zoom/refusals/send-failures.js';
import type { Case } from '../case.js';
import type { Check } from '../check.js';
import { ok, problem } from '../finding.js';
import type { Finding } from '../finding.js';

const name = 'Network';

export const network: Check = {
  name,
  withinMs: 15_000,
  examine: async (subject, signal) => {
    const { tokenUrl, apiUrl } = await subject.addresses();
    const token = way(subject, { what: 'tokens', setting: 'token_url', address: tokenUrl }, signal);
    const api = way(subject, { what: 'the API', setting: 'api_url', address: apiUrl }, signal);
    return Promise.all([token, api]);
  },
};

interface Place {
  readonly what: string;
  readonly setting: string;
  readonly address: string;
}

/** Any answer will do: nobody's credentials go along. */
async function way(subject: Case, place: Place, signal: AbortSignal): Promise<Finding> {
  const { host, road } = roadTo(subject, place);
  try {
    const { status, tookMs } = await subject.reach(place.address, signal);
    const answered = `${host} (${place.what}) answers ${road} in ${Math.round(tookMs)} ms`;
    if (status !== 407 && status < 500) return ok(name, `${answered}.`);
    return problem(name, `${answered}, with HTTP ${status}.`, {
      means:
        status === 407
          ? 'The proxy wants to know who asks.'
          : 'It has no time, or another one answers in its place.',
      advice:
        status === 407
          ? 'Put user and password into the proxy variable.'
          : 'See status.zoom.us, and try again.',
    });
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    // It was there, and wants a browser elsewhere.
    if (error.reason === 'redirect') return ok(name, `${host} (${place.what}) answers ${road}.`);
    return problem(name, `${host} (${place.what}) cannot be reached ${road}: ${error.reason}.`, {
      means: 'Nothing can be read.',
      advice: adviceFor(error, place.setting),
    });
  }
}

/** A proxy is named without whoever may use it. */
function roadTo({ options }: Case, { address }: Place): { readonly host: string; readonly road: string } {
  const url = new URL(address);
  const proxy = proxyFor(url, options.environment);
  if (proxy === null) return { host: url.host, road: 'directly' };
  const name = URL.canParse(proxy) ? new URL(proxy).host : 'that is no address';
  return { host: url.host, road: `through the proxy ${name}` };
}

function adviceFor(fault: NetworkError, setting: string): string {
  switch (fault.reason) {
    case 'tls':
      return `Of the certificate: ${certificateAdvice(fault)}`;
    case 'proxy':
      return 'Look at HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY.';
    case 'dns':
      return `Look at ${setting} and at the name service of this machine; behind a proxy, set HTTPS_PROXY.`;
    case 'answer too large':
    case 'connection refused':
    case 'connection reset':
    case 'network unreachable':
    case 'redirect':
    case 'timeout':
    case 'truncated body':
      return `Look at ${setting}, the firewall and the proxy variables (HTTPS_PROXY, NO_PROXY).`;
  }
}
