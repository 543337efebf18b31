import type { Fact } from '../define-product.js';

const reference = 'https://developers.zoom.us/docs/api/events/ (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'Without parameters the list of events shows what an attendee sees of what is to come; hosts’ events are asked for, in four states.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'HTTP 403 with code 260101 or 260200 is of one hub or event: it is left out and counted, and all others are read.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'The dates of the reports choose by the time of the last change. Attendance tells that time in its rows and is read on from there; registrations do not, and are read whole.',
    source: reference,
  },
  {
    evidence: 'guessed',
    text: 'Whether `all` is what the attendance report means without `role_type`: it is asked for.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'What tells two rows of a report apart. Address and role, or address and time, are taken, and rows that are equal in these and differ elsewhere get a number.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'An event that becomes visible long after it took place brings its whole attendance only with a full refresh.',
    source: 'follows from the rule above',
  },
];
