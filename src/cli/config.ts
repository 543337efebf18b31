import { coerceConfig } from '../config/coerce.js';
import { secretsOf } from '../config/redact.js';
import type { Settings } from '../config/settings.js';
import { loadConfigSchema, objectAt } from '../config/spec.js';
import type { JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';
import { SourceError } from '../errors.js';
import type { CatalogOptions } from './edges.js';
import { fileName, readJson } from './read-json.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Stands for the environment in the place of a file name. */
export const ENVIRONMENT = 'ENV';
const PREFIX = 'TAP_ZOOM_';
/** Ours, but no setting of the connection. */
const notSettings: ReadonlySet<string> = new Set(['loglevel']);
/** Kubernetes tells every container of a service that is named tap-zoom. */
const serviceLink = /^(service_(host|port)|port)(_|$)/;

/** One configuration of several files, later ones first; the environment, where asked for, above all of them. */
export async function readConfig(paths: readonly string[], environment: Environment): Promise<JsonObject> {
  let config: JsonObject = {};
  for (const path of paths.filter((one) => one !== ENVIRONMENT)) {
    const content = (await readJson(path, 'config')) ?? {};
    if (!isJsonObject(content)) {
      throw new SourceError(`${fileName(path, 'config')} must hold a JSON object.`, {
        failureType: 'config_error',
      });
    }
    config = { ...config, ...content };
  }
  return paths.includes(ENVIRONMENT) ? { ...config, ...settingsIn(environment) } : config;
}

/** TAP_ZOOM_CLIENT_ID is client_id. An empty variable counts as unset; TAP_ZOOM__SELECT and the like are Meltano's own. */
function settingsIn(environment: Environment): JsonObject {
  const settings: Record<string, string> = {};
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith(PREFIX) || value === undefined || value === '') continue;
    const name = variable.slice(PREFIX.length).toLowerCase();
    if (name !== '' && !name.startsWith('_') && !notSettings.has(name) && !serviceLink.test(name))
      settings[name] = value;
  }
  return settings;
}

/** The texts of a configuration, valid or not, that must not be repeated anywhere. */
export function secretsIn(config: JsonObject): readonly string[] {
  const { client_id: clientId, client_secret: clientSecret } = coerced(config);
  if (typeof clientSecret !== 'string') return [];
  return typeof clientId === 'string' ? secretsOf({ clientId, clientSecret }) : [clientSecret];
}

/**
 * What discovery needs of a configuration that may be incomplete or absent: discovery asks for no credentials, so that
 * Meltano can repeat it before every run, offline. What else is wrong with it is told when it is used.
 */
export function catalogOptions(config: JsonObject): CatalogOptions {
  const { products, streams, include_secrets: includeSecrets } = coerced(config);
  const setting = objectAt(settingsSchema(), 'products');
  const known = new Set<unknown>(list(objectAt(setting, 'items')['enum']));
  const isProduct = (value: unknown): value is Settings['products'][number] => known.has(value);
  const chosen = products === undefined ? list(setting['default']) : list(products);
  const wrong = chosen.filter((value) => !isProduct(value));
  if (wrong.length > 0 || (products !== undefined && !Array.isArray(products))) {
    throw new SourceError(`products must be a list out of ${[...known].join(', ')}.`, {
      failureType: 'config_error',
    });
  }
  return {
    products: chosen.filter(isProduct),
    streams: namesOf(streams),
    includeSecrets: includeSecrets === true,
  };
}

/** The roads that a configuration chooses, which may be wrong elsewhere. */
export function roadsIn(config: JsonObject): Pick<Settings, 'pastMeetingsFrom' | 'recordingsFrom'> {
  const { past_meetings_from: meetings, recordings_from: recordings } = coerced(config);
  return {
    pastMeetingsFrom: meetings === 'account_history' || meetings === 'per_user' ? meetings : 'auto',
    recordingsFrom: recordings === 'account_recordings' || recordings === 'per_user' ? recordings : 'auto',
  };
}

function namesOf(streams: unknown): readonly string[] {
  const names = list(streams).flatMap((name) => (typeof name === 'string' && name !== '' ? [name] : []));
  if (streams === undefined || (Array.isArray(streams) && names.length === streams.length)) return names;
  throw new SourceError('streams must be a list of names.', { failureType: 'config_error' });
}

function coerced(config: JsonObject): Readonly<Record<string, unknown>> {
  return coerceConfig(config, settingsSchema());
}

function settingsSchema(): JsonObject {
  return objectAt(loadConfigSchema(), 'properties');
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
