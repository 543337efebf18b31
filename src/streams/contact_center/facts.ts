import type { Fact } from '../define-product.js';

const reference = 'https://developers.zoom.us/docs/api/contact-center/ (2026-11)';
const nowhere = 'no source says (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'A window may span a month; without dates only the last 24 hours come, and of recordings the last 30 days.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'Statuses are kept six months, and recordings two years, of those made after 2022-07-18.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'The datasets choose by `start_time_*` or `enter_time_*` as well as by `from` and `to`, which are being renamed: the former are sent.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'Only voice and video engagements have events (others: 400 with code 7001); 404 with code 404 means no survey, HTTP 444 a survey that nobody answered. None of these is an error.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'Two fields are misspelt, `perview_duration` and `warm_conference_duraton`, and keep these names.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'The header `X-Zoom-Division-Id` chooses a division; it is not sent, and what an account with divisions is given then is not said.',
    source: reference,
  },
  {
    evidence: 'seen',
    text: 'A dataset may hand out its first page again and again: a list that goes round in a circle is at its end where its count says that all of it came, and else is given up, named, and due again in the next run.',
    source: 'clients of others (2026-11)',
  },
  {
    evidence: 'seen',
    text: 'Refusals may come as `{"status": false, "errorCode": 401}`.',
    source: 'clients of others (2026-11)',
  },
  {
    evidence: 'guessed',
    text: "The datasets' rows are parts of engagements and of work sessions, in spite of their names, and no sums; they have no id, so `row_id` is made of what a part began with. Rows with all of that in common get a number.",
    source: 'by their fields; no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'A status, a session or a part that still goes on has no end yet and keeps its start: the finished row takes its place where the lookback still reaches that start. One that lasts longer than the lookback stays as it was seen last.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'Statuses and engagements are chosen by their start, and bounds are not clipped to the window.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'In which unit durations are: some are said to be milliseconds, but not which. They are left as they come.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'Whom the list of users shows without `user_access`: active and inactive ones are asked for one after the other.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'Since when engagements and datasets are kept: everything since the start date is asked for, and an edge is found where there is one.',
    source: nowhere,
  },
];
