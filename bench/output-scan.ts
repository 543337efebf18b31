/** What is counted of a program's output while it runs; nothing of it is kept but the states. */
export interface Output {
  readonly records: number;
  readonly bytes: number;
  /** The largest STATE line; empty without one. */
  readonly largestState: string;
  /** STATE lines, in order; the last of each stream for Airbyte, the last one for Singer. */
  readonly states: readonly string[];
}

const newline = 0x0a;
const recordHead = Buffer.from('{"type":"RECORD"');
const stateHead = Buffer.from('{"type":"STATE"');
/** From `"name":"` on: two states of one stream begin alike up to its end. */
const streamName = /"stream_descriptor":\{"name":"([^"]*)"/;

/** Reads lines out of chunks without making text of them: the reader must not be what limits the program. */
export class OutputScan {
  #rest: Buffer = Buffer.alloc(0);
  #records = 0;
  #bytes = 0;
  #largestState = '';
  readonly #states = new Map<string, string>();

  readonly take = (chunk: Buffer): void => {
    this.#bytes += chunk.length;
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    for (let end = data.indexOf(newline); end >= 0; end = data.indexOf(newline, start)) {
      this.#line(data, start, end);
      start = end + 1;
    }
    this.#rest = data.subarray(start);
  };

  get output(): Output {
    return {
      records: this.#records,
      bytes: this.#bytes,
      largestState: this.#largestState,
      states: [...this.#states.values()],
    };
  }

  #line(data: Buffer, start: number, end: number): void {
    if (begins(data, start, recordHead)) {
      this.#records += 1;
      return;
    }
    if (!begins(data, start, stateHead)) return;
    const line = data.toString('utf8', start, end);
    if (line.length > this.#largestState.length) this.#largestState = line;
    this.#states.set(streamName.exec(line)?.[1] ?? '', line);
  }
}

function begins(data: Buffer, start: number, head: Buffer): boolean {
  return data.compare(head, 0, head.length, start, Math.min(data.length, start + head.length)) === 0;
}
