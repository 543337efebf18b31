import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { JsonObject } from '../../src/json.js';
import { isJsonArray, isJsonObject } from '../../src/json.js';
import type { Workload } from './bodies.js';

/** What was asked since it was asked for last. */
export interface Asked {
  readonly requests: number;
  /** Only when the server was told to keep them. */
  readonly paths: readonly string[];
}

export interface PrebuiltServer {
  readonly origin: string;
  /** What the connector needs to find it. */
  readonly config: JsonObject;
  take(): Promise<Asked>;
}

async function answerOf(child: ChildProcess): Promise<JsonObject> {
  const message = await new Promise<unknown>((resolve) => child.once('message', resolve));
  if (!isJsonObject(message)) throw new Error('the server of the benchmark did not start');
  return message;
}

/** Runs the server for as long as `use` takes. */
export async function withPrebuilt<T>(
  workload: Workload,
  use: (server: PrebuiltServer) => Promise<T>,
  paths: 'keep paths' | 'count' = 'count',
): Promise<T> {
  const file = join(import.meta.dirname, 'server.ts');
  const child = fork(file, [JSON.stringify(workload)], { execArgv: ['--import', 'tsx'] });
  try {
    const origin = `http://127.0.0.1:${Number((await answerOf(child))['port'])}`;
    child.send(paths);
    return await use({ origin, config: configOf(origin), take: () => take(child) });
  } finally {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  }
}

async function take(child: ChildProcess): Promise<Asked> {
  child.send('take');
  const { requests, paths } = await answerOf(child);
  const texts = isJsonArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
  return { requests: Number(requests), paths: texts };
}

function configOf(origin: string): JsonObject {
  return {
    account_id: 'bench',
    client_id: 'bench',
    client_secret: 'bench-secret',
    api_url: `${origin}/v2`,
    token_url: `${origin}/oauth/token`,
    plan: 'none',
    // Only the paths that were written down beforehand are served.
    past_meetings_from: 'per_user',
    recordings_from: 'per_user',
  };
}
