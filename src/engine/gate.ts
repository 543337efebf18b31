import type { ReadError } from '../errors.js';

/** After so many refusals in a row, and nobody served, a stream is taken for refused as a whole. */
const refusalsBeforeOff = 25;

/**
 * Decides whether a refusal is one user's or the whole stream's. Nobody asked first decides: while no request of the
 * stream was answered, what was refused is held back, and either the first answer or the end of the pass settles it.
 */
export class Gate {
  private answered = false;
  private refusals = 0;
  private refusal: ReadError | null = null;
  private closedBy: ReadError | null = null;
  private held: (() => void)[] = [];

  /** The error that ended the stream for this run; null while it may be read. */
  get closed(): ReadError | null {
    return this.closedBy;
  }

  /** A request was answered: earlier refusals were those users' own. */
  answer(): void {
    if (this.answered) return;
    this.answered = true;
    this.release();
  }

  get hasAnswered(): boolean {
    return this.answered;
  }

  close(error: ReadError): void {
    this.closedBy ??= error;
  }

  /** A request was refused; `certain` when the token's scopes say the same of the whole stream. */
  refuse(error: ReadError, options: { readonly certain: boolean }): void {
    this.refusal ??= error;
    this.refusals += 1;
    if (!this.answered && (options.certain || this.refusals >= refusalsBeforeOff)) this.close(error);
  }

  /** Runs `settle` now, or when it is known that the refusals were not the whole stream's. */
  whenDecided(settle: () => void): void {
    if (this.answered || this.refusal === null) settle();
    else this.held.push(settle);
  }

  /** The refusal of the whole stream; null when somebody was served or nobody was refused. */
  get verdict(): ReadError | null {
    return this.answered ? null : this.refusal;
  }

  /** Whether somebody was refused for a reason that may be the whole stream's. */
  get hasRefused(): boolean {
    return this.refusal !== null;
  }

  /** Everything held back counts as read. */
  release(): void {
    const { held } = this;
    this.held = [];
    for (const settle of held) settle();
  }
}
