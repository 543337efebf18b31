import { createWriteStream, fstatSync, readFileSync, readlinkSync } from 'node:fs';
import type { TextStream } from './cli/edges.js';

/**
 * Node's stdout into a file takes no notice when the system wrote only a part, as it does when the disk fills up: the
 * last rows would be missing and the exit code 0. A file stream writes the rest, or fails.
 */
export function wholeWrites(stdout: NodeJS.WriteStream & { readonly fd: number }): TextStream {
  const { fd } = stdout;
  return fstatSync(fd).isFile() ? createWriteStream('', { fd, autoClose: false }) : stdout;
}

const accessMode = 0o3;
const readAndWrite = 0o2;

/**
 * Whether a stream was closed when the process began: Node.js then opens the null device in its place, for reading and
 * writing, and whatever is written is lost without an error. Shells open it for writing alone. Linux only: elsewhere
 * nothing tells the two apart.
 */
export function wasClosed(fd: number): boolean {
  try {
    if (readlinkSync(`/proc/self/fd/${fd}`) !== '/dev/null') return false;
    const [, flags = ''] = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8')) ?? [];
    return (parseInt(flags, 8) & accessMode) === readAndWrite;
  } catch {
    return false;
  }
}
