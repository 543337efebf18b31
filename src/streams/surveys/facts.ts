import type { Fact } from '../define-product.js';

const reports = 'https://developers.zoom.us/docs/api/meetings/#tag/reports (2026-11)';
const surveys = 'https://developers.zoom.us/docs/api/surveys/ (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'Surveys, polls and questions of one meeting or webinar cost a HEAVY request for each instance, whether it had any or not.',
    source: reports,
  },
  {
    evidence: 'documented',
    text: 'Answers to polls, questions and surveys have no id, and anonymous people share an empty email: a hash of the row is the key.',
    source: reports,
  },
  {
    evidence: 'documented',
    text: 'Answers in Zoom Surveys are chosen by the time at which they were handed in; those of all instances come together.',
    source: surveys,
  },
  {
    evidence: 'guessed',
    text: 'Pages of 30 surveys or answers, and windows of a month, since neither the largest page nor the widest window is stated.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'A meeting without a survey answers with code 3001, or with a row that names the meeting alone.',
    source: 'no source says (2026-11)',
  },
];
