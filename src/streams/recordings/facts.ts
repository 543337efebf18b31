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
  {
    evidence: 'documented',
    text: 'The list of the account has the recordings of users who are gone; by their id they cannot be asked for, and they are in `account_recordings` alone.',
    source: 'https://developers.zoom.us/docs/api/meetings/ (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'The list of the account shows every recording that the lists of its users show, with the same uuid and start. A sample of users proves it before it is relied on; where it lacks one, every user is asked.',
    source: 'nobody says so (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'Links may be other ones with each listing, so a recording counts as changed by its title, times, sizes and files alone.',
    source: 'seen of links that expire; right where they stay, too (2026-11)',
  },
];
