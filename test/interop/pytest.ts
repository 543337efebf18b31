import { join } from 'node:path';
import { execute } from '../support/command.js';
import type { Environment } from './environments.js';

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed and why. */
  readonly report: string;
}

/** Runs a file of test/interop/python with pytest, and counts. */
export async function runPytest(
  tools: Environment,
  file: string,
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
): Promise<Outcome> {
  const path = join(import.meta.dirname, 'python', file);
  const quiet = ['-q', '--no-header', '--tb=short', '-p', 'no:cacheprovider', '-rfE'];
  const { stdout, stderr } = await execute(
    tools.program('python'),
    ['-m', 'pytest', path, ...quiet, ...args],
    {
      env,
    },
  );
  const summary = stdout.trimEnd().split('\n').at(-1) ?? '';
  const count = (word: string): number => Number(new RegExp(`(\\d+) ${word}`).exec(summary)?.[1] ?? 0);
  return {
    passed: count('passed'),
    failed: count('failed') + count('error'),
    skipped: count('skipped'),
    report: `${stdout.slice(-6_000)}\n${stderr.slice(-2_000)}`,
  };
}
