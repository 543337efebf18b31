import { createScrubber } from '../config/redact.js';
import type { JsonObject } from '../json.js';
import { secretsIn } from './config.js';

/** Blanks the secrets of a configuration in every text that leaves, from the moment the configuration was read. */
export class Redactor {
  #scrub = createScrubber([]);

  readonly scrub = (text: string): string => this.#scrub(text);

  /** The configuration may still be invalid: what is wrong with it must not repeat a secret either. */
  learn(config: JsonObject): void {
    this.#scrub = createScrubber(secretsIn(config));
  }
}
