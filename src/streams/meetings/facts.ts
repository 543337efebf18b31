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
];
