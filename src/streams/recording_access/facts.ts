import type { Fact } from '../define-product.js';

const reference = 'https://developers.zoom.us/docs/api/meetings/#tag/cloud-recording (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'Registrants are asked for by the id of the meeting, so all of its recordings share one list, which is read once in each status; without a status only the approved ones come.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'Settings hold the password of the recording, which is left out.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'Views and downloads come by recording, a month at most in a request, and today alone without dates; old recordings go on being viewed, so a sync asks for the days since the last one of every recording in the last year, or since the start date; unless `seldom_streams` says otherwise, once a day.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'No row of details says whether it is a view or a download: they are asked for one by one, and `analytics_type` says which.',
    source: reference,
  },
  {
    evidence: 'seen',
    text: 'A recording that is private to its owner says `share_recording: none` and nothing else. One for people with access alone says `publicly` all the same, with `authentication_option: specialEmail`.',
    source: 'https://github.com/onyx-dot-app/onyx, as sent to its authors (2026-09)',
  },
  {
    evidence: 'seen',
    text: 'A recording that was uploaded in the portal has no id of a meeting, so no registrants are asked for by it.',
    source: 'https://github.com/onyx-dot-app/onyx, its models of recordings (2026-09)',
  },
  {
    evidence: 'guessed',
    text: 'Details are asked for only of the days of which the sums show a view or a download, since they cost two requests; days of sums and of details are taken for the same.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'The analytics are labelled nowhere, so they count as HEAVY, and have a share of the daily budget.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'Two views that are alike in all that Zoom says, down to the second, are one row.',
    source: 'no source says (2026-11)',
  },
];
