import type { JsonObject } from '../../json.js';
import type { LinkedFile } from '../page-reader.js';
import type { Partition } from '../plan/partitions.js';
import type { Leads } from './leads.js';
import type { RecentKeys } from './recent-keys.js';
import type { VisitedStream } from './visited-stream.js';

/** The list of another partition is looked through for rows of this owner; null: only for whom it leaves rows to. */
export interface Seeking {
  readonly owner: string | null;
}

/** One list to read: the stream, the values of its path, and what its rows inherit. */
export interface Listing {
  readonly stream: VisitedStream;
  readonly partition: Partition;
  /** Of the visit: what is begun is finished first. */
  readonly order: number;
  readonly values: Readonly<Record<string, string>>;
  /** The file that is read in place of pages; null for a list. */
  readonly file: LinkedFile | null;
  /** The fields that their parent adds to its rows. */
  readonly added: JsonObject;
  /** The cursor value that their parent has; -Infinity for rows that no parent row led to. */
  readonly at: number;
  readonly keys: RecentKeys;
  /** Where it is kept what its rows lead to. */
  readonly leads: Leads;
  /** Hears each row as it came, for what it spares; null where nobody waits for it. */
  readonly hears: ((raw: JsonObject) => void) | null;
  /** Set where the list of another partition is read for the sake of an owner of rows. */
  readonly seeks: Seeking | null;
}
