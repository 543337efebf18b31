import type { Fact } from '../define-product.js';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'Members of groups and roles who have not accepted yet have no id.',
    source: 'https://developers.zoom.us/docs/api/users/ (2026-11)',
  },
];
