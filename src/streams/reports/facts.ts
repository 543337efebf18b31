import type { Fact } from '../define-product.js';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'Reports reach back six months, a month a call, and leave out meetings of one person unless asked with `pastOne`.',
    source: 'https://developers.zoom.us/docs/api/meetings/ (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'In which timezone a day begins, and whether the last day is included: windows reach over both edges.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'Whether the history of meetings is complete: a sample of hosts is compared before it is relied on.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'Whether the history shows what a user hosted before joining the account: it is not counted on.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'The largest page of the history of meetings: 300 are asked for, and what the reply says is believed.',
    source: 'no source says (2026-11)',
  },
];
