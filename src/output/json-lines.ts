import type { Writable } from 'node:stream';

/** One write to the system carries about this much: many small writes are what makes a connector slow. */
const CHUNK_BYTES = 65_536;

/** Text becomes bytes as it comes: joined to longer text first, it would be copied three times. */
const BUFFER_BYTES = 4 * CHUNK_BYTES;
/** Escaped, as a hidden end of a line is. */
const MOST_BYTES_PER_CHARACTER = 6;

const LINE_END = 10;

/**
 * Half of a character, which Zoom makes by cutting text in the middle of an emoji, and NUL, as JSON.stringify writes them:
 * strict readers refuse the one and PostgreSQL the other. Doubled backslashes are passed over, for what follows them is
 * no escape.
 */
const noCharacter = /\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g;
const replacement = '\ufffd';

/** What is no character becomes U+FFFD, in values and in names. */
export function withWholeCharacters(json: string): string {
  return json.includes('\\u')
    ? json.replace(noCharacter, (found) => (found === '\\\\' ? found : replacement))
    : json;
}

/** Legal inside JSON strings, and ends of a line to Python's `splitlines`, with which some readers cut the output. */
const hiddenLineEnds = ['\u0085', '\u2028', '\u2029'];
const anyHiddenLineEnd = new RegExp(`[${hiddenLineEnds.join('')}]`, 'g');

/** Hardly any text has one, and looking for a single character is many times faster than the expression is. */
function cleaned(json: string): string {
  const text = withWholeCharacters(json);
  return hiddenLineEnds.some((character) => text.includes(character))
    ? text.replace(anyHiddenLineEnd, escapeLineEnd)
    : text;
}

function escapeLineEnd(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Why nothing more can be written. `message` is for the user; null where the reader just went away. */
export interface WriteFailure {
  readonly code: string;
  readonly message: string | null;
}

/**
 * Lines of JSON into a stream, in chunks. After a failure everything is dropped and nothing waits any more;
 * `signal` fires then, so that the run can stop.
 */
export class JsonLines {
  readonly #stream: Writable;
  readonly #broken = new AbortController();
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  /** The last first and last parts: records of a page share theirs, which need not be looked through each time. */
  readonly #clean = { line: '', rest: '' };
  /** Bytes of the buffer that wait to be written. */
  #used = 0;
  #isScheduled = false;
  #isClosed = false;
  #drained: Promise<void> | null = null;
  #failure: WriteFailure | null = null;

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.#fail(error);
    });
  }

  get failure(): WriteFailure | null {
    return this.#failure;
  }

  /** Fires when writing failed. */
  get signal(): AbortSignal {
    return this.#broken.signal;
  }

  /**
   * Takes one line without its end, in up to three parts, none of which ends within a character. Lines gather for one
   * turn of the event loop at most: a slow run is seen to move.
   */
  readonly write = (line: string, more = '', rest = ''): void => {
    const most = MOST_BYTES_PER_CHARACTER * (line.length + more.length + rest.length) + 1;
    if (this.#used + most > BUFFER_BYTES) this.#send();
    if (most > BUFFER_BYTES) this.#pass(Buffer.from(`${cleaned(line + more + rest)}\n`));
    else this.#put(line, more, rest);
    if (this.#used >= CHUNK_BYTES) {
      this.#send();
    } else if (!this.#isScheduled) {
      this.#isScheduled = true;
      setImmediate(this.#sendScheduled);
    }
  };

  #put(line: string, more: string, rest: string): void {
    this.#add(line === this.#clean.line ? line : (this.#clean.line = cleaned(line)));
    if (more !== '') this.#add(cleaned(more));
    if (rest !== '') this.#add(rest === this.#clean.rest ? rest : (this.#clean.rest = cleaned(rest)));
    this.#buffer[this.#used] = LINE_END;
    this.#used += 1;
  }

  #add(text: string): void {
    this.#used += this.#buffer.write(text, this.#used);
  }

  /** Resolves when the reader has caught up. */
  async ready(): Promise<void> {
    if (this.#drained !== null) await this.#drained;
  }

  /** Resolves when all that was written has left the process, or never will. Later lines are dropped, not cut. */
  async close(): Promise<void> {
    this.#send();
    this.#isClosed = true;
    if (this.#failure !== null) return;
    await new Promise<void>((resolve) => {
      this.signal.addEventListener('abort', () => resolve(), { once: true });
      this.#stream.write('', () => resolve());
    });
  }

  readonly #sendScheduled = (): void => {
    this.#isScheduled = false;
    this.#send();
  };

  #send(): void {
    const used = this.#used;
    this.#used = 0;
    if (used > 0) this.#pass(Buffer.from(this.#buffer.subarray(0, used)));
  }

  #pass(bytes: Buffer): void {
    if (this.#isClosed || this.#failure !== null) return;
    const fits = this.#stream.write(bytes);
    if (!fits) this.#drained ??= this.#drain();
  }

  /** One wait for everyone, however many streams are at work. */
  #drain(): Promise<void> {
    return new Promise<void>((resolve) => {
      const done = (): void => {
        this.#drained = null;
        this.#stream.off('drain', done);
        this.signal.removeEventListener('abort', done);
        resolve();
      };
      this.#stream.on('drain', done);
      this.signal.addEventListener('abort', done);
    });
  }

  #fail(error: NodeJS.ErrnoException): void {
    if (this.#failure !== null) return;
    const code = error.code ?? 'unknown';
    this.#failure = { code, message: failureMessage(code, error.message) };
    this.#broken.abort();
  }
}

/** A reader that left has its own reasons and says them itself. */
const quietCodes: ReadonlySet<string> = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

function failureMessage(code: string, text: string): string | null {
  if (quietCodes.has(code)) return null;
  if (code === 'ENOSPC') return 'The output could not be written: no space is left on the device (ENOSPC).';
  return `The output could not be written: ${text}.`;
}
