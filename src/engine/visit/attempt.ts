import type { Range } from '../time/ranges.js';
import type { Window } from '../time/windows.js';
import type { Item } from './failed-work.js';
import type { Tuple } from './leads.js';
import type { Listing } from './listing.js';
import type { Work } from './open-work.js';
import type { VisitedStream } from './visited-stream.js';

/** What a list is asked with, and what its rows inherit. */
export type Origin = Pick<Listing, 'values' | 'added' | 'at'> & Partial<Pick<Listing, 'file' | 'hears'>>;

/** One request's work, or that of a window. */
export interface Attempt {
  readonly listing: Listing;
  readonly window: Window;
  /** What is due again when it fails for good. */
  readonly lost: Range;
  readonly tuple?: Tuple;
  /** Where all that is asked is the one row's; a window of it is none. */
  readonly item?: Item;
}

/** So that it is asked again only when its parent's row is another one. */
export function remember({ run }: VisitedStream, { tuple }: Pick<Attempt, 'tuple'>): void {
  if (tuple !== undefined && tuple.hash !== null) run.seen?.add(tuple.hash, tuple.at);
}

/** All of it was read. */
export function noteAnswered(stream: VisitedStream, work: Work, { tuple, item }: Attempt): void {
  if (tuple !== undefined) remember(stream, { tuple });
  stream.noteAnswer(null);
  stream.done(work);
  if (item !== undefined) stream.answered(item.key);
}

export function itemOf({ child, key, values }: Tuple): Item {
  const name = Object.entries(values).map(([field, value]) => `${field} ${value}`);
  return { key: `${child.node.name}\u0000${key}`, name: name.join(', ') };
}
