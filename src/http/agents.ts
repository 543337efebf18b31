import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { NetworkError } from './network-error.js';
import { proxyFor } from './proxy.js';
import type { Environment } from './proxy.js';

export type AgentFor = (url: URL) => HttpAgent;

/** One keep-alive agent per scheme and proxy, made when first needed; `maxSockets` connections per host. */
export function agentChooser(environment: Environment, maxSockets: number): AgentFor {
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
