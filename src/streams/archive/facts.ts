import type { Fact } from '../define-product.js';

const reference = 'https://developers.zoom.us/docs/api/meetings/#tag/archiving/GET/archive_files (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'A request spans seven days at most, in exact UTC times; the dates choose by the time of completion, since archives may be complete long after the meeting.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'Rows hold links of files, never their content; a link asks for the token of the app.',
    source: reference,
  },
  {
    evidence: 'guessed',
    text: 'How long archives are kept is not said: a first sync without a start date goes back a year, and what is refused for its age is left out with a word.',
    source: 'no source says (2026-11)',
  },
];
