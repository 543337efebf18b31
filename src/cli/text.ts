import type { Writable } from 'node:stream';
import type { JsonLines } from '../output/json-lines.js';
import type { Edges } from './edges.js';

/** Resolves when the text has left the process, or never will. */
export async function writeText(stream: Writable, text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.once('error', () => resolve());
    stream.write(text, () => resolve());
  });
}

/** Waits until all output has left. Output that could not be written makes any run a failed one. */
export async function closeOutput(lines: JsonLines, { stderr }: Edges, exitCode: number): Promise<number> {
  await lines.close();
  const { failure } = lines;
  const message = failure?.message ?? null;
  await writeText(stderr, message === null ? '' : `${message}\n`);
  return failure === null ? exitCode : 1;
}
