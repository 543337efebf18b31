import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** A file that is made from others: its path from the root of the project, and the text that it must have. */
export interface Output {
  readonly file: string;
  readonly text: string;
}
