import type { Fact } from '../define-product.js';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'A list shows active users only unless it is asked for the others by status; pending users have no id.',
    source: 'https://developers.zoom.us/docs/api/users/ (2026-11)',
  },
  {
    evidence: 'documented',
    text: '`created_at` of a pending user is the time of the call, and `last_login_time` moves after three days only; neither is a cursor.',
    source: 'https://developers.zoom.us/docs/api/users/ (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'The largest page: the reference says 2,000, the guide 300. 300 are asked for.',
    source: 'https://developers.zoom.us/docs/api/pagination/ (2026-11)',
  },
];
