import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { objectAt, parseObject } from '../test/support/json-paths.js';
import type { Folder } from '../test/support/files.js';
import type { Program } from '../test/support/executable.js';
import { root } from '../test/support/command.js';
import type { Output } from './output-scan.js';
import { OutputScan } from './output-scan.js';

/** One run of a program and what it used. Times are epoch milliseconds. */
export interface Measured {
  readonly exitCode: number | null;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly seconds: number;
  /** User and system, of the process and its threads. */
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly output: Output;
  readonly stderr: string;
}

const usageHook = join(import.meta.dirname, 'usage.js');
let runs = 0;

/** Runs a JavaScript file under plain node; its output is counted and thrown away. */
export async function measure(folder: Folder, file: string, args: readonly string[]): Promise<Measured> {
  runs += 1;
  const usageFile = join(folder.path, `usage-${runs}.json`);
  const startedAt = Date.now();
  const child = spawn(process.execPath, ['--import', usageHook, file, ...args], {
    cwd: root,
    env: { ...process.env, BENCH_USAGE: usageFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const scan = new OutputScan();
  child.stdout.on('data', scan.take);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const endedAt = Date.now();
  const usage = objectAt(parseObject(await readFile(usageFile, 'utf8')));
  return {
    exitCode,
    startedAt,
    endedAt,
    seconds: (endedAt - startedAt) / 1000,
    cpuMs: Number(usage['cpuMs']),
    peakMb: Number(usage['peakKb']) / 1024,
    output: scan.output,
    stderr,
  };
}

export function programFile(program: Program): string {
  return join(root, `dist/bin/${program}.js`);
}
