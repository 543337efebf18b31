import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { Simulator, SimulatorOptions } from '../simulator/index.js';
import { root } from './command.js';
import type { Folder } from './files.js';
import { at, parseObject } from './json-paths.js';
import { withSimulator } from './temporary.js';

/** A target that confirms the last state when its input ends, or fails. It keeps what it got for the test to look at. */
const target = `#!/usr/bin/env node
import { appendFileSync, readFileSync } from 'node:fs';
const lines = readFileSync(0, 'utf8').split('\\n').slice(0, -1);
appendFileSync(process.env.RECEIVED, lines.map((line) => line + '\\n').join(''));
const states = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'STATE');
for (const { value } of states.slice(-1)) console.log(JSON.stringify(value));
process.exitCode = Number(process.env.TARGET_CODE ?? 0);
`;

export interface PipeStage {
  readonly simulator: Simulator;
  readonly folder: Folder;
  readonly env: NodeJS.ProcessEnv;
  readonly path: (name: string) => string;
}

/** A simulated account, both ends of a pipe on the path, and a folder for what they leave. */
export async function onPipeStage(
  options: Partial<SimulatorOptions>,
  test: (stage: PipeStage) => Promise<void>,
): Promise<void> {
  const now = Date.now();
  await withSimulator({ users: 8, now: () => now, ...options }, async (simulator, folder) => {
    const path = (name: string): string => join(folder.path, name);
    const programs = { 'tap-zoom': `exec node ${join(root, 'dist/bin/tap-zoom.js')} "$@"` };
    await mkdir(path('bin'));
    await writeFile(path('bin/tap-zoom'), `#!/bin/sh\n${programs['tap-zoom']}\n`);
    await writeFile(path('bin/target.mjs'), target);
    for (const name of ['tap-zoom', 'target.mjs']) await chmod(path(`bin/${name}`), 0o755);
    const config = Object.entries({ ...simulator.config, plan: 'none', products: '["users","meetings"]' });
    const env = {
      PATH: [path('bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
      ...Object.fromEntries(config.map(([name, value]) => [`TAP_ZOOM_${name.toUpperCase()}`, value])),
      TARGET: 'target.mjs',
      TARGET_CONFIG: '/dev/null',
      RECEIVED: path('received.jsonl'),
      STATE: path('state.json'),
      FOLDER: folder.path,
      TMPDIR: folder.path,
    };
    await test({ simulator, folder, env, path });
  });
}

export async function cursorOf({ path }: PipeStage, stream: string): Promise<unknown> {
  return at(parseObject(await readFile(path('state.json'), 'utf8')), 'bookmarks', stream, 'cursor');
}

/** Asks again until it holds; mocha's own timeout ends a wait in vain. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A state that a test finds again, or not. */
export const old = '{"bookmarks":{"users":{}}}';

export async function stateOf({ path }: PipeStage): Promise<string> {
  return readFile(path('state.json'), 'utf8');
}

export interface Stopped {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Sends it to the whole process group, as a terminal does, once a user's meetings are asked for. */
export async function interrupted(
  { simulator, env }: PipeStage,
  command: readonly [string, ...string[]],
  signals: readonly NodeJS.Signals[],
): Promise<Stopped> {
  const [file, ...args] = command;
  const child = spawn(file, args, { env, stdio: 'ignore', detached: true });
  const ended = new Promise<Stopped>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  await until(() => simulator.requests.some(({ route }) => route === '/users/{userId}/meetings'));
  for (const signal of signals) process.kill(-(child.pid ?? NaN), signal);
  return ended;
}
