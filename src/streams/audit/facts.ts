import type { Fact } from '../define-product.js';

const reference = 'https://developers.zoom.us/docs/api/meetings/#tag/reports (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'A month a call, six months back, newest rows first.',
    source: reference,
  },
  {
    evidence: 'seen',
    text: 'A start of exactly six months ago is refused, so the edge is found day by day and kept for the run.',
    source: 'clients of others (2026-11)',
  },
  {
    evidence: 'seen',
    text: 'Rows have no id, and two equal ones may stand in one second: the hash of the whole row is the key, equal rows are one, and what was delivered is never changed.',
    source: 'https://docs.databricks.com/aws/en/ingestion/lakeflow-connect/zoom-logs-reference (2026-11)',
  },
  {
    evidence: 'documented',
    text: 'Operation logs hold what owner and administrators change, not what users change for themselves.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'The log of meeting activities must be switched on by Zoom’s support; else it is refused without a code.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'The log of meeting activities writes times as `2026-11-20 12:30:00:123`, in UTC, and ids of meetings with spaces, `982 610 0285`. The times become date-times; the ids stay as they come.',
    source: `${reference}, and https://github.com/elastic/integrations/pull/19554, https://github.com/cartography-cncf/cartography, which read it so (2026)`,
  },
  {
    evidence: 'guessed',
    text: 'How all activities are asked for: the reference describes -1 and lists `All Activities`. -1 is sent first, and the words where it is refused.',
    source: 'the reference contradicts itself (2026-11)',
  },
];
