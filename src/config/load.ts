import { SourceError } from '../errors.js';
import type { Config } from '../generated/index.js';
import { compileValidator } from '../json-schema.js';
import { isJsonObject } from '../json.js';
import type { JsonObject } from '../json.js';
import { coerceConfig } from './coerce.js';
import { parseDate } from './dates.js';
import type { DayEdge } from './dates.js';
import { rules } from './rules.js';
import type { Settings } from './settings.js';
import { loadConfigSchema, objectAt } from './spec.js';

/** Fields that spec.json gives a default. */
const defaulted = [
  'products',
  'lookback_days',
  'include_secrets',
  'max_file_megabytes',
  'skip_unauthorized_streams',
  'emit_activate_version_messages',
  'past_meetings_from',
  'seldom_every_hours',
  'recordings_from',
  'plan',
  'rate_limit_share',
  'max_concurrency',
  'api_url',
  'token_url',
] as const;

type CompleteConfig = Config & Required<Pick<Config, (typeof defaulted)[number]>>;

/**
 * Turns a configuration as it was read into settings. Throws a SourceError (config_error) whose message has one
 * sentence for each problem, a line each, and never a value.
 */
export function loadSettings(raw: unknown): Settings {
  if (!isJsonObject(raw)) throw refusal(['The configuration must be an object.']);
  const schema = loadConfigSchema();
  const properties = objectAt(schema, 'properties');
  const config = { ...defaultsOf(properties), ...coerceConfig(raw, properties) };
  const problems = problemsOf(config, schema);
  if (!isComplete(config, problems)) throw refusal(problems);
  return toSettings(config);
}

function refusal(problems: readonly string[]): SourceError {
  return new SourceError(problems, { failureType: 'config_error' });
}

function defaultsOf(properties: JsonObject): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (isJsonObject(property) && property['default'] !== undefined) defaults[name] = property['default'];
  }
  return defaults;
}

/** What the schema finds, then what no schema can say about the fields that passed it. */
function problemsOf(config: Readonly<Record<string, unknown>>, schema: JsonObject): readonly string[] {
  const bySchema = compileValidator(schema)(config);
  const faulty = new Set(bySchema.map((problem) => problem.path.split('.')[0]));
  const byRule = rules
    .filter((rule) => rule.fields.every((field) => !faulty.has(field)))
    .map((rule) => rule.fault(config))
    .filter((fault) => fault !== null);
  return [...bySchema.map((problem) => problem.message), ...byRule];
}

/** The border: `config` has just passed the schema that the type Config is generated from. */
function isComplete(
  config: Readonly<Record<string, unknown>>,
  problems: readonly string[],
): config is CompleteConfig {
  return problems.length === 0 && defaulted.every((field) => config[field] !== undefined);
}

function toSettings(config: CompleteConfig): Settings {
  return {
    accountId: config.account_id,
    clientId: config.client_id,
    clientSecret: config.client_secret,
    startDate: instantOf(config.start_date, 'start'),
    endDate: instantOf(config.end_date, 'end'),
    lookbackDays: config.lookback_days,
    products: [...new Set(config.products)],
    streams: [...new Set(config.streams ?? [])],
    plan: config.plan,
    rateLimitShare: config.rate_limit_share,
    maxConcurrency: config.max_concurrency,
    includeSecrets: config.include_secrets,
    maxFileMegabytes: config.max_file_megabytes,
    skipUnauthorizedStreams: config.skip_unauthorized_streams,
    emitActivateVersionMessages: config.emit_activate_version_messages,
    pastMeetingsFrom: config.past_meetings_from,
    seldomStreams: config.seldom_streams === undefined ? null : [...new Set(config.seldom_streams)],
    seldomEveryHours: config.seldom_every_hours,
    recordingsFrom: config.recordings_from,
    apiUrl: config.api_url.replace(/\/+$/, ''),
    tokenUrl: config.token_url,
  };
}

/** Zoom was founded in 2011. What lies before would be asked month by month for nothing. */
const zoomBegan = Date.UTC(2011, 0, 1);

function instantOf(date: string | undefined, edge: DayEdge): number | null {
  const instant = date === undefined ? null : parseDate(date, edge);
  return instant === null ? null : Math.max(instant, zoomBegan);
}
