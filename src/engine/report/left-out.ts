import { objectWithout, type Secrets } from '../records/hidden.js';
import type { LeftOut, Stats } from './stats.js';

/** Enough to find the row by. */
const longestExample = 300;

/** A sentence for each kind of rows that came and were not delivered, with one of them. */
export function leftOutWarnings(
  stream: string,
  { stats, secrets }: { readonly stats: Stats; readonly secrets: Secrets },
): readonly string[] {
  return stats.leftOutOf(stream).map((leftOut) => sentence(stream, leftOut, secrets));
}

function sentence(stream: string, { count, reason, example }: LeftOut, secrets: Secrets): string {
  const text = JSON.stringify(objectWithout(example, secrets));
  const shown = text.length > longestExample ? `${text.slice(0, longestExample)}…` : text;
  const rows = count === 1 ? '1 row was' : `${count} rows were`;
  return `${rows} left out of ${stream} (${reason}). For example: ${shown}`;
}
