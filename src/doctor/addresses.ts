import { loadConfigSchema, objectAt } from '../config/spec.js';
import type { JsonObject } from '../json.js';

export interface Addresses {
  readonly apiUrl: string;
  readonly tokenUrl: string;
}

/** Where a sync would ask, as far as a configuration says it that may be wrong elsewhere. */
export function addressesIn(config: JsonObject): Addresses {
  const properties = objectAt(loadConfigSchema(), 'properties');
  const address = (...names: readonly string[]): string => {
    const given = names.map((name) => config[name]).find(isAddress);
    const usual = objectAt(properties, names[0] ?? '')['default'];
    return given?.trim() ?? (typeof usual === 'string' ? usual : '');
  };
  return {
    apiUrl: address('api_url').replace(/\/+$/, ''),
    tokenUrl: address('token_url', 'authorization_endpoint'),
  };
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:/i.test(value.trim()) && URL.canParse(value.trim());
}
