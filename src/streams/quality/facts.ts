import type { Fact } from '../define-product.js';

const dashboards = 'https://developers.zoom.us/docs/api/meetings/#tag/dashboards (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'Without a type dashboards show what takes place now; meetings of one person are under `pastOne` alone, and their participants must be asked for with the same type.',
    source: dashboards,
  },
  {
    evidence: 'documented',
    text: 'Lists of meetings and webinars are RESOURCE-INTENSIVE: 10 or 20 requests a minute.',
    source: 'https://developers.zoom.us/docs/api/rate-limits/ (2026-11)',
  },
  {
    evidence: 'documented',
    text: 'The quality of connections comes in pages of ten participants at most, and neither it nor sharing knows `pastOne`.',
    source: dashboards,
  },
  {
    evidence: 'documented',
    text: 'The quality scores are sums over the days that are asked for, so whole months are, and say nowhere whether they are of meetings or participants.',
    source: dashboards,
  },
  {
    evidence: 'seen',
    text: 'A month that begins more than six months ago is refused: the last 150 days are read.',
    source: 'clients of others (2026-11)',
  },
  {
    evidence: 'seen',
    text: 'Without dashboards an account is refused with 400 and code 200, where the documentation says code 400.',
    source: 'clients of others (2026-08)',
  },
  {
    evidence: 'guessed',
    text: 'Days choose meetings by their start, in a timezone that is not named; windows reach over both edges.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'Meetings of one person may have quality and sharing under `past`; where they have none, that is no failure.',
    source: 'no source says (2026-11)',
  },
];
