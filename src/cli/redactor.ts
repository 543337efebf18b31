import { createScrubber } from '../config/redact.js';
import type { JsonObject } from '../json.js';
import { printableLines } from '../printable.js';
import { secretsIn } from './config.js';

/** Blanks what opens the account in every text that leaves: the configuration's secrets, and each token from when it came. */
export class Redactor {
  readonly #held = new Set<string>();
  #scrub = createScrubber([]);

  /** A text for people, in which the ends of lines are ours and nothing commands a terminal. */
  readonly scrub = (text: string): string => printableLines(this.#scrub(text));

  /** The configuration may still be invalid: what is wrong with it must not repeat a secret either. */
  learn(config: JsonObject): void {
    secretsIn(config).forEach(this.hold);
  }

  readonly hold = (secret: string): void => {
    if (this.#held.has(secret)) return;
    this.#held.add(secret);
    this.#scrub = createScrubber([...this.#held]);
  };
}
