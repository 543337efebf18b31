import type { Fact } from '../define-product.js';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'The list of meetings holds what is scheduled and not expired: no instant meetings and no history.',
    source: 'https://developers.zoom.us/docs/api/meetings/ (2026-11)',
  },
  {
    evidence: 'documented',
    text: 'A uuid that begins with a slash or holds two in a row is encoded twice in a path.',
    source: 'https://developers.zoom.us/docs/api/using-zoom-apis/ (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'Instances of fifteen months are kept, their details of twelve; the texts contradict one another.',
    source: 'https://developers.zoom.us/docs/api/meetings/ (2026-11)',
  },
  {
    evidence: 'seen',
    text: 'With `approval_type` 2 in the details registration is off, and Zoom refuses to list registrants and the form; so those are not asked for where the details say it and are read in the same sync.',
    source:
      'https://github.com/indico/indico-plugins/pull/315 (2026-05) for registrants that are sent; for those that are read by analogy (2026-11)',
  },
];
