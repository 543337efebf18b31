import { GONE, ITEM } from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';

/** https://developers.zoom.us/docs/api/team-chat/ (2025-12). */
export const refusals: readonly RefusalRow[] = [
  {
    http: [404],
    code: [5306, 5407],
    path: ITEM,
    ...GONE,
    sentence: 'The channel or the space does not exist any more.',
  },
];
