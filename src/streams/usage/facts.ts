import type { Fact } from '../define-product.js';

const reports = 'https://developers.zoom.us/docs/api/meetings/#tag/reports (2026-11)';
const accounts = 'https://developers.zoom.us/docs/api/accounts/ (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'Reports reach back six months: days by calendar months, users and calls a month a call, storage 30 days a call and up to yesterday.',
    source: reports,
  },
  {
    evidence: 'documented',
    text: 'Figures of users are sums over the days that are asked for. They are read by calendar months; a month that is no longer kept from its first day on is left out, and the current one is read again by each sync.',
    source: reports,
  },
  {
    evidence: 'documented',
    text: 'Users who hosted in the days asked for and those who did not are two lists, and calls of the audio conference three: without a type one of them comes.',
    source: reports,
  },
  {
    evidence: 'documented',
    text: 'No granular scope is named for the days and for storage: an app needs the classic one.',
    source: reports,
  },
  {
    evidence: 'documented',
    text: 'Sizes of storage are text with a unit, such as `3 MB`.',
    source: reports,
  },
  {
    evidence: 'documented',
    text: 'The reference opens the usage of plans to ordinary paid accounts, the list of scopes to master accounts alone. Where it is refused, the stream has no rows.',
    source: accounts,
  },
  {
    evidence: 'guessed',
    text: 'In a month a user stands in one of the two lists, so the list is no part of the key.',
    source: 'the reference describes them as opposites (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'Two calls of one number in one meeting do not begin in the same second; if they do, they are numbered.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'Where the day of storage ends. Yesterday by UTC may still be today for Zoom, and is refused then, so the day before it is the last one that is asked for.',
    source: 'no source says (2026-11)',
  },
];
