import type { RefusalRow } from '../../refusal-rows/row.js';
import { refusals as ofRecordings } from '../recordings/refusals.js';

/** A recording that was deleted since it was listed, as in its own product. */
export const refusals: readonly RefusalRow[] = ofRecordings;
