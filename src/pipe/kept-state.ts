import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';

/** What a new file may be, before the umask. One that is there keeps the rights that it has. */
const newFile = 0o666;
const permissionBits = 0o777;

/**
 * The file of a state. At any moment it is the old state or a newer one, whole: a new one is written beside it, made safe
 * on the disk, and takes its place in one step.
 */
export class KeptState {
  readonly #path: string;
  /** Of this process alone, for two that write one file would swap in a mixture. */
  readonly #draft: string;

  constructor(path: string, pid: number) {
    this.#path = followed(path);
    this.#draft = `${this.#path}.${pid}.new`;
  }

  get isThere(): boolean {
    return statSync(this.#path, { throwIfNoEntry: false }) !== undefined;
  }

  /** Throws where a state could not be kept, which nobody should learn after hours of reading. */
  try(): void {
    this.#write('');
    rmSync(this.#draft);
  }

  /** Throws where it cannot; the old state is then still there. */
  keep(state: string): void {
    try {
      this.#write(`${state}\n`);
      renameSync(this.#draft, this.#path);
    } catch (error) {
      rmSync(this.#draft, { force: true });
      throw error;
    }
  }

  #write(text: string): void {
    const mode = statSync(this.#path, { throwIfNoEntry: false })?.mode ?? newFile;
    const output = openSync(this.#draft, 'w', mode & permissionBits);
    try {
      for (let rest = Buffer.from(text); rest.length > 0;) rest = rest.subarray(writeSync(output, rest));
      fsyncSync(output);
    } finally {
      closeSync(output);
    }
  }
}

/** Where a link leads: the file there is replaced, and not the link. */
function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
