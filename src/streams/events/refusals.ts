import { GONE, ITEM, NO_ACCESS, NOT_READY, productMissing } from '../../refusal-rows/meanings.js';
import type { RefusalRow } from '../../refusal-rows/row.js';

/** https://developers.zoom.us/docs/api/events/ (2025-12). */
// prettier-ignore
export const refusals: readonly RefusalRow[] = [
  // One hub, one event, one channel of videos, whose host has not let the owner of the app in. The others are served.
  { http: [403], code: [260101], ...NO_ACCESS, sentence: 'The owner of the app has no access to this hub.' },
  { http: [403], code: [260200], ...NO_ACCESS, sentence: 'The owner of the app has no access to this event.' },
  { http: [403], code: [261103], ...NO_ACCESS },

  { http: [404], code: [404], path: /\/reports\/survey$/, action: 'skip-item', reason: 'no survey', failureType: 'config_error', sentence: 'The event has no survey.' },
  { http: [404], code: [2001, 2002, 2003, 261101], path: ITEM, ...GONE },
  { http: [400, 500], code: [5001], ...NOT_READY },

  ...productMissing('Zoom Events'),
];
