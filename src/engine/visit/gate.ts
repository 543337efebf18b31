import type { ReadError } from '../../errors.js';

interface Held {
  readonly settle: () => void;
  readonly wasAsked: boolean;
}

/**
 * Decides whether refusals are the stream's or those users' own. Nobody asked first decides: only what the account is
 * told closes a stream at once. Where the app may lack a permission, what was refused is held back while no request of
 * the stream was answered, and either the first answer or the end of the pass settles it.
 */
export class Gate {
  private answered = false;
  private refused = 0;
  private firstOwn: ReadError | null = null;
  private refusal: ReadError | null = null;
  private closedBy: ReadError | null = null;
  private held: Held[] = [];

  /** The error that ended the stream for this run; null while it may be read. */
  get closed(): ReadError | null {
    return this.closedBy;
  }

  /** A request was answered: earlier refusals were those users' own, and whoever was not asked for them is not read. */
  answer(): void {
    if (this.answered) return;
    this.answered = true;
    if (this.closedBy === this.refusal) this.closedBy = null;
    this.held = this.held.filter(({ wasAsked }) => wasAsked);
    this.release();
  }

  get hasAnswered(): boolean {
    return this.answered;
  }

  close(error: ReadError): void {
    this.closedBy ??= error;
  }

  /** A request was refused for a reason that may be the whole stream's; one of the account's is. */
  refuse(error: ReadError): void {
    this.refused += 1;
    const isOfAccount = error.subject === 'account';
    if (this.refusal === null || (isOfAccount && this.refusal.subject !== 'account')) this.refusal = error;
    if (!this.answered && isOfAccount) this.close(error);
  }

  /** A request was refused for want of a licence or the like: done, and others may be served. */
  refuseOne(error: ReadError): void {
    this.refused += 1;
    this.firstOwn ??= error;
  }

  /** Runs `settle` now, or when it is known that the refusals were not the whole stream's. */
  whenDecided(settle: () => void, { wasAsked }: { readonly wasAsked: boolean }): void {
    if (this.answered || this.refusal === null) {
      if (wasAsked) settle();
    } else {
      this.held.push({ settle, wasAsked });
    }
  }

  /** The refusal of the whole stream; null when somebody was served or nobody was refused. */
  get verdict(): ReadError | null {
    return this.answered ? null : this.refusal;
  }

  /** The first of the refusals where each of those who were asked was refused by itself; null where one was served. */
  get refusedEach(): ReadError | null {
    return this.answered || this.refusal !== null ? null : this.firstOwn;
  }

  /** Requests that were refused. */
  get refusals(): number {
    return this.refused;
  }

  /** Whether somebody was refused for a reason that may be the whole stream's, or everybody for one of his own. */
  get hasRefused(): boolean {
    return this.refusal !== null || this.refusedEach !== null;
  }

  /** Everything held back counts as read. */
  release(): void {
    const { held } = this;
    this.held = [];
    for (const { settle } of held) settle();
  }
}
