import type { Fact } from '../define-product.js';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'A message is in the list of each of its readers, and six months are kept.',
    source: 'https://developers.zoom.us/docs/api/team-chat/ (2026-11)',
  },
];
