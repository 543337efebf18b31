import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** A document that takes longer than this is one that was made to. */
const PATIENCE_MS = 30_000;

/** Beside the document itself; of the heap of its thread, which the sync's own is no part of. */
const HEAP_MEGABYTES = 256;

/** Resolved here: the program of the thread has no file, and so no place of its own. */
const library = createRequire(import.meta.url).resolve('officeparser');

/**
 * Bytes in, text out, null where there is none to be had.
 *
 * - As text, because a thread cannot be begun with a file that is still to be compiled, as it is in tests.
 * - What the library prints would end up among the messages.
 * - The reader of PDF wants a matrix to draw with, which only an optional package has; for text it need not be a good one.
 */
const program = `
  process.stdout.write = process.stderr.write = () => true;
  globalThis.DOMMatrix ??= class {};
  const { parentPort, workerData } = require('node:worker_threads');
  const { parseOfficeAsync } = require(workerData);
  parentPort.on('message', (bytes) => {
    parseOfficeAsync(Buffer.from(bytes)).then(
      (text) => parentPort.postMessage(text),
      () => parentPort.postMessage(null),
    );
  });
`;

/**
 * Reads office documents in a thread of its own, one after the other: whatever a document does to its reader, the sync
 * goes on, and what the reader prints goes nowhere.
 */
export class OfficeReader {
  private worker: Worker | null = null;
  private last: Promise<unknown> = Promise.resolve();

  /** Null where it cannot be read. */
  read(bytes: Uint8Array): Promise<string | null> {
    const mine = this.last.then(() => this.readNext(bytes));
    this.last = mine;
    return mine;
  }

  private async readNext(bytes: Uint8Array): Promise<string | null> {
    const worker = (this.worker ??= this.start());
    worker.ref();
    const timer = setTimeout(() => void worker.terminate(), PATIENCE_MS);
    const text = await new Promise<string | null>((resolve) => {
      const answered = (message: unknown): void => {
        worker.off('exit', ended);
        resolve(typeof message === 'string' ? message : null);
      };
      const ended = (): void => {
        worker.off('message', answered);
        resolve(null);
      };
      worker.once('message', answered);
      worker.once('exit', ended);
      worker.postMessage(bytes);
    });
    clearTimeout(timer);
    // Nothing waits for it now, and the process may end.
    worker.unref();
    return text;
  }

  /** Whatever ends the thread, the next document gets another one. */
  private start(): Worker {
    const worker = new Worker(program, {
      eval: true,
      workerData: library,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = null;
    });
    return worker;
  }
}
