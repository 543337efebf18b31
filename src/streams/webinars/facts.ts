import type { Fact } from '../define-product.js';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'A series is one row of the list; its instances are listed for each webinar.',
    source: 'https://developers.zoom.us/docs/api/webinars/ (2026-11)',
  },
];
