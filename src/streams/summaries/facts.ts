import type { Fact } from '../define-product.js';

const meetings = 'https://developers.zoom.us/docs/api/meetings/ (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'Summaries are chosen by the start of the meeting or by their creation, never by their last change: an edit that comes later than the lookback days is not seen.',
    source: meetings,
  },
  {
    evidence: 'documented',
    text: 'A single summary is asked for by the uuid of its meeting; `summary_content` is the current field, and overview, details and next steps are earlier ones.',
    source: meetings,
  },
  {
    evidence: 'documented',
    text: 'A refusal with code 2305 has three texts: the trash is about one summary, sharing by e-mail only and a restriction of addresses are about the account.',
    source: meetings,
  },
  {
    evidence: 'seen',
    text: 'By the id of its meeting a transcript may not be found, by the uuid of the instance it is.',
    source: 'https://devforum.zoom.us/t/138985 (2026-11)',
  },
  {
    evidence: 'seen',
    text: 'A summary counts as created when its meeting begins, and is changed when it is written, up to hours later. One of a meeting of seconds is listed without its own start and end.',
    source: 'https://github.com/wexlersupport/randy-jones-automation-v2, rows of an account (2025-09)',
  },
  {
    evidence: 'seen',
    text: 'A meeting whose transcript stands among the files of its recording may have none here, which is 404: `recording_transcripts` has it.',
    source: 'https://github.com/onyx-dot-app/onyx/pull/14879 (2026-09)',
  },
  {
    evidence: 'guessed',
    text: 'Transcripts are asked for as far back as the reports show meetings, six months, and not for webinars.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'A user has one archive of conversations at a time, so the row is replaced; its links are signed, and what signs them is left out.',
    source: 'no source says (2026-11)',
  },
];
