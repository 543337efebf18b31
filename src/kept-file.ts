import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** What a new file may be, before the umask. One that is there keeps the rights that it has. */
const newFile = 0o666;
const permissionBits = 0o777;

/**
 * A file that is replaced as a whole. At any moment it is the old one or a newer one: a new one is written beside it, made
 * safe on the disk, and takes its place in one step.
 */
export class KeptFile {
  readonly #path: string;
  /** Of this process alone, for two that write one file would swap in a mixture. */
  readonly #draft: string;

  constructor(path: string, pid: number) {
    this.#path = followed(path);
    this.#draft = `${this.#path}.${pid}.new`;
  }

  get isThere(): boolean {
    return this.#found() !== undefined;
  }

  /** Whether another name leads to it too. */
  is(path: string): boolean {
    return followed(path) === this.#path;
  }

  /** Throws where the file could not be kept, which nobody should learn after hours of reading. */
  try(): void {
    const found = this.#found();
    // What took the place of a device would be a file, and the device would be gone.
    if (found !== undefined && !found.isFile()) throw new NoFileError(found);
    this.#write('');
    rmSync(this.#draft);
  }

  /** Throws where it cannot; the old file is then still there. */
  keep(text: string): void {
    try {
      this.#write(`${text}\n`);
      renameSync(this.#draft, this.#path);
    } catch (error) {
      rmSync(this.#draft, { force: true });
      throw error;
    }
  }

  /** Takes away what is there. */
  remove(): void {
    rmSync(this.#path, { force: true });
  }

  #found(): Stats | undefined {
    return statSync(this.#path, { throwIfNoEntry: false });
  }

  #write(text: string): void {
    const output = openSync(this.#draft, 'w', (this.#found()?.mode ?? newFile) & permissionBits);
    try {
      for (let rest = Buffer.from(text); rest.length > 0;) rest = rest.subarray(writeSync(output, rest));
      fsyncSync(output);
    } finally {
      closeSync(output);
    }
  }
}

/** With a code as the system has them, for the same sentences. */
class NoFileError extends Error {
  readonly code: string;

  constructor(found: Stats) {
    super('no regular file');
    this.code = found.isDirectory() ? 'EISDIR' : 'ENOTREG';
  }
}

/** Where a link leads: the file there is replaced, and not the link. Of one that is not there yet, where its folder is. */
function followed(path: string): string {
  return real(path) ?? join(real(dirname(path)) ?? resolve(dirname(path)), basename(path));
}

function real(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
