import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { JsonObject } from '../../src/json.js';
import { isJsonObject } from '../../src/json.js';
import { listAt, objectAt } from '../../test/support/json-paths.js';
import type { Road } from './minimum.js';

export interface SimulatedAccount {
  readonly users: number;
  /** Null: everyone who may. */
  readonly hosts: number | null;
  readonly latencyMs: number;
  readonly plan: 'pro' | 'business' | 'none';
  /** False: every list ends and every empty one comes in the same shape. */
  readonly oddities?: boolean;
}

/** Requests since they were asked for last. Times are epoch milliseconds of arrival. */
export interface Traffic {
  readonly requests: number;
  readonly labels: Counts;
  /** By pool and label, as `main/heavy`. */
  readonly buckets: Counts;
  readonly routes: Counts;
  /** Answers of 429. */
  readonly throttled: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

export type Counts = ReadonlyMap<string, number>;

export interface MinimumQuestion {
  readonly road: Road;
  /** That windows of dates answer for. */
  readonly days: number;
  /** Epoch milliseconds; as far back as is kept when absent. */
  readonly from?: number | undefined;
}

export interface SimulatorProcess {
  readonly config: JsonObject;
  traffic(): Promise<Traffic>;
  /** By stream. */
  minimum(asked: MinimumQuestion): Promise<Counts>;
  /** Holds one more meeting in such a share of the series; resolves to their number. */
  news(share: number): Promise<number>;
  expected(stream: string): Promise<readonly JsonObject[]>;
}

async function answerOf(child: ChildProcess): Promise<JsonObject> {
  const message = await new Promise<unknown>((resolve) => child.once('message', resolve));
  if (!isJsonObject(message)) throw new Error('the simulator did not answer');
  return message;
}

function counts(value: JsonObject): Counts {
  return new Map(Object.entries(value).map(([key, count]) => [key, Number(count)]));
}

export function total(values: Counts): number {
  return [...values.values()].reduce((sum, value) => sum + value, 0);
}

export async function withSimulated<T>(
  account: SimulatedAccount,
  use: (simulator: SimulatorProcess) => Promise<T>,
): Promise<T> {
  const file = join(import.meta.dirname, 'server.ts');
  const child = fork(file, [JSON.stringify(account)], { execArgv: ['--import', 'tsx'] });
  const ask = (message: JsonObject): Promise<JsonObject> => {
    child.send(message);
    return answerOf(child);
  };
  try {
    const config = await answerOf(child);
    return await use({
      config: { ...config, plan: account.plan },
      traffic: async () => trafficOf(await ask({ ask: 'traffic' })),
      minimum: async ({ road, days, from }) =>
        counts(await ask({ ask: 'minimum', road, days, ...(from === undefined ? {} : { from }) })),
      news: async (share) => Number((await ask({ ask: 'news', share }))['held']),
      expected: async (stream) =>
        listAt(await ask({ ask: 'expected', stream }), 'rows').map((row) => objectAt(row)),
    });
  } finally {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  }
}

function trafficOf(found: JsonObject): Traffic {
  return {
    requests: Number(found['requests']),
    labels: counts(objectAt(found, 'labels')),
    buckets: counts(objectAt(found, 'buckets')),
    routes: counts(objectAt(found, 'routes')),
    throttled: Number(found['throttled']),
    firstAt: Number(found['firstAt']),
    lastAt: Number(found['lastAt']),
  };
}
