/**
 * The most bytes of one answer, as they come and when they are unpacked. The largest pages that Zoom was seen to send
 * have some megabytes; what exceeds this is a server that does not end, or something packed to burst its reader.
 */
export const MOST_BYTES = 64 * 1024 * 1024;

/** Answers beyond this are read one after the other: so what all of them hold together is bounded too. */
export const USUAL_BYTES = 2 * 1024 * 1024;

/** The code is that of node:zlib for the same. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
  readonly code = 'ERR_BUFFER_TOO_LARGE';

  constructor() {
    super(`an answer of more than ${MOST_BYTES} bytes`);
  }
}

/** The one who holds the seat may read on; the others wait for it. */
export class Seat {
  #last: Promise<void> = Promise.resolve();

  /** Resolves, when it is free, to the way to give it back. */
  take(): Promise<() => void> {
    let release: () => void = () => undefined;
    const before = this.#last;
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    return before.then(() => release);
  }
}
