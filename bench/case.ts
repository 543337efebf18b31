import type { Folder } from '../test/support/files.js';
import type { Table } from './tables.js';

/** What every case gets. */
export interface Bench {
  readonly folder: Folder;
  /** Smaller accounts and fewer runs: to see that everything works, not to quote. */
  readonly size: 'full' | 'short';
  readonly say: (text: string) => void;
}

export interface Case {
  readonly number: number;
  readonly name: string;
  readonly run: (bench: Bench) => Promise<readonly Table[]>;
}
