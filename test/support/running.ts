import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import split2 from 'split2';
import { root } from './command.js';
import type { Ended, Program } from './executable.js';

/** A program under way, for tests that interrupt it. */
export interface Running {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  /** Resolves at the first whole line for which the test holds; rejects when the program ends before. */
  until(test: (line: string) => boolean): Promise<void>;
}

export function start(program: Program, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const file = join(root, `dist/bin/${program}.js`);
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  const child = spawn(process.execPath, [file, ...args], { stdio, env: { ...process.env, ...env } });
  const stdout = gather(child.stdout);
  const stderr = gather(child.stderr);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      resolve({ stdout: stdout(), stderr: stderr(), exitCode, signal });
    });
  });
  return { child, ended, until: (test) => untilLine(child.stdout, ended, test) };
}

async function untilLine(
  stdout: Readable,
  ended: Promise<Ended>,
  test: (line: string) => boolean,
): Promise<void> {
  const found = new Promise<true>((resolve) => {
    stdout.pipe(split2()).on('data', (line: string) => {
      if (test(line)) resolve(true);
    });
  });
  const isFound = await Promise.race([found, ended]);
  if (isFound !== true) throw new Error(`the program ended before: ${isFound.stderr.slice(-500)}`);
}

function gather(stream: Readable): () => string {
  const chunks: string[] = [];
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => chunks.push(chunk));
  // A test may close the pipe itself.
  stream.on('error', () => undefined);
  return () => chunks.join('');
}
