import { ReadError } from '../../errors.js';
import type { StreamDeclaration } from '../declaration.js';

type Parameters = Readonly<Record<string, string>>;

/**
 * How a value must be written that two sources spell in two ways: the first spelling is asked with, and where it is refused
 * as no valid value the next one. What was answered once is kept for the rest of the run.
 */
export class Spelling {
  private place = 0;
  private isKnown = false;

  constructor(private readonly spellings: StreamDeclaration['spellings']) {}

  get parameters(): Parameters {
    return this.spellings[this.place] ?? {};
  }

  /** An answer came. */
  confirm(): void {
    this.isKnown = true;
  }

  /** True where the request is to be asked again in another spelling. */
  refuse(error: unknown, asked: Parameters): boolean {
    if (!(error instanceof ReadError) || error.reason !== refused) return false;
    // Another request has moved on already.
    if (asked !== this.parameters) return true;
    if (this.isKnown || this.place + 1 >= this.spellings.length) return false;
    this.place += 1;
    return true;
  }
}

/** Why a request is refused whose parameters are none. */
const refused = 'validation failed';
