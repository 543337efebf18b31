import type { Fact } from '../define-product.js';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'Without dates only the last day comes.',
    source: 'https://developers.zoom.us/docs/api/meetings/ (2026-11)',
  },
  {
    evidence: 'documented',
    text: 'Files of types such as CC and TIMELINE have no id.',
    source: 'https://developers.zoom.us/docs/api/meetings/ (2026-11)',
  },
];
