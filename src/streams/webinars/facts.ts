import type { Fact } from '../define-product.js';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'A series is one row of the list; its instances are listed for each webinar.',
    source: 'https://developers.zoom.us/docs/api/webinars/ (2026-11)',
  },
  {
    evidence: 'seen',
    text: 'With `approval_type` 2 in the details registration is off, and Zoom refuses to list registrants and the form; so those are not asked for where the details say it and are read in the same sync.',
    source:
      'https://github.com/indico/indico-plugins/pull/315 (2026-05) for registrants that are sent; for those that are read by analogy (2026-11)',
  },
];
