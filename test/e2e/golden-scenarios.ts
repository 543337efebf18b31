import type { JsonObject, JsonValue } from '../../src/json.js';
import type { Simulator, SimulatorOptions } from '../simulator/index.js';
import { holdMeeting } from '../simulator/index.js';
import { allScopes } from '../simulator/routes/route.js';
import { at, listAt, objectAt } from '../support/json-paths.js';

/** What the golden files show: small accounts, few streams, one thing each. */

export const now = Date.parse('2026-11-22T08:00:00Z');
const hour = 3_600_000;

export interface Scenario {
  readonly name: string;
  readonly streams: readonly string[];
  readonly exitCode: 0 | 1;
  readonly account?: Partial<SimulatorOptions>;
  readonly config?: JsonObject;
  /** Changes the configured catalog, by protocol. */
  readonly catalog?: { readonly airbyte: CatalogChange; readonly singer: CatalogChange };
  /** A stream's state to begin with. */
  readonly state?: { readonly stream: string; readonly value: JsonObject };
  /** Changes to the state that a first run, which is not shown, left: how an interrupted run would have left it. */
  readonly resumed?: { readonly stream: string; readonly changes: JsonObject };
  /** What happens between a first run, which is not shown, and the one that is. */
  readonly meanwhile?: (simulator: Simulator) => void;
}

export type CatalogChange = (catalog: JsonObject) => JsonObject;

const sinceTuesday = { start_date: '2026-11-17' };
const reports = ['report_meetings', 'report_meeting_participants'];

function withoutScope(part: string): readonly string[] {
  return allScopes('granular').filter((scope) => !scope.startsWith(part));
}

function eachStream(catalog: JsonObject, change: (stream: JsonObject) => JsonObject): JsonObject {
  return { streams: listAt(catalog, 'streams').map((stream) => change(objectAt(stream))) };
}

function changeMetadata(
  stream: JsonObject,
  breadcrumb: readonly string[],
  change: JsonObject,
): readonly JsonValue[] {
  const wanted = JSON.stringify(breadcrumb);
  return listAt(stream, 'metadata').map((entry) =>
    JSON.stringify(at(entry, 'breadcrumb')) === wanted
      ? { breadcrumb, metadata: { ...objectAt(entry, 'metadata'), ...change } }
      : entry,
  );
}

const fullRefresh = {
  airbyte: (catalog: JsonObject) =>
    eachStream(catalog, (stream) => ({
      ...stream,
      sync_mode: 'full_refresh',
      sync_id: 12,
      generation_id: 3,
      minimum_generation_id: 3,
    })),
  singer: (catalog: JsonObject) =>
    eachStream(catalog, (stream) => ({
      ...stream,
      metadata: changeMetadata(stream, [], { 'replication-method': 'FULL_TABLE' }),
    })),
};

const withoutDescription = {
  airbyte: (catalog: JsonObject) =>
    eachStream(catalog, (configured) => {
      const schema = objectAt(configured, 'stream', 'json_schema');
      const kept = Object.entries(objectAt(schema, 'properties')).filter(([name]) => name !== 'description');
      const json_schema = { ...schema, properties: Object.fromEntries(kept) };
      return { ...configured, stream: { ...objectAt(configured, 'stream'), json_schema } };
    }),
  singer: (catalog: JsonObject) =>
    eachStream(catalog, (stream) => ({
      ...stream,
      metadata: changeMetadata(stream, ['properties', 'description'], { selected: false }),
    })),
};

const withUnknownStream = {
  airbyte: (catalog: JsonObject) => ({
    streams: [
      ...listAt(catalog, 'streams'),
      {
        stream: { name: 'nothing', json_schema: {}, supported_sync_modes: ['full_refresh'] },
        sync_mode: 'full_refresh',
        destination_sync_mode: 'append',
      },
    ],
  }),
  singer: (catalog: JsonObject) => ({
    streams: [...listAt(catalog, 'streams'), { tap_stream_id: 'nothing', stream: 'nothing', schema: {} }],
  }),
};

const state = (changes: JsonObject): JsonObject => ({
  version: 1,
  cursor: null,
  pass: null,
  watermark: '',
  due: {},
  full: null,
  start: null,
  seen: '',
  seen_from: null,
  plan: '',
  spent: '',
  sync: '',
  ...changes,
});

function holdOneMore(simulator: Simulator): void {
  const { account } = simulator;
  const series = [...account.series.values()].find((one) => one.type === 8 && one.listed);
  if (series === undefined) throw new Error('the account has no series');
  holdMeeting(account, series, { endAt: now + hour, people: 2 });
  simulator.setOptions({ now: () => now + 2 * hour });
}

