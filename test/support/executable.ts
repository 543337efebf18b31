import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './command.js';

/** The built programs, as a user runs them. */
export type Program = 'source-zoom' | 'tap-zoom';

export interface Ended {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, without input and without a terminal. */
export async function run(program: Program, args: readonly string[]): Promise<Ended> {
  const file = join(root, `dist/bin/${program}.js`);
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      resolve({ exitCode, signal, ...text });
    });
  });
}
