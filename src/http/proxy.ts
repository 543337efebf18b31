export type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * The proxy for a URL, by the customary variables (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, lower case first);
 * null: go there directly. A proxy given without a scheme is an http one.
 */
export function proxyFor(target: URL, environment: Environment): string | null {
  const proxy =
    variable(environment, `${target.protocol.replace(':', '')}_proxy`) ?? variable(environment, 'all_proxy');
  if (proxy === null || isExcluded(target, variable(environment, 'no_proxy') ?? '')) return null;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** `NO_PROXY` is a list of hosts, each with an optional port; a leading dot or asterisk means "and all below". */
function isExcluded(target: URL, list: string): boolean {
  const host = target.hostname.toLowerCase();
  const port = target.port === '' ? DEFAULT_PORTS[target.protocol] : target.port;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '') return false;
      if (entry === '*') return true;
      const [, name = entry, wantedPort] = /^(.+?):(\d+)$/.exec(entry) ?? [];
      if (wantedPort !== undefined && wantedPort !== port) return false;
      const bare = name.replace(/^\*?\.?/, '');
      return host === bare || (bare !== name && host.endsWith(`.${bare}`));
    });
}

function variable(environment: Environment, name: string): string | null {
  const value = environment[name] ?? environment[name.toUpperCase()];
  return value === undefined || value === '' ? null : value;
}
