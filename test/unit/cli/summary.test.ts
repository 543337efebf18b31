import { expect } from 'chai';
import { summaryLines } from '../../../src/cli/summary.js';
import { runSummary, streamSummary } from '../../support/summaries.js';

describe('summary', () => {
  it('shows per stream what came, what was skipped and why, then the requests by label', () => {
    const meetings = streamSummary({
      stream: 'meetings',
      records: 1200,
      requests: 31,
      unchanged: 7,
      misfits: 3,
      empty: 5,
      status: 'incomplete',
      skips: { 'no licence': 4, 'meeting gone': 1 },
      refused: { 'no licence': ['u1', 'u2'] },
      failures: { 'HTTP 500': 2 },
    });
    const users = streamSummary({ selected: false, records: 9, requests: 1 });
    const requestsByLabel = { medium: 30, heavy: 2 };
    const lines = summaryLines(runSummary({ streams: [users, meetings], requestsByLabel, seconds: 12.34 }));
    expect(lines).to.deep.equal([
      'Summary: 1200 records in 12.3 s',
      '  users     read for its children  9 records     1 request',
      '  meetings  incomplete             1200 records  31 requests  5 came back empty; 7 unchanged, not asked again; 3 values of another type kept in extra_fields; skipped 4 (no licence: u1, u2, ...), 1 (meeting gone); failed 2 (HTTP 500)',
      'Requests by label: medium 30, heavy 2',
    ]);
  });

  it('says in one line of which streams nothing was asked', () => {
    const unread = (stream: string) => streamSummary({ stream, status: 'incomplete' });
    const lines = (names: readonly string[]) => summaryLines(runSummary({ streams: names.map(unread) }));
    expect(lines(['a'])[1]).to.equal('  a  incomplete  0 records  0 requests');
    expect(lines(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).to.deep.equal([
      'Summary: 0 records in 1.0 s',
      '  incomplete, and nothing was asked of them: 7 streams (a, b, c, d, e and 2 more)',
      'Requests by label: none',
    ]);
  });
});
