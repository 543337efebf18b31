import type { ParentData, RefusedData, Row } from './data.js';
import { holds } from './fields.js';

/** What is said to whoever asks by this row; undefined where it is answered. */
export function refusedBy({ refused = [] }: ParentData, row: Row): RefusedData | undefined {
  const ways = 'where' in refused ? [refused] : refused;
  return ways.find(({ where }) => where.every((each) => holds(each, row, {})));
}
