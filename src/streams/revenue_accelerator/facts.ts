import type { Fact } from '../define-product.js';

const reference = 'https://developers.zoom.us/docs/api/iq/ (2026-11)';
const nowhere = 'no source says (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'The paths that begin with `/iq` are deprecated and answer the same: `/zra` is asked.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'Ids of conversations must be encoded twice in a path.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: '`from` and `to` choose conversations by the start of the meeting unless `period_type` says `iqProcessedTime`, which is asked for: what is analysed long after the meeting is read, too.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'The kind of analysis must be named, and `all` is everything. Its paging is deprecated, and not used.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: '400 with code 1001 is about `from` and `to`, which would be an error of this connector; 404 with code 1005 a conversation or deal that is gone.',
    source: reference,
  },
  {
    evidence: 'guessed',
    text: '`recording_download_url` may open the recording without anything else: it is left out unless secrets are asked for.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'What was never analysed is not listed by the time of its analysis, and so it is not read.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'How many days one request may span: a month at most is asked for.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'By what `from` and `to` choose deals: neither is sent, and all deals are taken to come then.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'Whether a scorecard that two people filled in has one id: rows that share one get a number.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'A scorecard that is filled in after the lookback is not noticed until the conversation is analysed again.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'Which permission of a role opens the lists; no page names it.',
    source: nowhere,
  },
];
