import type { ReadError } from '../../errors.js';

/** What the windows of one partition's list were answered. */
export class ListAnswers {
  private served = false;
  private refused: ReadError | null = null;

  /** @param refusal null where the window was served */
  note(refusal: ReadError | null): void {
    if (this.served) return;
    this.served = refusal === null;
    if (refusal !== null && refusal.subject !== 'account' && isUnderstood(refusal)) this.refused = refusal;
  }

  /** The partition's own refusal: its other windows would be answered the same. Null where one was answered. */
  get refusal(): ReadError | null {
    return this.refused;
  }

  /** Another window of the same list was served. */
  get wasServed(): boolean {
    return this.served;
  }
}

/** False for a refusal in words that nobody knows: what it says of one window may not be true of the next. */
export function isUnderstood({ failureType }: ReadError): boolean {
  return failureType !== 'system_error';
}