export const scenarios: readonly Scenario[] = [
  { name: 'no-state', streams: reports, config: sinceTuesday, exitCode: 0 },
  { name: 'with-state', streams: reports, config: sinceTuesday, meanwhile: holdOneMore, exitCode: 0 },
  {
    name: 'full-refresh',
    streams: ['report_meetings'],
    config: sinceTuesday,
    catalog: fullRefresh,
    exitCode: 0,
  },
  { name: 'deselected-parent', streams: ['group_members'], exitCode: 0 },
  {
    name: 'incremental-child',
    // With a state in mid-pass: there are two hosts to go through.
    account: { pastMeetingsBy: 'per_user' },
    streams: ['report_meeting_details'],
    config: sinceTuesday,
    exitCode: 0,
  },
  { name: 'account-level', streams: ['roles', 'tracking_fields'], exitCode: 0 },
  {
    name: 'empty-account',
    streams: ['users', 'meetings', 'report_meetings', 'report_meeting_participants'],
    account: { users: 1, hosts: 0 },
    exitCode: 0,
  },
  {
    name: 'missing-scope',
    streams: ['groups', 'group_members', 'roles'],
    account: { scopes: withoutScope('group:read:list_groups') },
    exitCode: 1,
  },
  {
    name: 'skipped-scope',
    streams: ['groups', 'roles'],
    account: { scopes: withoutScope('group:') },
    config: { skip_unauthorized_streams: true },
    exitCode: 0,
  },
  {
    name: 'no-webinar-plan',
    streams: ['webinars', 'webinar_panelists'],
    account: { missing: { webinars: true } },
    exitCode: 0,
  },
  {
    name: 'failing-stream',
    streams: ['groups', 'roles'],
    account: {
      faults: { rules: [{ match: /^\/v2\/groups\?/, status: 500, body: { code: 500, message: 'Oh.' } }] },
    },
    exitCode: 1,
  },
  {
    name: 'daily-limit',
    streams: ['report_meetings', 'users'],
    account: { dailyLimit: 1 },
    config: sinceTuesday,
    exitCode: 1,
  },
  {
    // Two of the eight users have an id at or below the watermark: they are not asked again.
    name: 'resumed-pass',
    streams: ['meetings'],
    resumed: { stream: 'meetings', changes: { cursor: null, pass: '2026-11-22T07:00:00Z', watermark: '3' } },
    exitCode: 0,
  },
  {
    name: 'other-plan',
    streams: ['meetings'],
    state: {
      stream: 'meetings',
      value: state({ pass: '2026-11-22T07:00:00Z', watermark: '3', plan: 'another' }),
    },
    exitCode: 0,
  },
  {
    name: 'future-state',
    streams: ['report_meetings'],
    state: { stream: 'report_meetings', value: state({ cursor: '2999-01-01T00:00:00Z' }) },
    config: sinceTuesday,
    exitCode: 0,
  },
  {
    name: 'foreign-state',
    streams: ['report_meetings'],
    state: { stream: 'report_meetings', value: { start_time: '2024-01-01' } },
    config: sinceTuesday,
    exitCode: 0,
  },
  { name: 'deselected-property', streams: ['roles'], catalog: withoutDescription, exitCode: 0 },
  { name: 'unknown-stream', streams: ['roles'], catalog: withUnknownStream, exitCode: 1 },
  { name: 'no-stream', streams: [], exitCode: 0 },
  { name: 'wrong-secret', streams: ['roles'], config: { client_secret: 'wrong-secret-0123' }, exitCode: 1 },
  {
    name: 'invalid-config',
    streams: ['roles'],
    config: { start_date: 'yesterday', lookback_days: 0 },
    exitCode: 1,
  },
];

/** Commands without a catalog: their arguments with CONFIG for the path of the file. */
export interface CommandScenario {
  readonly name: string;
  readonly protocol: 'airbyte' | 'singer';
  readonly args: readonly string[];
  readonly account?: Partial<SimulatorOptions>;
  readonly config?: JsonObject;
  readonly exitCode: 0 | 1;
}

const check = { protocol: 'airbyte', args: ['check', '--config', 'CONFIG'], exitCode: 0 } as const;
const smallCatalog = { config: { products: ['account'] }, exitCode: 0 } as const;

export const commands: readonly CommandScenario[] = [
  { name: 'spec', protocol: 'airbyte', args: ['spec'], exitCode: 0 },
  { ...check, name: 'check-succeeded' },
  { ...check, name: 'check-missing-scopes', account: { scopes: withoutScope('meeting:') } },
  { ...check, name: 'check-wrong-secret', config: { client_secret: 'wrong-secret-0123' } },
  { ...check, name: 'check-unknown-account', config: { account_id: 'nobody' } },
  { ...check, name: 'check-app-deactivated', account: { appDeactivated: true } },
  { ...check, name: 'check-no-user-scope', account: { scopes: ['meeting:read:list_meetings:admin'] } },
  { ...check, name: 'check-invalid-config', config: { start_date: 'yesterday', lookback_days: 0 } },
  { name: 'discover', protocol: 'airbyte', args: ['discover', '--config', 'CONFIG'], ...smallCatalog },
  { name: 'unknown-command', protocol: 'airbyte', args: ['sync'], exitCode: 1 },
  { name: 'discover', protocol: 'singer', args: ['--config', 'CONFIG', '--discover'], ...smallCatalog },
  { name: 'about-markdown', protocol: 'singer', args: ['--about', '--format', 'markdown'], exitCode: 0 },
  { name: 'about-text', protocol: 'singer', args: ['--about'], exitCode: 0 },
  { name: 'no-config', protocol: 'singer', args: [], exitCode: 1 },
  { name: 'test-run', protocol: 'singer', args: ['--config', 'CONFIG', '--test'], ...smallCatalog },
];
