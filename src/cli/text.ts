import type { Writable } from 'node:stream';
import { errorMessage } from '../errors.js';
import { partFault } from '../installation.js';
import type { JsonLines } from '../output/json-lines.js';
import type { Edges } from './edges.js';
import type { Ending } from './parser.js';

/** Resolves to whether the text has left the process; else it never will. */
export async function writeText(stream: Writable, text: string): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    stream.once('error', () => resolve(false));
    stream.write(text, (error) => resolve(error === undefined || error === null));
  });
}

/** Help, the version, or what is wrong with the arguments; resolves to the exit code. */
export async function writeEnding(ending: Ending, { stdout, stderr }: Edges): Promise<number> {
  const isWritten = await writeText(ending.isError ? stderr : stdout, `${ending.text}\n`);
  if (ending.isError) return 1;
  if (!isWritten) await writeText(stderr, 'The output could not be written.\n');
  return isWritten ? 0 : 1;
}

/**
 * A sentence where the output would be lost without an error. Whoever silences both outputs wants the exit code alone,
 * but rows and states are never thrown away.
 */
export function lostOutput({ closed }: Edges, isRead: boolean): string | null {
  if (!closed.stdout || (closed.stderr && !isRead)) return null;
  return 'The output could not be written: stdout is closed. Send it to a program, a pipe or a file.';
}

/** The work, or the crash of something that nobody awaited. A read that is under way closes its streams first. */
export async function orCrash<T>(work: Promise<T>, crashed: Promise<never>): Promise<T> {
  const later = crashed.catch(
    (error: unknown) => new Promise<never>((_resolve, reject) => setImmediate(reject, error)),
  );
  return Promise.race([work, later]);
}

/** An error that is no sentence of ours. */
export function unexpectedText(program: string, error: unknown): string {
  return partFault(program, error) ?? `Something unexpected failed: ${errorMessage(error)}`;
}

/** Waits until all output has left. Output that could not be written makes any run a failed one. */
export async function closeOutput(lines: JsonLines, { stderr }: Edges, exitCode: number): Promise<number> {
  await lines.close();
  const { failure } = lines;
  const message = failure?.message ?? null;
  await writeText(stderr, message === null ? '' : `${message}\n`);
  return failure === null ? exitCode : 1;
}
