/**
 * The simulator in a process of its own, and what a benchmark wants to know of it. Started by `simulated/process.ts`; its
 * options are the only argument.
 */
import { holdMeeting, startSimulator } from '../../test/simulator/index.js';
import type { ExpectedRange, RequestLogEntry } from '../../test/simulator/index.js';
import { parseObject } from '../../test/support/json-paths.js';
import { isJsonObject } from '../../src/json.js';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { minimum } from './minimum.js';

const given = parseObject(process.argv[2] ?? '{}');
const plans = ['free', 'pro', 'business', 'none'] as const;
const simulator = await startSimulator({
  users: Number(given['users']),
  hosts: given['hosts'] === null ? null : Number(given['hosts']),
  latencyMs: Number(given['latencyMs']),
  plan: plans.find((plan) => plan === given['plan']) ?? 'none',
  oddities: given['oddities'] !== false,
  // Where a case says nothing else, hosts' own lists are what it counts.
  pastMeetingsBy: 'per_user',
});

function bump(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Lists that one path serves are told apart by what they were asked for. */
function routeOf({ route, query }: RequestLogEntry): string {
  const kind = query['type'] ?? query['search_type'];
  return kind === undefined ? route : `${route} ${kind}`;
}

/** What came in since the last time it was asked. */
function traffic(): JsonObject {
  const asked = simulator.requests.filter(({ path }) => path.startsWith('/v2/'));
  const labels = new Map<string, number>();
  const buckets = new Map<string, number>();
  const routes = new Map<string, number>();
  for (const entry of asked) {
    bump(labels, entry.label);
    bump(buckets, `${entry.pool}/${entry.label}`);
    bump(routes, routeOf(entry));
  }
  simulator.requests.length = 0;
  return {
    requests: asked.length,
    labels: Object.fromEntries(labels),
    buckets: Object.fromEntries(buckets),
    routes: Object.fromEntries(routes),
    throttled: asked.filter(({ status }) => status === 429).length,
    firstAt: asked[0]?.at ?? 0,
    lastAt: asked.at(-1)?.at ?? 0,
  };
}

/** One more instance, just over, in a share of all series. */
function news(share: number): JsonObject {
  const step = Math.max(1, Math.round(1 / share));
  const chosen = [...simulator.account.series.values()]
    .filter(({ listed }) => listed)
    .filter((_, index) => index % step === 0);
  for (const series of chosen) holdMeeting(simulator.account, series, { endAt: Date.now() - 120_000 });
  return { held: chosen.length };
}

const answers: Readonly<Record<string, (message: JsonObject, range: ExpectedRange) => JsonObject>> = {
  traffic: () => traffic(),
  news: ({ share }) => news(Number(share)),
  minimum: ({ days, road }, range) => {
    const roads = { days: Number(days), road: road === 'account_history' ? road : 'per_user' } as const;
    return Object.fromEntries(minimum(simulator, range, roads));
  },
  expected: ({ stream }, range) => ({ rows: simulator.expected(textOf(stream), range) }),
};

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function answer(message: JsonObject): JsonObject {
  const { from } = message;
  const range = typeof from === 'number' ? { from } : {};
  return answers[textOf(message['ask'])]?.(message, range) ?? {};
}

process.on('message', (message) => {
  if (isJsonObject(message)) process.send?.(answer(message));
});
process.once('disconnect', () => process.exit(0));
process.send?.({ ...simulator.config });
