import type { Fact } from '../define-product.js';

const accounts = 'https://developers.zoom.us/docs/api/accounts/ (2026-11)';
const marketplace = 'https://developers.zoom.us/docs/api/marketplace/ (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'With an `option` a reply holds the settings of that option in the place of the general ones, so each option is a request and a row: five an account, four a user.',
    source: accounts,
  },
  {
    evidence: 'documented',
    text: 'The only granular scope that is named for locked settings is one of master accounts. An app with granular scopes may not get it, an app with the classic ones reads them.',
    source: accounts,
  },
  {
    evidence: 'documented',
    text: 'Apps come from seven lists, one for each type; no row says from which, and without a type only the requests that wait come.',
    source: marketplace,
  },
  {
    evidence: 'documented',
    text: 'Some settings are announced without their place in the reply. Wherever Zoom sends them, they are kept, in `extra_fields` where no column has room.',
    source: 'https://developers.zoom.us/changelog/ (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'An app stands in a list once: what asked for it last is told in its row.',
    source: 'rows hold totals of requests (2026-11)',
  },
];
