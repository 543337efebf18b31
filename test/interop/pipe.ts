import { spawn } from 'node:child_process';
import type { Finished } from '../support/command.js';

/** Runs a command to its end on some input. */
export async function pipe(
  command: readonly string[],
  input: string,
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Finished> {
  const startedAt = performance.now();
  const [program = '', ...args] = command;
  const child = spawn(program, args, { ...options, stdio: 'pipe' });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk;
    });
  }
  // A command that fails closes its end; its exit code says so.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { exitCode, ...text, seconds: (performance.now() - startedAt) / 1000 };
}
